/** Lower case, no diacritics; letters and digits of any script, + and # are kept, everything else is one blank. */
export const normalise = (text: unknown): string =>
  String(text ?? '')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}+#]+/gu, ' ')
    .trim();

function levenshtein(a: string, b: string): number {
  if (a === b) return 0;
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++)
      row[j] = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    previous = row;
  }
  return previous[b.length]!;
}

const ratio = (a: string, b: string): number =>
  a.length + b.length === 0 ? 1 : 1 - levenshtein(a, b) / Math.max(a.length, b.length);
const sorted = (text: string): string => text.split(' ').sort().join(' ');

/** Similarity of two texts in 0..1, blind to the order of words. */
export function similarity(a: unknown, b: unknown): number {
  const [x, y] = [normalise(a), normalise(b)];
  if (!x || !y) return x === y ? 1 : 0;
  return Math.max(ratio(x, y), ratio(sorted(x), sorted(y)));
}
