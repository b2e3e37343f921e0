/** What a label is to its concept. */
export type TaxonomyLabelKind = 'preferred' | 'alternative' | 'hidden';

/** One row of an imported taxonomy, as its reader gives it and the database keeps it. */
export type TaxonomyRow =
  | {
      readonly row: 'concept';
      readonly code: string;
      readonly kind: 'occupation' | 'skill' | 'group';
      /** ISCO-08 group that the taxonomy puts an occupation into. */
      readonly isco: string | null;
      /** As the taxonomy calls it: `knowledge`, `skill/competence`, `technology`. */
      readonly skillType: string | null;
    }
  | {
      readonly row: 'label';
      readonly code: string;
      /** BCP 47 primary tag. */
      readonly language: string;
      readonly kind: TaxonomyLabelKind;
      readonly text: string;
    }
  | {
      readonly row: 'relation';
      readonly from: string;
      readonly to: string;
      /** `broader`, `essential`, `optional`, `technology`. */
      readonly kind: string;
    };

/** A taxonomy as its files tell it. */
export interface TaxonomySource {
  /** `esco`, `onet`, or the name of a custom one. */
  readonly name: string;
  readonly version: string;
  /** What must be shown with what is made from it. */
  readonly attribution: string;
  readonly licence: string;
  /** BCP 47 primary tags of its labels. */
  readonly languages: readonly string[];
  /** Name of each file -> SHA-256 of its bytes. */
  readonly files: Readonly<Record<string, string>>;
  /** Whether labels of other languages that were imported before stay: downloads come language by language. */
  readonly keepsOtherLanguages: boolean;
}

/** Taxonomy and version as records print it. */
export const taxonomyTag = ({ name, version }: Pick<TaxonomySource, 'name' | 'version'>): string =>
  `${name}-${version}`;

/** A concept with its labels, as the normaliser asks for it. */
export interface TaxonomyConcept {
  readonly code: string;
  readonly kind: 'occupation' | 'skill';
  readonly isco: string | null;
  readonly skillType: string | null;
}

export interface TaxonomyLabel {
  readonly code: string;
  readonly language: string;
  readonly kind: TaxonomyLabelKind;
  readonly text: string;
}

/** A loaded taxonomy, ready for look-ups. Implemented in libs/taxonomies. */
export interface TaxonomyIndex {
  /** `esco-1.1.1` */
  readonly tag: string;
  /** The one concept of this kind that is called so; null where none or several are. `isco` tells several apart. */
  find(
    kind: TaxonomyConcept['kind'],
    text: string,
    options: { readonly language: string | null; readonly isco?: string | null },
  ): (TaxonomyConcept & { readonly name: string }) | null;
}
