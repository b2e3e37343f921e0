import type { Match, PreparedJob } from '../match.js';
import { scoreEvidence } from '../scoring/score.js';
import { screeningVerdict } from '../scoring/verdicts.js';
import type { JobLanguage, Requirement, RequirementEvidence } from '../types.js';
import { PHRASES, type Phrases } from './phrases.js';

export interface Counterfactual {
  readonly requirement: string;
  readonly text: string;
  readonly score: number;
  readonly verdict: string;
}

export interface Explanation {
  /** Up to four sentences, each with the words of the CV that prove it. */
  readonly matchReasons: readonly string[];
  /** Up to three. */
  readonly gaps: readonly string[];
  readonly summary: string;
  /** What would raise the verdict, or at least the score: the smallest changes first. */
  readonly counterfactuals: readonly Counterfactual[];
}

const MAX_REASONS = 4;
const MAX_GAPS = 3;
const MAX_CHANGES = 3;
const QUOTE = 110;
const LABEL = 80;

/** Puts a match into sentences in `language`. Every sentence is made from evidence that the result carries. */
export function explainMatch(job: PreparedJob, match: Match, language: JobLanguage = job.spec.language): Explanation {
  const phrases = PHRASES[language];
  const matchReasons = reasonsOf(match, phrases);
  const gaps = gapsOf(match, phrases);
  return {
    matchReasons,
    gaps,
    summary: summaryOf(match, matchReasons, gaps, phrases),
    counterfactuals: changesOf(job, match, phrases),
  };
}

const scored = (evidence: readonly RequirementEvidence[]): RequirementEvidence[] =>
  evidence.filter(({ requirement }) => requirement.kind !== 'personal' && requirement.kind !== 'condition');

const ORDER: Readonly<Record<Requirement['kind'], number>> = {
  experience: 0,
  skill: 1,
  licence: 2,
  degree: 3,
  language: 4,
  personal: 5,
  condition: 6,
};
const rank = ({ requirement }: RequirementEvidence): number =>
  (requirement.importance === 'must' ? 0 : 10) + ORDER[requirement.kind];

function reasonsOf(match: Match, phrases: Phrases): string[] {
  const met = scored(match.evidence).filter((one) => one.status === 'met');
  const sentences = [...met]
    .sort((a, b) => rank(a) - rank(b) || b.strength - a.strength || order(a, b))
    .map((one) => reasonOf(one, phrases));
  return unique(sentences).slice(0, MAX_REASONS);
}

function reasonOf(one: RequirementEvidence, phrases: Phrases): string {
  const { requirement, proofs, reason, months } = one;
  const values = {
    what: labelOf(requirement),
    quote: quoteOf(proofs[0]?.text),
    have: spell(months ?? 0, phrases),
    asked: spell((requirement.years ?? 0) * 12, phrases),
  };
  const { reasons } = phrases;
  switch (requirement.kind) {
    case 'experience':
      return fill(
        requirement.targets.length === 0 || reason === 'years_role' ? reasons.years_role : reasons.years,
        values,
      );
    case 'degree':
      return fill(reasons.degree, values);
    case 'licence':
      return fill(reasons.paper, values);
    case 'language':
      return fill(proofs.length === 0 || reason === 'cv_language' ? reasons.cv_language : reasons.language, values);
    default:
      return fill(reason === 'work' || reason === 'outdated' ? reasons.work : reasons.listed, values);
  }
}

function gapsOf(match: Match, phrases: Phrases): string[] {
  const capping = new Map(
    match.caps.flatMap((cap, i) => (cap.requirement ? [[cap.requirement, i] as const] : [])).reverse(),
  );
  const open = scored(match.evidence).filter(
    ({ status, reason }) =>
      status === 'not_met' || status === 'partly' || (status === 'unknown' && reason === 'unsaid'),
  );
  const weight = (one: RequirementEvidence): number =>
    (capping.get(one.requirement.id) ?? 20) + rank(one) + 8 * one.strength;
  const sentences = [...open].sort((a, b) => weight(a) - weight(b) || order(a, b)).map((one) => gapOf(one, phrases));
  const leading: string[] = [];
  if (match.caps.some((cap) => cap.reason === 'other_occupation' || cap.reason === 'far_occupation'))
    leading.push(phrases.gaps.occupation);
  if (match.profile.ignored.length > 0) leading.push(phrases.gaps.ignored);
  return unique([...leading, ...sentences]).slice(0, MAX_GAPS);
}

function gapOf(one: RequirementEvidence, phrases: Phrases): string {
  const { requirement, proofs, reason, months, lastUsed } = one;
  const { gaps } = phrases;
  const isShownInPart = reason === 'none' && one.strength > 0 && proofs.length > 0;
  const named =
    reason in gaps ? (reason as keyof Phrases['gaps']) : one.strength > 0.3 && proofs.length > 0 ? 'listed' : 'none';
  const known = isShownInPart ? 'partly' : named;
  // A sentence that quotes needs something to quote.
  const key =
    gaps[known].includes('{quote}') && proofs.length === 0
      ? 'none'
      : known === 'outdated' && lastUsed === null
        ? 'listed'
        : known;
  return fill(gaps[key], {
    what: labelOf(requirement),
    quote: quoteOf(proofs[0]?.text),
    have: spell(months ?? 0, phrases),
    asked: spell((requirement.years ?? 0) * 12, phrases),
    year: String(lastUsed ?? ''),
  });
}

function summaryOf(match: Match, reasons: readonly string[], gaps: readonly string[], phrases: Phrases): string {
  const evidence = scored(match.evidence);
  const verdict = screeningVerdict(match.score);
  const lead =
    phrases.summary[verdict === 'Strong shortlist' ? 'strong' : verdict === 'Borderline' ? 'borderline' : 'reject'];
  if (evidence.length === 0) return `${phrases.summary.nothing}.`;
  const count = fill(phrases.summary.count, {
    met: String(evidence.filter((one) => one.status === 'met').length),
    all: String(evidence.length),
    partly: String(evidence.filter((one) => one.status === 'partly').length),
  });
  const then = verdict === 'Do not progress' ? (gaps[0] ?? reasons[0]) : (reasons[0] ?? gaps[0]);
  return `${lead}: ${count}.${then ? ` ${then}.` : ''}`;
}

/** Each open requirement as if it were met: what the score would be then. */
function changesOf(job: PreparedJob, match: Match, phrases: Phrases): Counterfactual[] {
  const open = scored(match.evidence).filter((one) => one.status !== 'met');
  const changes = open.map((one) => {
    const evidence = match.evidence.map((other) =>
      other === one ? { ...other, status: 'met' as const, strength: 1, reason: 'work' } : other,
    );
    const career =
      one.requirement.kind === 'experience'
        ? { ...match.career, months: Math.max(match.career.months ?? 0, (one.requirement.years ?? 1) * 12) }
        : match.career;
    return { one, score: scoreEvidence(job.spec, evidence, career, job.weights).score };
  });
  return changes
    .filter(({ score }) => score > match.score)
    .sort((a, b) => b.score - a.score || order(a.one, b.one))
    .slice(0, MAX_CHANGES)
    .map(({ one, score }) => {
      const verdict = screeningVerdict(score);
      const text = fill(one.requirement.years ? phrases.change.years : phrases.change.requirement, {
        what: labelOf(one.requirement),
        asked: spell((one.requirement.years ?? 0) * 12, phrases),
        score: String(score),
        verdict,
      });
      return { requirement: one.requirement.id, text, score, verdict };
    });
}

const order = (a: RequirementEvidence, b: RequirementEvidence): number =>
  Number(a.requirement.id.slice(1)) - Number(b.requirement.id.slice(1));
const unique = (texts: readonly string[]): string[] => [...new Set(texts)];
const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

function labelOf(requirement: Requirement): string {
  const only = requirement.targets.length === 1 && requirement.kind === 'skill' ? requirement.targets[0]! : null;
  return shorten(only?.exact ? only.label : requirement.text, LABEL);
}

const quoteOf = (text: string | undefined): string => (text ? `"${shorten(text.replace(/\s+/g, ' '), QUOTE)}"` : '');

/** Cut at a word, with an ellipsis. */
function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), length - 20)).trimEnd()}…`;
}

function spell(months: number, { year, month, none }: Phrases): string {
  const years = Math.floor(months / 12);
  const rest = months % 12;
  const part = (n: number, [one, many]: readonly [string, string]): string => `${n} ${n === 1 ? one : many}`;
  if (months <= 0) return none;
  if (years === 0) return part(rest, month);
  return rest === 0 || years >= 4 ? part(years, year) : `${part(years, year)} ${part(rest, month)}`;
}
