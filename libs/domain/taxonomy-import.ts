import type { ParsedCv } from './master-record.js';
import { foldTerm } from './text.js';

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

/**
 * The number under which a label is looked up in a database, a signed integer of 32 bits (FNV-1a): labels that are equal but for capitals and
 * marks have the same one. Others may share it by chance: whoever looks up compares the labels as well.
 */
export function taxonomyKey(label: string): number {
  let hash = 0x811c9dc5;
  for (const character of foldTerm(label)) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  return hash | 0;
}

/** Imported taxonomies, asked for a few labels at a time. Implemented in libs/persistence. */
export interface TaxonomyLookup {
  /** Those that normalise, in the order in which records name them. */
  active(): Promise<readonly { readonly id: string; readonly tag: string }[]>;
  /** Concepts with a label under one of the keys (`taxonomyKey`), with these labels and their preferred ones. */
  withKeys(
    id: string,
    keys: readonly number[],
  ): Promise<{ readonly concepts: readonly TaxonomyConcept[]; readonly labels: readonly TaxonomyLabel[] }>;
}

/** Adds what imported taxonomies know to a record. Implemented in libs/taxonomies. */
export interface TaxonomyNormaliser {
  relate(parsed: ParsedCv): Promise<ParsedCv>;
}
