const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .match(/[\p{L}\p{N}][\p{L}\p{N}+#.-]*[\p{L}\p{N}+#]|[\p{L}\p{N}]/gu) ?? [];

export type Ranker = (advert: string, cvs: readonly string[], corpus: readonly string[]) => number[];

const idfOf = (corpus: readonly string[]): ((word: string) => number) => {
  const frequency = new Map<string, number>();
  for (const text of corpus)
    for (const word of new Set(wordsOf(text))) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  return (word) =>
    Math.log(1 + (corpus.length - (frequency.get(word) ?? 0) + 0.5) / ((frequency.get(word) ?? 0) + 0.5));
};

/** Cosine of TF-IDF vectors of advert and CV. */
export const tfIdf: Ranker = (advert, cvs, corpus) => {
  const idf = idfOf(corpus);
  const vector = (text: string): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
    return new Map([...counts].map(([word, n]) => [word, (1 + Math.log(n)) * idf(word)]));
  };
  const length = (v: Map<string, number>): number => Math.sqrt([...v.values()].reduce((sum, x) => sum + x * x, 0));
  const query = vector(advert);
  return cvs.map((cv) => {
    const own = vector(cv);
    const dot = [...query].reduce((sum, [word, x]) => sum + x * (own.get(word) ?? 0), 0);
    return (100 * dot) / (length(query) * length(own) || 1);
  });
};

/** Okapi BM25 of the advert's words, k1 1.2, b 0.75, scaled to 0..100 by the best of the corpus. */
export const bm25: Ranker = (advert, cvs, corpus) => {
  const idf = idfOf(corpus);
  const average = corpus.reduce((sum, text) => sum + wordsOf(text).length, 0) / corpus.length;
  const query = new Set(wordsOf(advert));
  const score = (text: string): number => {
    const words = wordsOf(text);
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    let sum = 0;
    for (const word of query) {
      const n = counts.get(word) ?? 0;
      sum += (idf(word) * n * 2.2) / (n + 1.2 * (0.25 + (0.75 * words.length) / average));
    }
    return sum;
  };
  const best = Math.max(...cvs.map(score), 1);
  return cvs.map((cv) => (100 * score(cv)) / best);
};

/** Share of the advert's words of four letters and more that the CV has: what keyword scanners show as a percentage. */
export const keywordPercentage: Ranker = (advert, cvs) => {
  const wanted = [...new Set(wordsOf(advert))].filter((word) => word.length >= 4);
  return cvs.map((cv) => {
    const own = new Set(wordsOf(cv));
    return (100 * wanted.filter((word) => own.has(word)).length) / wanted.length;
  });
};
