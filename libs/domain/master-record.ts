import type { PartialDate } from './canonical-cv.js';
import type { OcrRepair } from './evidence.js';
import type { FindingCode } from './issue.js';
import type { Cefr, EmploymentType } from './lexicon.js';
import type { ManagementLevel, SeniorityLevel } from './taxonomy.js';

/** The version of the record's shape (contracts/master-record.schema.json). */
export const SCHEMA_VERSION = '1.0.0';

/** How little and how much time the printed dates allow, in whole months. */
export interface Months {
  readonly min: number;
  readonly max: number;
}

export interface Place {
  readonly raw: string;
  readonly city: string | null;
  readonly region: string | null;
  /** ISO 3166-2, only where it is known: `DE-BY`. */
  readonly region_code?: string | null;
  readonly postal_code: string | null;
  /** ISO 3166-1 alpha-2 */
  readonly country: string | null;
}

export interface MasterContact {
  readonly name: {
    readonly full: string;
    readonly given: string | null;
    readonly family: string | null;
    readonly prefix: string | null;
    readonly suffix: string | null;
  } | null;
  readonly headline: string | null;
  readonly emails: readonly string[];
  readonly phones: readonly {
    readonly raw: string;
    readonly e164: string | null;
    readonly country: string | null;
    readonly type: string | null;
  }[];
  readonly location: Place | null;
  readonly links: readonly { readonly kind: string; readonly url: string }[];
  readonly birth_date: PartialDate | null;
  readonly nationalities: readonly string[];
  /** As printed. */
  readonly birth_place?: string | null;
  readonly marital_status?: string | null;
  readonly gender?: string | null;
}

/** A concept of an imported taxonomy (ESCO, O*NET, a custom one) that a printed title or skill is. */
export interface TaxonomyCode {
  /** Taxonomy and version: `esco-1.1.1`. */
  readonly taxonomy: string;
  /** URI or code: `http://data.europa.eu/esco/occupation/...`, `15-1252.00`. */
  readonly code: string;
  /** Preferred label. */
  readonly name: string;
}

export interface MasterPosition {
  readonly title: {
    readonly raw: string;
    readonly normalized: string | null;
    readonly code: string | null;
    readonly taxonomy: string | null;
    readonly seniority: SeniorityLevel | null;
    /** Whom the title says the position leads; null where it says nothing of the kind. */
    readonly management_level?: ManagementLevel | null;
    /** Only where taxonomies are imported. */
    readonly codes?: readonly TaxonomyCode[];
  } | null;
  readonly employer: { readonly name: string } | null;
  readonly location: Place | null;
  readonly start: PartialDate | null;
  readonly end: PartialDate | null;
  readonly is_current: boolean;
  readonly months: Months | null;
  readonly employment_type: EmploymentType | null;
  /** Department or team, as printed. */
  readonly team?: string | null;
  readonly description: string | null;
  readonly highlights: readonly string[];
  readonly skills: readonly string[];
}

export interface MasterEducation {
  readonly institution: { readonly name: string } | null;
  readonly degree: { readonly raw: string; readonly level: number | null; readonly name: string | null } | null;
  readonly field: { readonly raw: string } | null;
  readonly location: Place | null;
  readonly start: PartialDate | null;
  readonly end: PartialDate | null;
  readonly is_current: boolean;
  readonly grade: { readonly raw: string; readonly ratio: number | null } | null;
  readonly highlights: readonly string[];
}

export interface MasterSkill {
  /** As printed. */
  readonly name: string;
  readonly normalized: string | null;
  readonly id: string | null;
  readonly taxonomy: string | null;
  readonly type: string | null;
  readonly months: number | null;
  readonly last_used: PartialDate | null;
  /** `skills` where the candidate lists it as a skill, `experience/0`, `education/1`, `projects/2`, `summary`. */
  readonly sources: readonly string[];
  /** Only where taxonomies are imported. */
  readonly codes?: readonly TaxonomyCode[];
}

export interface MasterLanguage {
  readonly name: string;
  /** BCP 47 */
  readonly code: string | null;
  readonly level: { readonly raw: string; readonly cefr: Cefr | null } | null;
}

export interface MasterCertification {
  readonly name: string;
  readonly issuer: string | null;
  readonly date: PartialDate | null;
  readonly url: string | null;
}

export interface MasterItem {
  readonly organisation: string | null;
  readonly start: PartialDate | null;
  readonly end: PartialDate | null;
  readonly is_current: boolean;
  readonly url: string | null;
  readonly description: string | null;
  readonly highlights: readonly string[];
}

export interface Finding {
  readonly code: FindingCode;
  readonly severity: 'info' | 'warning' | 'error';
  readonly message: string;
  /** JSON Pointer into the record. */
  readonly path: string | null;
}

export interface Gap {
  readonly after: PartialDate;
  readonly before: PartialDate;
  readonly months: Months;
}

/** Two positions held at the same time. */
export interface Overlap {
  /** Indices in `experience`, the smaller first. */
  readonly positions: readonly [number, number];
  readonly months: Months;
}

/** The structured, normalised form of one CV. Unknown is null or an empty list, never an invented value. */
export interface MasterRecord {
  readonly asset_id: string | null;
  readonly schema_version: string;
  readonly pipeline_version: string;
  /** Digest of the lexicons that it was read with. */
  readonly lexicon_version?: string;
  /** The loaded taxonomies that it was normalised with, such as esco-1.1.1; empty where none is loaded. */
  readonly taxonomy_versions?: readonly string[];
  readonly language: string | null;
  readonly locale: string | null;
  readonly reference_date: string;
  readonly contact: MasterContact;
  readonly summary: string | null;
  readonly experience: readonly MasterPosition[];
  readonly education: readonly MasterEducation[];
  readonly skills: readonly MasterSkill[];
  readonly languages: readonly MasterLanguage[];
  readonly certifications: readonly MasterCertification[];
  readonly projects: readonly ({ readonly name: string } & MasterItem)[];
  readonly publications: readonly ({
    readonly title: string;
    readonly authors: readonly string[];
    readonly venue: string | null;
    readonly doi: string | null;
  } & MasterItem)[];
  readonly awards: readonly ({ readonly title: string } & MasterItem)[];
  readonly volunteering: readonly ({ readonly title: string } & MasterItem)[];
  readonly memberships: readonly ({ readonly title: string } & MasterItem)[];
  readonly interests: readonly string[];
  readonly references: readonly { readonly name: string | null; readonly text: string }[];
  readonly driving_licence: string | null;
  readonly availability: string | null;
  readonly metrics: {
    readonly experience_months: Months | null;
    readonly management_months: Months | null;
    readonly average_tenure_months: number | null;
    readonly gaps: readonly Gap[];
    readonly overlaps?: readonly Overlap[];
    readonly highest_education_level: number | null;
  };
  readonly quality: {
    readonly status: 'complete' | 'partial';
    readonly cv_probability: number;
    readonly findings: readonly Finding[];
    readonly unmapped_lines: readonly { readonly page: number; readonly text: string }[];
  };
}

export interface ProvenanceEntry {
  readonly confidence: number;
  readonly rule: string;
  /** Words of the value that OCR had read otherwise and the grammar of their field mended; missing where none were. */
  readonly repairs?: readonly OcrRepair[];
  readonly spans: readonly {
    readonly page: number;
    /** x0, y0, x1, y1 as fractions of the page, origin at the top left. */
    readonly bbox: readonly [number, number, number, number] | null;
    readonly text: string;
  }[];
  /** Only where a person set or confirmed the value. */
  readonly verified?: {
    readonly key_id: string | null;
    /** Missing in provenance that was written before it was kept. */
    readonly user_id?: string | null;
    readonly at: string;
  };
}

/** JSON Pointer of a value in the record -> where it stands in the document and how sure it is. */
export type Provenance = Readonly<Record<string, ProvenanceEntry>>;

/** What a whole parse gives. */
export interface ParsedCv {
  readonly record: MasterRecord;
  readonly provenance: Provenance;
  /** The visible lines in reading order, where the options asked for them. */
  readonly text?: string;
}
