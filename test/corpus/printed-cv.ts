import type { HeadingKind, Language } from './language-data.js';

/** A range of dates as printed, and what it says: ISO 8601, as precise as printed. */
export interface PrintedDates {
  readonly text: string;
  readonly startText: string | null;
  readonly endText: string | null;
  readonly start: string | null;
  readonly end: string | null;
  readonly current: boolean;
  /** "(2 years 3 months)", where a layout prints it. */
  readonly months: number;
}

export interface PrintedJob {
  readonly title: string;
  readonly employer: string;
  readonly place: string | null;
  readonly dates: PrintedDates;
  readonly bullets: readonly string[];
  /** A word about the employer: (450 employees). */
  readonly about: string | null;
}

export interface PrintedStudy {
  readonly degree: string;
  readonly field: string | null;
  /** Degree and field as they stand together. */
  readonly degreeText: string;
  readonly institution: string;
  readonly place: string | null;
  readonly dates: PrintedDates;
  readonly note: string | null;
  readonly isced: number;
}

export interface PrintedLanguage {
  readonly code: string;
  readonly name: string;
  readonly level: string | null;
  /** Only where the code itself is printed. */
  readonly cefr: string | null;
  /** 1..5, for bars and dots */
  readonly rating: number;
}

/** All that a document prints, in its words. A layout prints the whole of it and nothing else that a field could hold. */
export interface PrintedCv {
  readonly id: string;
  readonly language: Language;
  readonly country: string;
  readonly name: string;
  readonly given: string;
  readonly family: string;
  readonly headline: string | null;
  readonly emails: readonly string[];
  readonly phones: readonly { readonly printed: string; readonly e164: string }[];
  readonly location: { readonly text: string; readonly city: string } | null;
  readonly links: readonly { readonly printed: string; readonly url: string }[];
  readonly birth: string | null;
  readonly nationality: string | null;
  readonly licence: string | null;
  readonly summary: string | null;
  readonly experience: readonly PrintedJob[];
  readonly education: readonly PrintedStudy[];
  readonly skills: readonly { readonly group: string | null; readonly items: readonly string[] }[];
  readonly languages: readonly PrintedLanguage[];
  readonly certifications: readonly { readonly name: string; readonly year: string | null }[];
  readonly interests: readonly string[];
  readonly publications: readonly string[];
  /** Lines about people to ask, whose names and numbers are not the candidate's. */
  readonly references: readonly string[];
  readonly consent: string | null;
  readonly headings: Readonly<Record<HeadingKind, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** ISO date that the document was written for. */
  readonly referenceDate: string;
  /** Whether the country of the candidate can be told from what is printed. */
  readonly tellsCountry: boolean;
}
