/** Buckets of the hashed vector; a power of two. */
const SIZE = 2048;

/**
 * A vector of hashed character trigrams and tetragrams of folded words, of length one. Near for texts that speak of the
 * same things in the same or a sister language ("sterilisation", "Sterilisierung").
 */
export function gramVector(words: readonly string[]): Float32Array {
  const vector = new Float32Array(SIZE);
  for (const word of words) {
    const padded = `^${word}$`;
    for (let n = 3; n <= 4; n++)
      for (let i = 0; i + n <= padded.length; i++) {
        let hash = 2166136261;
        for (let j = i; j < i + n; j++) hash = Math.imul(hash ^ padded.charCodeAt(j), 16777619);
        vector[(hash >>> 0) & (SIZE - 1)]! += 1;
      }
  }
  let length = 0;
  for (let i = 0; i < SIZE; i++) {
    // Damped, so that a word said ten times counts like one said three times.
    vector[i] = Math.log1p(vector[i]!);
    length += vector[i]! ** 2;
  }
  const scale = length > 0 ? 1 / Math.sqrt(length) : 0;
  for (let i = 0; i < SIZE; i++) vector[i]! *= scale;
  return vector;
}

/** Cosine of two vectors of length one, 0..1. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < SIZE; i++) sum += a[i]! * b[i]!;
  return sum;
}
