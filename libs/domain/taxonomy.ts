export const SKILL_TYPES = ['technical', 'tool', 'professional', 'soft', 'language', 'licence'] as const;
export type SkillType = (typeof SKILL_TYPES)[number];

/** The tag under which names stand that are the same in every language ("PostgreSQL"), and English terms. */
export const ANY_LANGUAGE = 'en';

/** One skill of a taxonomy. */
export interface SkillConcept {
  /** Stable and readable: `postgresql`, `forklift-operation`. */
  readonly id: string;
  /** Canonical name, English. */
  readonly name: string;
  readonly type: SkillType;
  /** The field it belongs to: `it-data`, `care`, `trades`. */
  readonly domain: string;
  /** Terms by BCP 47 primary tag; those under `en` hold in every language. Without marks, the name included. */
  readonly aliases: Readonly<Record<string, readonly SkillTerm[]>>;
  /** Ids of wider skills of which this one is a kind. */
  readonly broader: readonly string[];
  /** Ids of skills that whoever has this one also has (PostgreSQL -> SQL). Not the transitive closure. */
  readonly implies: readonly string[];
}

/** How a concept is called. */
export interface SkillTerm {
  readonly text: string;
  /**
   * `free`: found anywhere; `cased`: only in the capitals as written ("SAP"); `context`: a word that also means something
   * else ("Go", "Access"): cased, and only in lists of skills or near other technical skills; `listed`: an ordinary word
   * ("reporting", "storage"), spelled so, and only in lists of skills.
   */
  readonly rule: 'free' | 'cased' | 'context' | 'listed';
}

export interface SkillLexicon {
  /** Taxonomy and version as records print it: `vitamill-skills-1.0`. */
  readonly taxonomy: string;
  readonly concepts: readonly SkillConcept[];
}

/** A skill named in a text. */
export interface SkillMention {
  readonly id: string;
  /** UTF-16 offsets in the text. */
  readonly start: number;
  readonly end: number;
  /** As printed. */
  readonly matched: string;
  /** 0..1 */
  readonly confidence: number;
}

export interface SkillSearchOptions {
  /** BCP 47 primary tag of the text; null where unknown: then only terms of every language are found. */
  readonly language: string | null;
  /** Whether the text is an entry of a list of skills, where ambiguous words mean the skill. */
  readonly listed?: boolean;
}

/** Finds skills in texts. Implemented in libs/normalisation, handed in by the pipeline. */
export interface SkillMatcher {
  /** `vitamill-skills-1.0` */
  readonly taxonomy: string;
  readonly concepts: readonly SkillConcept[];
  /** All skills that the text names, from the left, without overlaps; the longest term wins. */
  find(text: string, options: SkillSearchOptions): readonly SkillMention[];
  byId(id: string): SkillConcept | null;
  /** The concept that has exactly this name or alias, in the language given or in any; null where none or several have. */
  resolve(name: string, language?: string | null): SkillConcept | null;
  /** Ids that the skill implies, over any number of steps, itself not included. */
  impliedBy(id: string): readonly string[];
  /** Terms that several skills have, by language: none in a sound lexicon. */
  collisions(): readonly { readonly language: string; readonly key: string; readonly ids: readonly string[] }[];
}

export const SENIORITY_LEVELS = [
  'intern',
  'apprentice',
  'junior',
  'mid',
  'senior',
  'lead',
  'principal',
  'manager',
  'director',
  'executive',
] as const;
export type SeniorityLevel = (typeof SENIORITY_LEVELS)[number];

/** Whom a position leads: a shift, crew or team; a department, branch or site; a division or function; the whole organisation. */
export const MANAGEMENT_LEVELS = ['team', 'department', 'division', 'executive'] as const;
export type ManagementLevel = (typeof MANAGEMENT_LEVELS)[number];

export interface TitleLexicon {
  /** Taxonomy as records print it: `isco-08`. */
  readonly taxonomy: string;
  /** Version of our lexicon: `1.0`. */
  readonly version: string;
  /** BCP 47 primary tags. */
  readonly languages: readonly string[];
  /** Unit group (four digits) -> canonical title in English. */
  readonly groups: ReadonlyMap<string, string>;
  /** Titles of one language by unit group; the code `-` holds words that say nothing of the occupation. Read on first use. */
  titlesIn(language: string): readonly { readonly code: string; readonly titles: readonly string[] }[];
  readonly ranks: readonly RankTerm[];
}

/** A word of rank in a title: "senior", "Leiter", "chef de", or an ending ("-leiter"). */
export interface RankTerm {
  readonly language: string;
  readonly term: string;
  readonly seniority: SeniorityLevel;
  readonly management: ManagementLevel | null;
}

export interface ClassifiedTitle {
  /** ISCO-08 unit group, four digits. */
  readonly code: string;
  /** `isco-08` */
  readonly taxonomy: string;
  /** Version of the lexicon that answered. */
  readonly version: string;
  /** Canonical title of the unit group, English. */
  readonly name: string;
  /** `exact`: the title is in the lexicon; `alias`: in another gender, number or order; `head`: its head is; `similar`: it resembles titles that are. */
  readonly method: 'exact' | 'alias' | 'head' | 'similar';
  /** 0..1 */
  readonly confidence: number;
}

export interface TitleRank {
  readonly seniority: SeniorityLevel | null;
  readonly management: ManagementLevel | null;
}

/** Job titles to occupations. Implemented in libs/normalisation, handed in by the pipeline. */
export interface TitleClassifier {
  /** Null where the evidence is thin. `language` is a BCP 47 primary tag. */
  classify(title: string, language: string | null): (ClassifiedTitle & TitleRank) | null;
  /** What the words of the title say of seniority and management, whatever the occupation. */
  rankOf(title: string, language: string | null): TitleRank;
}
