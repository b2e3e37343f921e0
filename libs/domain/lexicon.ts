import type { SectionKind } from './section.js';

/** What one language calls things. Files: lexicon/<lang>.json, checked against lexicon/schema.json. All terms lower case. */
export interface LanguageLexicon {
  /** BCP 47 primary tag. */
  readonly language: string;
  /** Headings by section kind, each as CVs in this language print it, without colon. */
  readonly headings: Partial<Record<SectionKind, readonly string[]>>;
  readonly dates: {
    /** Twelve lists: full names with inflected forms (genitive), and abbreviations without dots. */
    readonly months: readonly (readonly string[])[];
    /** Winter, spring, summer, autumn in this order. */
    readonly seasons: readonly (readonly string[])[];
    /** "present", "heute", "aujourd'hui", "en cours". */
    readonly present: readonly string[];
    /** Before an open start: "since", "seit", "depuis", "od". */
    readonly since: readonly string[];
    /** Before the end alone: "until", "bis", "jusqu'en". */
    readonly until: readonly string[];
    /** Before the start of a range: "from", "von", "de", "du". */
    readonly from: readonly string[];
    /** Between start and end: "to", "bis", "à", "au". */
    readonly to: readonly string[];
    /** "expected", "voraussichtlich". */
    readonly expected: readonly string[];
    /** "year", "years" / "month", "months" with all inflections. */
    readonly years: readonly string[];
    readonly monthsUnit: readonly string[];
    /** Words that stand with a date and are no part of it: "date", "period", "a." of years ("г.", "r."). */
    readonly noise: readonly string[];
  };
  /** Words of which a job title has at least one: heads ("engineer", "leiterin", "verpleegkundige") and ranks ("senior", "junior"). */
  readonly titleWords: readonly string[];
  /** Endings by which this language forms occupations ("-er" is too common to help; "-fachkraft", "-medewerker", "-ointi"). */
  readonly titleSuffixes: readonly string[];
  /** Words that mark an employer: legal forms and kinds of organisation ("gmbh", "hospital", "gemeente"). */
  readonly organisationWords: readonly string[];
  /** Words and endings that mark a place of education ("university", "hogeschool", "gymnasium", "-schule" as "schule"). */
  readonly institutionWords: readonly string[];
  /** Degrees, diplomas and leaving certificates as printed ("bachelor of science", "abitur", "licence", "mgr"). */
  readonly degrees: readonly { readonly term: string; readonly isced: number | null }[];
  /** Between degree and field: "in", "of", "en", "im fach". */
  readonly degreeFieldJoiners: readonly string[];
  /** Labels before a value ("phone", "e-mail", "address", "date of birth", "nationality" ...), by what follows. */
  readonly labels: Partial<Record<LabelKind, readonly string[]>>;
  /** Language names as this language prints them, to BCP 47. */
  readonly languageNames: Readonly<Record<string, string>>;
  /** Level words of languages to CEFR. */
  readonly languageLevels: readonly { readonly term: string; readonly cefr: Cefr }[];
  /** Words for levels of skills that are no skills ("advanced", "grundkenntnisse"). */
  readonly skillLevels: readonly string[];
  /** "full-time", "praktikum", "uitzendkracht" to a standard name. */
  readonly employmentTypes: readonly { readonly term: string; readonly type: EmploymentType }[];
  /** The most frequent function words, to tell prose from names and titles. */
  readonly functionWords: readonly string[];
  /** Names of countries as this language prints them, to ISO 3166-1 alpha-2. */
  readonly countries: Readonly<Record<string, string>>;
  /** Titles and salutations before a name ("dr", "ing", "frau", "mgr"). */
  readonly namePrefixes: readonly string[];
  /** "curriculum vitae", "lebenslauf", "resume": the title of the document, no name. */
  readonly documentTitles: readonly string[];
}

export type Cefr = 'A1' | 'A2' | 'B1' | 'B2' | 'C1' | 'C2' | 'native';

export const LABEL_KINDS = [
  'name',
  'given_name',
  'family_name',
  'email',
  'phone',
  'address',
  'birth_date',
  'birth_place',
  'nationality',
  'gender',
  'marital_status',
  'website',
  'linkedin',
  'employer',
  'title',
  'dates',
  'place',
  'duties',
  'institution',
  'degree',
  'field',
  'grade',
  'thesis',
  'mother_tongue',
  'other_languages',
  'driving_licence',
  'availability',
  'skills',
  'technologies',
  'team',
] as const;
export type LabelKind = (typeof LABEL_KINDS)[number];

export const EMPLOYMENT_TYPES = [
  'full_time',
  'part_time',
  'permanent',
  'temporary',
  'contract',
  'freelance',
  'internship',
  'apprenticeship',
  'seasonal',
  'volunteer',
  'self_employed',
] as const;
export type EmploymentType = (typeof EMPLOYMENT_TYPES)[number];
