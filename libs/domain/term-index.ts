import { foldTerm, wordsOf } from './text.js';

/** Finds terms of one or more words in texts, at word boundaries, the longest first. */
export class TermIndex<T> {
  private readonly terms = new Map<string, T>();
  private longest = 1;

  /** Keeps the value that came first where a term is added twice. */
  add(term: string, value: T): void {
    const words = wordsOf(term);
    if (words.length === 0) return;
    const key = words.join(' ');
    if (!this.terms.has(key)) this.terms.set(key, value);
    this.longest = Math.max(this.longest, words.length);
  }

  get(text: string): T | undefined {
    return this.terms.get(wordsOf(foldTerm(text)).join(' '));
  }

  has(text: string): boolean {
    return this.get(text) !== undefined;
  }

  /** Terms in the text that do not overlap, from the left. */
  findAll(words: readonly string[]): { readonly value: T; readonly start: number; readonly length: number }[] {
    const found: { value: T; start: number; length: number }[] = [];
    for (let i = 0; i < words.length; i++) {
      for (let length = Math.min(this.longest, words.length - i); length > 0; length--) {
        const value = this.terms.get(words.slice(i, i + length).join(' '));
        if (value === undefined) continue;
        found.push({ value, start: i, length });
        i += length - 1;
        break;
      }
    }
    return found;
  }
}
