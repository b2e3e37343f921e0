/** Numbers that follow from a text: the same seed gives the same documents on every machine. */
export class Random {
  private state: number;

  constructor(seed: string) {
    let hash = 0x811c9dc5;
    for (const char of seed) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193);
    this.state = hash >>> 0;
    for (let i = 0; i < 4; i++) this.next();
  }

  /** 0 <= n < 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number, both ends included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.next() * values.length)]!;
  }

  /** `count` of the values, in their order. */
  sample<T>(values: readonly T[], count: number): T[] {
    const chosen = new Set(this.shuffle(values.map((_, i) => i)).slice(0, count));
    return values.filter((_, i) => chosen.has(i));
  }

  shuffle<T>(values: readonly T[]): T[] {
    const shuffled = [...values];
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = this.int(0, i);
      [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
    }
    return shuffled;
  }

  /** Digits for every `#`; the first of a group of its own is never 0. */
  digits(template: string): string {
    return template.replace(/#+/g, (hashes) =>
      Array.from(hashes, (_, i) => (i === 0 ? this.int(1, 9) : this.int(0, 9))).join(''),
    );
  }
}
