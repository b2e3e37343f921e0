import type { Extracted } from './evidence.js';

/** ISO 8601 with reduced precision: 2019, 2019-03 or 2019-03-14. */
export type PartialDate = string;

export interface DateRange {
  readonly start: PartialDate | null;
  readonly end: PartialDate | null;
  readonly isCurrent: boolean;
}

export interface CvLink {
  readonly kind: string;
  readonly url: string;
}

export interface CvContact {
  readonly name: Extracted<string> | null;
  readonly headline: Extracted<string> | null;
  readonly emails: readonly Extracted<string>[];
  /** As printed, extension included. */
  readonly phones: readonly Extracted<string>[];
  /** The address or place as printed. */
  readonly location: Extracted<string> | null;
  readonly links: readonly Extracted<CvLink>[];
  readonly birthDate: Extracted<PartialDate> | null;
  readonly birthPlace: Extracted<string> | null;
  /** As printed: "Deutsch", "Italian / Swiss". */
  readonly nationalities: readonly Extracted<string>[];
  readonly maritalStatus: Extracted<string> | null;
  readonly gender: Extracted<string> | null;
}

export interface CvPosition {
  readonly title: Extracted<string> | null;
  readonly employer: Extracted<string> | null;
  readonly location: Extracted<string> | null;
  readonly team: Extracted<string> | null;
  readonly dates: Extracted<DateRange> | null;
  readonly employmentType: Extracted<string> | null;
  readonly description: Extracted<string> | null;
  readonly highlights: readonly Extracted<string>[];
}

export interface CvEducation {
  readonly institution: Extracted<string> | null;
  readonly degree: Extracted<string> | null;
  readonly field: Extracted<string> | null;
  readonly location: Extracted<string> | null;
  readonly dates: Extracted<DateRange> | null;
  readonly grade: Extracted<string> | null;
  readonly thesis: Extracted<string> | null;
  readonly highlights: readonly Extracted<string>[];
}

export interface CvSkill {
  readonly name: Extracted<string>;
  /** Heading of the group that it was listed under. */
  readonly group: string | null;
  readonly level: string | null;
}

export interface CvLanguage {
  readonly name: Extracted<string>;
  /** BCP 47. */
  readonly code: string | null;
  readonly level: Extracted<string> | null;
}

export interface CvCertification {
  readonly name: Extracted<string>;
  readonly issuer: Extracted<string> | null;
  readonly date: Extracted<PartialDate> | null;
  readonly url: Extracted<string> | null;
}

/** A project, publication, award, volunteering entry or membership: titled, maybe dated. */
export interface CvItem {
  readonly title: Extracted<string>;
  readonly organisation: Extracted<string> | null;
  readonly dates: Extracted<DateRange> | null;
  readonly url: Extracted<string> | null;
  readonly authors: readonly Extracted<string>[];
  readonly doi: Extracted<string> | null;
  readonly description: Extracted<string> | null;
  readonly highlights: readonly Extracted<string>[];
}

export interface CvReference {
  readonly name: Extracted<string> | null;
  readonly text: Extracted<string>;
}

/** Everything read out of one document, each value with its proof, before normalisation. */
export interface CanonicalCv {
  /** BCP 47 of the document's text. */
  readonly language: string | null;
  readonly contact: CvContact;
  readonly summary: Extracted<string> | null;
  readonly experience: readonly CvPosition[];
  readonly education: readonly CvEducation[];
  readonly skills: readonly CvSkill[];
  readonly languages: readonly CvLanguage[];
  readonly certifications: readonly CvCertification[];
  readonly projects: readonly CvItem[];
  readonly publications: readonly CvItem[];
  readonly awards: readonly CvItem[];
  readonly volunteering: readonly CvItem[];
  readonly memberships: readonly CvItem[];
  readonly interests: readonly Extracted<string>[];
  readonly references: readonly CvReference[];
  readonly drivingLicence: Extracted<string> | null;
  readonly availability: Extracted<string> | null;
  /** A date that the document itself bears (place and date at the signature, "last updated"). */
  readonly documentDate: Extracted<PartialDate> | null;
}
