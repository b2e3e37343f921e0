/** One reading of a place name. */
export interface PlaceMatch {
  readonly city: string | null;
  readonly region: string | null;
  /** ISO 3166-1 alpha-2 */
  readonly country: string;
  readonly kind: 'city' | 'region' | 'country';
  readonly population: number;
}

/** What the entity rules may ask of the places of the world. Implemented in libs/normalisation, handed in by the pipeline. */
export interface Gazetteer {
  /** All readings of exactly this name (case and diacritics folded), most populous first; empty where unknown. */
  lookup(name: string): readonly PlaceMatch[];
}
