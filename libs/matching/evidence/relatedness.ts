import type { IndexedProfile } from '../candidate/index-profile.js';
import { cosine, gramVector } from '../text/gram-vector.js';
import { contentWords, wordSimilarity } from '../text/words.js';
import type { JobSpec, MatchingResources } from '../types.js';
import { clamp } from './judge-target.js';

/** What of a job its entries are compared with; made once per job. */
export interface JobSignature {
  readonly titleWords: readonly string[];
  readonly vector: Float32Array;
  readonly mustSkills: ReadonlySet<string>;
}

/** Rank and form words in titles: they say how high, not what. */
const RANK =
  /^(?:senior|junior|lead|head|chief|principal|mid|medior|confirme|confirmee|experienced|trainee|assistant|assistent\w*|manager|specialist\w*|spezialist\w*|officer|h|f|m|w|d|fte|referent\w*|mitarbeiter\w*|medewerker\w*|sachbearbeiter\w*|charge\w*|responsable|jefe|jefa|addetto|addetta|schwerpunkt|itinerant|bovenbouw|rotating|general\w*)$/;

export function signatureOf(job: JobSpec): JobSignature {
  const titled = contentWords((job.title ?? '').replace(/\([^)]*\)/g, ' '));
  const strong = titled.filter((word) => !RANK.test(word));
  const body = [
    job.title ?? '',
    job.title ?? '',
    ...job.tasks,
    ...job.requirements.filter((r) => r.kind !== 'personal' && r.kind !== 'condition').map((r) => r.text),
  ];
  return {
    titleWords: strong.length > 0 ? strong : titled,
    vector: gramVector(contentWords(body.join(' '))),
    mustSkills: new Set(
      job.requirements.filter((r) => r.importance === 'must').flatMap((r) => r.targets.flatMap((t) => t.skills)),
    ),
  };
}

const HEAD_SEPARATOR = /\s*(?:,|\||\s[-–—]\s|\s@\s|\/|;|:|\s\(|\b(?:at|bei|chez|bij|auf|in|presso|for|fur|für)\b)\s*/i;

/**
 * How near the work of each entry is to the job, 0..1: the occupation (ISCO-08 unit group, then its wider groups), the
 * words of the title, the skills that the advert requires, and the likeness of the texts, as independent signs.
 */
export function relateEntries(
  job: JobSpec,
  signature: JobSignature,
  candidate: IndexedProfile,
  resources: MatchingResources,
): number[] {
  const { profile } = candidate;
  const texts = profile.entries.map((): string[] => []);
  const skills = profile.entries.map((): Set<string> => new Set());
  profile.lines.forEach((line, i) => {
    if (line.entry < 0) return;
    texts[line.entry]!.push(...candidate.words[i]!);
  });
  for (const id of signature.mustSkills)
    for (const hit of candidate.skillHits(id)) {
      const { entry } = profile.lines[hit.line]!;
      if (entry >= 0 && hit.strength >= 0.9 && candidate.denials[hit.line]!.length === 0) skills[entry]!.add(id);
    }
  return profile.entries.map((entry, i) => {
    const occupation = occupationNearness(entry.title, job, profile.language, resources);
    const title = titleNearness(entry.title, signature.titleWords);
    const likeness = clamp((cosine(signature.vector, gramVector(texts[i]!.filter((w) => w.length > 3))) - 0.22) / 0.3);
    const skilled =
      signature.mustSkills.size > 0 ? clamp((skills[i]!.size / Math.max(2, signature.mustSkills.size)) * 1.3) : 0;
    // Text alone is a weak sign: it must not make a career.
    const signs = [occupation, 0.85 * title, 0.5 * skilled, 0.35 * likeness];
    return 1 - signs.reduce((rest, sign) => rest * (1 - sign), 1);
  });
}

/** Same unit group 0.95, minor group 0.7, sub-major group 0.35; a doubtful classification counts less. */
export function occupationNearness(
  title: string,
  job: JobSpec,
  language: string | null,
  resources: MatchingResources,
): number {
  if (job.occupationCodes.length === 0 || !resources.titles || !title) return 0;
  const asked = job.occupation?.confidence ?? 0.75;
  let best = 0;
  const heads = [title, ...title.split(HEAD_SEPARATOR)].filter((part) => part.length >= 3 && part.length <= 90);
  for (const head of [...new Set(heads)].slice(0, 5)) {
    const found = resources.titles.classify(head, language);
    if (!found) continue;
    const sure = Math.min(1, 0.35 + 0.65 * Math.min(found.confidence, asked + 0.15));
    best = Math.max(best, sure * Math.max(...job.occupationCodes.map((code) => codeNearness(found.code, code))));
    if (found.confidence >= 0.85) break;
  }
  return best;
}

export function codeNearness(a: string, b: string): number {
  if (a === b) return 0.95;
  if (a.slice(0, 3) === b.slice(0, 3)) return 0.7;
  return a.slice(0, 2) === b.slice(0, 2) ? 0.35 : 0;
}

/** Share of the words of the job's title that the other title has. */
export function titleNearness(title: string, jobWords: readonly string[]): number {
  if (jobWords.length === 0 || !title) return 0;
  const own = contentWords(title);
  let sum = 0;
  for (const word of jobWords) sum += Math.max(0, ...own.map((other) => wordSimilarity(word, other)));
  return sum / jobWords.length;
}

/** How near the CV is as a whole, by the lines outside of dated entries: summaries, headlines, CVs of one paragraph. */
export function relateWhole(
  job: JobSpec,
  signature: JobSignature,
  candidate: IndexedProfile,
  resources: MatchingResources,
): number {
  const { profile } = candidate;
  let title = 0;
  let occupation = 0;
  const words: string[] = [];
  profile.lines.forEach((line, i) => {
    if (line.entry >= 0 || !['summary', 'other', 'projects'].includes(line.context)) return;
    if (candidate.denials[i]!.length > 0) return;
    words.push(...candidate.words[i]!.filter((word) => word.length > 3));
    if (line.text.length > 120) return;
    title = Math.max(title, titleNearness(line.text, signature.titleWords));
    occupation = Math.max(occupation, occupationNearness(line.text, job, profile.language, resources));
  });
  if (words.length === 0) return 0;
  let skilled = 0;
  for (const id of signature.mustSkills)
    if (
      candidate
        .skillHits(id)
        .some(
          (hit) =>
            hit.strength >= 0.9 &&
            candidate.denials[hit.line]!.length === 0 &&
            profile.lines[hit.line]!.context !== 'skills',
        )
    )
      skilled++;
  const share = signature.mustSkills.size > 0 ? clamp((skilled / Math.max(2, signature.mustSkills.size)) * 1.3) : 0;
  const likeness = clamp((cosine(signature.vector, gramVector(words)) - 0.22) / 0.3);
  return (
    1 - [0.9 * occupation, 0.8 * title, 0.55 * share, 0.35 * likeness].reduce((rest, sign) => rest * (1 - sign), 1)
  );
}
