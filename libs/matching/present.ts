import { type Explanation, explainMatch } from './explain/explain.js';
import type { Match, PreparedJob } from './match.js';
import { screeningVerdict } from './scoring/verdicts.js';
import { contentWords } from './text/words.js';
import type { JobLanguage, JobSpec } from './types.js';

/** A result as it is stored and replayed: plain data with a fixed order of keys. */
export interface StoredMatch {
  readonly score: number;
  readonly verdict: string;
  readonly summary: string;
  readonly match_reasons: readonly string[];
  readonly gaps: readonly string[];
  readonly explanation: {
    readonly uncapped: number;
    readonly components: readonly { readonly category: string; readonly weight: number; readonly score: number }[];
    readonly caps: Match['caps'];
    readonly evidence: readonly {
      readonly requirement: string;
      readonly kind: string;
      readonly importance: string;
      readonly text: string;
      readonly status: string;
      readonly strength: number;
      readonly reason: string;
      readonly months: number | null;
      readonly last_used: number | null;
      readonly proofs: Match['evidence'][number]['proofs'];
    }[];
    readonly counterfactuals: Explanation['counterfactuals'];
    readonly ignored: readonly { readonly reason: string; readonly characters: number }[];
  };
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

export function presentMatch(job: PreparedJob, match: Match, language?: JobLanguage): StoredMatch {
  const { matchReasons, gaps, summary, counterfactuals } = explainMatch(job, match, language);
  return {
    score: match.score,
    verdict: screeningVerdict(match.score),
    summary,
    match_reasons: matchReasons,
    gaps,
    explanation: {
      uncapped: match.uncapped,
      components: match.components.map(({ category, weight, score }) => ({
        category,
        weight: round(weight),
        score: round(score),
      })),
      caps: match.caps,
      evidence: match.evidence.map((one) => ({
        requirement: one.requirement.id,
        kind: one.requirement.kind,
        importance: one.requirement.importance,
        text: one.requirement.text,
        status: one.status,
        strength: round(one.strength),
        reason: one.reason,
        months: one.months,
        last_used: one.lastUsed,
        proofs: one.proofs,
      })),
      counterfactuals,
      ignored: match.profile.ignored.map(({ reason, text }) => ({ reason, characters: text.length })),
    },
  };
}

/** An advert as `POST /api/v1/jobspecs/parse` shows it. */
export function presentJobSpec(spec: JobSpec) {
  return {
    language: spec.language,
    title: spec.title,
    occupation: spec.occupation && { code: spec.occupation.code, taxonomy: 'isco-08', name: spec.occupation.name },
    seniority: spec.seniority,
    years: spec.years,
    requirements: spec.requirements.map((one) => ({
      id: one.id,
      kind: one.kind,
      importance: one.importance,
      hard: one.hard,
      text: one.text,
      start: one.start,
      end: one.end,
      targets: one.targets.map(({ label, skills }) => ({ label, skills })),
      any_of: one.anyOf,
      years: one.years,
      education_level: one.level,
      language: one.language,
      licence: one.licence,
    })),
    skills: spec.skills,
    tasks: spec.tasks,
    location: spec.location,
    remote: spec.remote,
    contract: spec.contract,
    salary: spec.salary,
  };
}

/** The words of an advert that candidates are looked for by: of its title, then of its requirements. */
export function contentWordsOfJob(spec: JobSpec): string[] {
  const asked = spec.requirements.filter(
    (one) => one.importance === 'must' && one.kind !== 'personal' && one.kind !== 'condition',
  );
  const words = [
    ...contentWords(spec.title ?? ''),
    ...asked.flatMap((one) => one.targets.flatMap((target) => target.words)),
  ];
  return [...new Set(words)].filter((word) => word.length >= 4);
}
