import { splitWords } from './words.js';

/** Matches whole phrases in folded text; phrases are given as in print. */
export class PhraseSet {
  private readonly pattern: RegExp;

  constructor(phrases: readonly string[]) {
    const alternatives = phrases
      .map((phrase) => splitWords(phrase).join(' '))
      .filter(Boolean)
      .sort((a, b) => b.length - a.length)
      .map((phrase) => phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    this.pattern = new RegExp(`(?:^| )(?:${alternatives.join('|')})(?= |$)`);
  }

  /** Whether the text has one of the phrases at word boundaries. */
  isIn(text: string): boolean {
    return this.pattern.test(splitWords(text).join(' '));
  }

  /** The same for a text that `splitWords(...).join(' ')` has prepared. */
  isInWords(words: string): boolean {
    return this.pattern.test(words);
  }
}
