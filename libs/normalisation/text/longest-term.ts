/** Terms of several words by their folded words (`fold`); of equal terms the one that was given first counts. */
export class LongestTerm<T> {
  private readonly values = new Map<string, { readonly value: T; readonly order: number }>();
  private mostWords = 0;

  constructor(terms: Iterable<readonly [words: string, value: T]>) {
    for (const [words, value] of terms) {
      if (words === '' || this.values.has(words)) continue;
      this.values.set(words, { value, order: this.values.size });
      this.mostWords = Math.max(this.mostWords, words.split(' ').length);
    }
  }

  /** The value of the longest term (in characters) that stands in a folded text as whole words; null without one. */
  in(folded: string): T | null {
    const words = folded.split(' ');
    let best: { readonly value: T; readonly order: number } | null = null;
    let bestLength = 0;
    for (let first = 0; first < words.length; first++) {
      let key = '';
      for (let at = first; at < words.length && at - first < this.mostWords; at++) {
        key = at === first ? words[at]! : `${key} ${words[at]!}`;
        if (key.length < bestLength) continue;
        const found = this.values.get(key);
        if (!found || (key.length === bestLength && best && found.order > best.order)) continue;
        best = found;
        bestLength = key.length;
      }
    }
    return best?.value ?? null;
  }
}
