import { foldKeepingLength } from '@vitamill/domain';
import { licencesInWords } from '../job/licences.js';
import { splitWords, type WordComparer } from '../text/words.js';
import type { CandidateProfile, MatchingResources } from '../types.js';
import { EXPIRED, UNFINISHED } from './entry-words.js';
import { type Denial, denialsIn } from './negation.js';

/** How a skill of the CV answers a skill that is asked for. */
export interface SkillHit {
  readonly line: number;
  /** 1 the skill itself, 0.9 one that implies it or is a kind of it, 0.4 a sister or a wider one. */
  readonly strength: number;
  /** The skill as the CV has it. */
  readonly id: string;
  readonly start: number;
}

/** A profile prepared for many look-ups. */
export interface IndexedProfile {
  readonly profile: CandidateProfile;
  readonly words: readonly (readonly string[])[];
  /** The folded words of each line joined by blanks. */
  readonly joined: readonly string[];
  /** What each line denies. */
  readonly denials: readonly (readonly Denial[])[];
  readonly expired: readonly boolean[];
  readonly unfinished: readonly boolean[];
  readonly licences: readonly (readonly string[])[];
  /** Asked skill -> hits. */
  skillHits(id: string): readonly SkillHit[];
  /** Folded word -> lines with a word like it, with how alike. */
  wordHits(word: string): ReadonlyMap<number, number>;
}

/** Ids that a skill answers for: itself, what it implies and what it is a kind of. */
export type SkillClosure = (id: string) => { readonly answers: readonly string[]; readonly parents: readonly string[] };

export function createSkillClosure(resources: MatchingResources): SkillClosure {
  const known = new Map<string, { answers: readonly string[]; parents: readonly string[] }>();
  return (id) => {
    const cached = known.get(id);
    if (cached) return cached;
    const answers = new Set(resources.skills?.impliedBy(id) ?? []);
    const queue = [id, ...answers];
    for (let next = queue.pop(); next !== undefined; next = queue.pop())
      for (const wider of resources.skills?.byId(next)?.broader ?? [])
        if (!answers.has(wider)) {
          answers.add(wider);
          queue.push(wider);
        }
    answers.delete(id);
    const closure = { answers: [...answers], parents: resources.skills?.byId(id)?.broader ?? [] };
    known.set(id, closure);
    return closure;
  };
}

/** `year` as in the reference date, for papers with a date on which they end. */
export function indexProfile(
  profile: CandidateProfile,
  resources: MatchingResources,
  closure: SkillClosure,
  today: number,
  compare: WordComparer,
): IndexedProfile {
  const { lines, language } = profile;
  const words = lines.map((line) => splitWords(line.text));
  const joined = words.map((list) => list.join(' '));
  const lineOfWord = new Map<string, number[]>();
  words.forEach((list, i) => {
    for (const word of new Set(list)) {
      const known = lineOfWord.get(word);
      if (known) known.push(i);
      else lineOfWord.set(word, [i]);
    }
  });
  const vocabulary = [...lineOfWord.keys()];
  const mentions = new Map<string, SkillHit[]>();
  lines.forEach((line, i) => {
    for (const mention of resources.skills?.find(line.text, { language, listed: line.context === 'skills' }) ?? [])
      (mentions.get(mention.id) ?? mentions.set(mention.id, []).get(mention.id)!).push({
        line: i,
        strength: 1,
        id: mention.id,
        start: mention.start,
      });
  });
  const skillCache = new Map<string, readonly SkillHit[]>();
  const wordCache = new Map<string, ReadonlyMap<number, number>>();
  return {
    profile,
    words,
    joined,
    denials: lines.map((line) => denialsIn(line.text)),
    expired: lines.map((line) => EXPIRED.test(foldKeepingLength(line.text)) || endedBefore(line.text, today)),
    unfinished: lines.map((line) => UNFINISHED.test(foldKeepingLength(line.text))),
    licences: joined.map((text) => licencesInWords(text).map((licence) => licence.id)),
    skillHits(id) {
      const cached = skillCache.get(id);
      if (cached) return cached;
      const hits: SkillHit[] = [...(mentions.get(id) ?? [])];
      const asked = closure(id);
      for (const [own, places] of mentions) {
        if (own === id) continue;
        const { answers, parents } = closure(own);
        const strength = answers.includes(id)
          ? 0.9
          : asked.answers.includes(own) || parents.some((p) => asked.parents.includes(p))
            ? 0.4
            : 0;
        if (strength > 0) hits.push(...places.map((place) => ({ ...place, strength })));
      }
      skillCache.set(id, hits);
      return hits;
    },
    wordHits(word) {
      const cached = wordCache.get(word);
      if (cached) return cached;
      const hits = new Map<number, number>();
      for (const other of vocabulary) {
        const alike = compare(word, other);
        if (alike === 0) continue;
        for (const line of lineOfWord.get(other)!) if ((hits.get(line) ?? 0) < alike) hits.set(line, alike);
      }
      wordCache.set(word, hits);
      return hits;
    },
  };
}

/** "valid until March 2019", "gültig bis 2020" with a year before this one. */
function endedBefore(text: string, today: number): boolean {
  const match =
    /\b(?:valid (?:until|to|till)|expires?|gultig bis|valable jusqu.{1,6}|geldig tot|valid[oa] hasta|valid[oa] fino al?)\b.{0,20}?\b((?:19|20)\d{2})\b/.exec(
      foldKeepingLength(text),
    );
  return match !== null && Number(match[1]) < Math.floor(today / 12);
}
