import { foldTerm, remembered, wordsOf } from './text.js';

const keyOf = remembered((text) => wordsOf(foldTerm(text)).join(' '));

/** Finds terms of one or more words in texts, at word boundaries, the longest first. */
export class TermIndex<T> {
  private readonly terms = new Map<string, T>();
  /** First word -> words of the longest term that begins with it. */
  private readonly longest = new Map<string, number>();

  /** `below`: what is asked where this index has no such term, the first one first. */
  constructor(private readonly below: readonly TermIndex<T>[] = []) {}

  /** Keeps the value that came first where a term is added twice. */
  add(term: string, value: T): void {
    const words = wordsOf(term);
    if (words.length === 0) return;
    const key = words.join(' ');
    if (!this.terms.has(key)) this.terms.set(key, value);
    const [first] = words as [string];
    this.longest.set(first, Math.max(this.longest.get(first) ?? 0, words.length));
  }

  get(text: string): T | undefined {
    return this.valueOf(keyOf(text));
  }

  has(text: string): boolean {
    return this.get(text) !== undefined;
  }

  /** Terms in the text that do not overlap, from the left. */
  findAll(words: readonly string[]): { readonly value: T; readonly start: number; readonly length: number }[] {
    const found: { value: T; start: number; length: number }[] = [];
    for (let i = 0; i < words.length; i++) {
      const longest = this.longestFrom(words[i]!);
      for (let length = Math.min(longest, words.length - i); length > 0; length--) {
        const value = this.valueOf(length === 1 ? words[i]! : words.slice(i, i + length).join(' '));
        if (value === undefined) continue;
        found.push({ value, start: i, length });
        i += length - 1;
        break;
      }
    }
    return found;
  }

  private valueOf(key: string): T | undefined {
    const own = this.terms.get(key);
    if (own !== undefined) return own;
    for (const index of this.below) {
      const value = index.valueOf(key);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  private longestFrom(word: string): number {
    let longest = this.longest.get(word) ?? 0;
    for (const index of this.below) longest = Math.max(longest, index.longestFrom(word));
    return longest;
  }
}
