/** Different texts of a dictionary, and slots for finding them: twice as many, so that hardly two want the same. */
export const MOST_TEXTS = 2 ** 14;
const SLOTS = 2 * MOST_TEXTS;

/** FNV-1a, folded to a slot. */
function slotOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let index = start; index < end; index++) hash = Math.imul(hash ^ (bytes[index] ?? 0), 0x01000193);
  return (hash ^ (hash >>> 15)) & (SLOTS - 1);
}

function isSame(bytes: Uint8Array, start: number, other: number, length: number): boolean {
  for (let index = 0; index < length; index++) if (bytes[start + index] !== bytes[other + index]) return false;
  return true;
}

/**
 * Tells which texts are the same, by their bytes: a map of the texts themselves would keep some of every batch of rows
 * until the next full collection.
 */
export class TextDictionary {
  /** The place of a text, counted from 1; 0: none. */
  private readonly slots = new Uint16Array(SLOTS);
  private readonly starts = new Int32Array(MOST_TEXTS);
  size = 0;

  /** Where the text of a place begins. */
  startOf(place: number): number {
    return this.starts[place] ?? 0;
  }

  /** The place of a text, its length before it, at the end of `bytes`; one that is new is taken up. */
  placeOf(bytes: Uint8Array, start: number, end: number): number {
    let slot = slotOf(bytes, start, end);
    for (;;) {
      const place = (this.slots[slot] ?? 0) - 1;
      if (place < 0) break;
      // Lengths are compared along with the texts: they are before them.
      if (isSame(bytes, start, this.startOf(place), end - start)) return place;
      slot = (slot + 1) & (SLOTS - 1);
    }
    this.starts[this.size] = start;
    this.size += 1;
    this.slots[slot] = this.size;
    return this.size - 1;
  }

  clear(): void {
    this.slots.fill(0);
    this.size = 0;
  }
}
