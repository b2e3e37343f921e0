import { ANY_LANGUAGE, type SkillConcept, type SkillTerm } from '@vitamill/domain';
import { stem } from '../text/stem.js';
import { wordsWithPlaces } from './words.js';

export interface TermEntry {
  readonly concept: SkillConcept;
  readonly term: SkillTerm;
  /** Whether the words stand in another order than in the lexicon: "managing budgets" for "budget management". */
  readonly turned: boolean;
}

/** The terms of one language by the stems of their words. */
export class TermTable {
  private readonly entries = new Map<string, TermEntry[]>();
  /** First word of a key -> number of words of the longest key that begins so. */
  private readonly longest = new Map<string, number>();

  constructor(
    concepts: readonly SkillConcept[],
    readonly language: string,
  ) {
    for (const concept of concepts)
      for (const term of concept.aliases[language] ?? []) {
        const words = this.keysOf(term.text);
        this.add(words, { concept, term, turned: false });
      }
    if (language !== ANY_LANGUAGE) return;
    for (const concept of concepts)
      for (const term of concept.aliases[language] ?? []) {
        const words = this.keysOf(term.text);
        const last = words.at(-1) ?? '';
        if (words.length < 2 || words.length > 3 || term.rule !== 'free' || !ACTIVITIES.has(last)) continue;
        const turned = [last, ...words.slice(0, -1)];
        if (!this.entries.has(turned.join(' '))) this.add(turned, { concept, term, turned: true });
      }
  }

  /** The stems of the words of a text. */
  keysOf(text: string): string[] {
    return wordsWithPlaces(text).map((word) => stem(word.text, this.language));
  }

  at(key: string): readonly TermEntry[] {
    return this.entries.get(key) ?? [];
  }

  /** How many words a term that begins with this one can have; 0 where none does. */
  reach(first: string): number {
    return this.longest.get(first) ?? 0;
  }

  /** Keys that more than one concept has: for the lexicon's own test. */
  collisions(): { readonly key: string; readonly ids: readonly string[] }[] {
    return [...this.entries].flatMap(([key, entries]) => {
      const ids = [...new Set(entries.map((e) => e.concept.id))];
      return ids.length > 1 ? [{ key, ids }] : [];
    });
  }

  private add(words: readonly string[], entry: TermEntry): void {
    const [first] = words;
    if (first === undefined) return;
    const key = words.join(' ');
    const there = this.entries.get(key);
    if (there) there.push(entry);
    else this.entries.set(key, [entry]);
    this.longest.set(first, Math.max(this.longest.get(first) ?? 0, words.length));
  }
}

/** Stems of English nouns of activity, which CVs also write as verbs in front: "managed budgets". */
const ACTIVITIES = new Set(
  'management planning development design analysis preparation maintenance installation administration testing control coordination repair monitoring modelling modeling training review processing handling reporting cleaning inspection programming optimisation optimization implementation integration negotiation assessment scheduling'
    .split(' ')
    .map((word) => stem(word, ANY_LANGUAGE)),
);
