/** What n-grams of letters weigh in each language, in arrays instead of a hundred thousand small objects. */
export interface NgramTable {
  /** Language number -> weight, undefined where the table has no such n-gram. */
  weightsOf(ngram: string): Readonly<Record<number, number>> | undefined;
  /** Adds to the score of each language that has the n-gram its weight and `base`. */
  addTo(scores: Float64Array, ngram: string, base: number): void;
  /** N-grams in the table. */
  readonly size: number;
}

/** Slots of the hash table, a power of two at least twice as many as n-grams. */
const SLOTS = 1 << 18;
const EMPTY = -1;
/** Characters of eight bits that fit into one number. */
const LONGEST = 6;

/**
 * Reads the n-grams out of the text of one of eld's data modules ("ngrams:{'abcd':{11:52,37:40},..."), without running it:
 * as objects they take 58 MB and half a second. Throws Error where the text has another form.
 */
export function readNgramTable(source: string): NgramTable {
  const keys = new Float64Array(SLOTS).fill(EMPTY);
  const places = new Uint32Array(SLOTS);
  const weights: number[] = [];
  let size = 0;
  let at = source.indexOf('ngrams:{') + 'ngrams:{'.length;
  if (at < 'ngrams:{'.length) throw new Error('no n-grams in the data of the language detector');
  while (source[at] !== '}') {
    let ngram = '';
    // names that can do without stand without quotation marks
    const quoted = source[at] === "'";
    if (quoted) at += 1;
    for (; source[at] !== (quoted ? "'" : ':'); at++) {
      if (source[at] === '\\') at += 1;
      if (at >= source.length) throw new Error('the data of the language detector is cut off');
      ngram += source[at];
    }
    const end = source.indexOf('}', at);
    const pairs = source.slice(source.indexOf('{', at) + 1, end).split(',');
    const slot = slotOf(ngram, keys);
    keys[slot] = keyOf(ngram);
    places[slot] = weights.length;
    weights.push(pairs.length);
    for (const pair of pairs) {
      const colon = pair.indexOf(':');
      weights.push(Number(pair.slice(0, colon)), Number(pair.slice(colon + 1)));
    }
    size += 1;
    if (size * 2 > SLOTS) throw new Error('too many n-grams in the data of the language detector');
    at = end + 1 + (source[end + 1] === ',' ? 1 : 0);
  }
  const packed = Uint8Array.from(weights);
  const placeOf = (ngram: string): number => {
    if (ngram.length > LONGEST) return -1;
    const slot = slotOf(ngram, keys);
    return keys[slot] === EMPTY ? -1 : (places[slot] as number);
  };
  return {
    size,
    weightsOf(ngram) {
      const place = placeOf(ngram);
      if (place < 0) return undefined;
      const found: Record<number, number> = {};
      const end = place + 1 + 2 * (packed[place] as number);
      for (let at = place + 1; at < end; at += 2) found[packed[at] as number] = packed[at + 1] as number;
      return found;
    },
    addTo(scores, ngram, base) {
      const place = placeOf(ngram);
      if (place < 0) return;
      const end = place + 1 + 2 * (packed[place] as number);
      for (let at = place + 1; at < end; at += 2) scores[packed[at] as number]! += (packed[at + 1] as number) + base;
    },
  };
}

/** The characters as one number. */
function keyOf(ngram: string): number {
  let key = 0;
  for (let i = 0; i < ngram.length; i++) key = key * 256 + ngram.charCodeAt(i);
  return key;
}

/** Where the n-gram is, or the free slot where it would be. */
function slotOf(ngram: string, keys: Float64Array): number {
  const key = keyOf(ngram);
  let hash = 0x811c9dc5;
  for (let i = 0; i < ngram.length; i++) hash = Math.imul(hash ^ ngram.charCodeAt(i), 0x01000193);
  let slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
  while (keys[slot] !== EMPTY && keys[slot] !== key) slot = (slot + 1) & (SLOTS - 1);
  return slot;
}
