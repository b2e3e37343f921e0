import type { BBox, Cefr, SkillMatcher, TitleClassifier, Vocabulary } from '@vitamill/domain';

/** Languages that job adverts are read in and sentences are written in. */
export const JOB_LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl'] as const;
export type JobLanguage = (typeof JOB_LANGUAGES)[number];

/** A date or range of dates found in a text, as `createDateFinder` of libs/entities gives it. */
export interface FoundDates {
  readonly start: number;
  readonly end: number;
  readonly isRange: boolean;
  readonly range: { readonly start: string | null; readonly end: string | null; readonly isCurrent: boolean };
}

/** What the core is given from outside, so that it stays pure. */
export interface MatchingResources {
  vocabularyOf(language: string | null): Vocabulary;
  findDates(language: string | null, text: string): readonly FoundDates[];
  /** BCP 47 primary tag. */
  detectLanguage(text: string): string | null;
  readonly skills: SkillMatcher | null;
  readonly titles: TitleClassifier | null;
  /** Versions of lexicons and taxonomies, part of the version hash. */
  readonly dataVersion: string;
}

export const REQUIREMENT_KINDS = [
  'experience',
  'skill',
  'degree',
  'licence',
  'language',
  'personal',
  'condition',
] as const;
/** `personal`: traits that no CV can prove; `condition`: place, shifts, travel. Both are shown and never scored. */
export type RequirementKind = (typeof REQUIREMENT_KINDS)[number];

/** A thing that is asked for: words of one idea, and the skills of the taxonomy that they name. */
export interface Target {
  readonly label: string;
  readonly skills: readonly string[];
  /** Folded content words. */
  readonly words: readonly string[];
  /** A tool or technique that is named or is not ("Python", "SAP"); other skills are put in many words. */
  readonly exact: boolean;
  /** 0..1: how much of what is asked for its skills cover: "litigation" of "Employment Tribunal litigation" a third. */
  readonly share: number;
}

export interface Requirement {
  /** Stable within a job: `r1`. */
  readonly id: string;
  readonly kind: RequirementKind;
  /** `must` as the advert's headings and words have it; `nice` otherwise. */
  readonly importance: 'must' | 'nice';
  /** The advert calls it indispensable, or it is of a kind that the law or the work demands. */
  readonly hard: boolean;
  /** As printed. */
  readonly text: string;
  /** Offsets in the job's text, UTF-16. */
  readonly start: number;
  readonly end: number;
  readonly targets: readonly Target[];
  /** Whether one of the targets is enough. */
  readonly anyOf: boolean;
  /** Years asked for. */
  readonly years: number | null;
  /** ISCED level asked for. */
  readonly level: number | null;
  readonly language: { readonly code: string; readonly cefr: Cefr | null } | null;
  /** Driving licence class or name of a known licence. */
  readonly licence: string | null;
}

export interface JobSpec {
  readonly language: JobLanguage;
  readonly title: string | null;
  /** ISCO-08 unit group of the title. */
  readonly occupation: { readonly code: string; readonly name: string; readonly confidence: number } | null;
  /** All unit groups that answer the advert: of the title's parts, and of the trades that its requirements name. */
  readonly occupationCodes: readonly string[];
  readonly seniority: 'junior' | 'mid' | 'senior' | 'lead' | null;
  readonly requirements: readonly Requirement[];
  /** Ids of all skills that the advert names, in order of appearance. */
  readonly skills: readonly string[];
  readonly tasks: readonly string[];
  readonly years: number | null;
  readonly location: string | null;
  readonly remote: 'remote' | 'hybrid' | 'onsite' | null;
  readonly contract: readonly string[];
  readonly salary: string | null;
}

export type LineContext = 'work' | 'study' | 'skills' | 'languages' | 'certificates' | 'summary' | 'projects' | 'other';

export interface CandidateLine {
  readonly text: string;
  readonly context: LineContext;
  /** Index into `entries`, -1 outside of dated entries. */
  readonly entry: number;
  /** JSON Pointer into the record, or null for text. */
  readonly path: string | null;
  readonly page: number | null;
  readonly bbox: BBox | readonly [number, number, number, number] | null;
}

export interface CandidateEntry {
  readonly kind: 'work' | 'study';
  readonly title: string;
  /** Months since year 0; null where unknown. */
  readonly start: number | null;
  readonly end: number | null;
  readonly current: boolean;
  /** An internship, apprenticeship, student job or post in training. */
  readonly training: boolean;
  /** Not finished: "expected", "in progress", end in the future. */
  readonly unfinished: boolean;
}

/** A CV as the matching reads it: lines in order, and the dated entries that they belong to. No personal data. */
export interface CandidateProfile {
  readonly language: string | null;
  readonly lines: readonly CandidateLine[];
  readonly entries: readonly CandidateEntry[];
  readonly languages: readonly { readonly code: string; readonly cefr: Cefr | null; readonly line: number }[];
  /** What was left out of the score and why. */
  readonly ignored: readonly { readonly reason: 'copied_from_job' | 'keyword_block'; readonly text: string }[];
}

export const EVIDENCE_STATUSES = ['met', 'partly', 'not_met', 'unknown'] as const;
export type EvidenceStatus = (typeof EVIDENCE_STATUSES)[number];

export interface Proof {
  readonly text: string;
  readonly path: string | null;
  readonly page: number | null;
  readonly bbox: CandidateLine['bbox'];
}

export interface RequirementEvidence {
  readonly requirement: Requirement;
  readonly status: EvidenceStatus;
  /** 0..1 */
  readonly strength: number;
  /** Why, for the sentence: `work`, `listed`, `negated`, `outdated`, `expired`, `in_progress`, `years`, `implied`, `related` ... */
  readonly reason: string;
  readonly proofs: readonly Proof[];
  readonly months: number | null;
  /** Year of the last use, where dated. */
  readonly lastUsed: number | null;
}
