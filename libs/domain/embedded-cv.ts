import type { PartialDate } from './canonical-cv.js';

/** A position as the data in a file state it. Texts are trimmed and never empty; dates are as precise as stated. */
export interface EmbeddedPosition {
  readonly title: string | null;
  readonly employer: string | null;
  readonly place: string | null;
  readonly start: PartialDate | null;
  readonly end: PartialDate | null;
  readonly isCurrent: boolean;
  readonly description: string | null;
  /** Lines that stand for themselves, in order; only JSON Resume parts them from the description. */
  readonly highlights: readonly string[];
}

export interface EmbeddedStudy {
  readonly degree: string | null;
  readonly field: string | null;
  readonly institution: string | null;
  readonly place: string | null;
  readonly start: PartialDate | null;
  readonly end: PartialDate | null;
  readonly isCurrent: boolean;
  readonly grade: string | null;
}

/** What a file says of a person in a machine's form. Empty lists and nulls say nothing: there, the page's text counts. */
export interface EmbeddedCv {
  readonly name: string | null;
  readonly headline: string | null;
  readonly summary: string | null;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly address: string | null;
  readonly links: readonly string[];
  readonly birthDate: PartialDate | null;
  readonly gender: string | null;
  readonly nationalities: readonly string[];
  readonly positions: readonly EmbeddedPosition[];
  readonly studies: readonly EmbeddedStudy[];
  readonly skills: readonly string[];
  /** `code`: BCP 47 or ISO 639-3, null where only the name stands there. */
  readonly languages: readonly { readonly code: string | null; readonly name: string; readonly level: string | null }[];
  readonly certificates: readonly string[];
  readonly drivingLicence: string | null;
}
