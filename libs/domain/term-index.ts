import { foldTerm, remembered, wordsOf } from './text.js';

const keyOf = remembered((text) => wordsOf(foldTerm(text)).join(' '));

/** Finds terms of one or more words in texts, at word boundaries, the longest first. */
export class TermIndex<T> {
  private readonly terms = new Map<string, T>();
  /** First word -> words of the longest term that begins with it. */
  private readonly longest = new Map<string, number>();

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
    return this.terms.get(keyOf(text));
  }

  has(text: string): boolean {
    return this.get(text) !== undefined;
  }

  /** Terms in the text that do not overlap, from the left. */
  findAll(words: readonly string[]): { readonly value: T; readonly start: number; readonly length: number }[] {
    const found: { value: T; start: number; length: number }[] = [];
    for (let i = 0; i < words.length; i++) {
      const longest = this.longest.get(words[i]!);
      if (longest === undefined) continue;
      for (let length = Math.min(longest, words.length - i); length > 0; length--) {
        const value = this.terms.get(length === 1 ? words[i]! : words.slice(i, i + length).join(' '));
        if (value === undefined) continue;
        found.push({ value, start: i, length });
        i += length - 1;
        break;
      }
    }
    return found;
  }
}
