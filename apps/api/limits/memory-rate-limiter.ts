import { type RateDecision, type RateLimiter, type RateWindow, SIZES } from './rate-limiter.js';
import { decide, usedIn } from './sliding-window.js';

interface Slot {
  index: number;
  current: number;
  previous: number;
}

/** Buckets at which those that no window counts any more are dropped. */
const SWEEP_AT = 10_000;

const advance = (slot: Slot | undefined, size: number, now: number): Slot => {
  const index = Math.floor(now / size);
  if (!slot || index - slot.index > 1) return { index, current: 0, previous: 0 };
  return index === slot.index ? slot : { index, current: 0, previous: slot.current };
};

/** For a single API process. */
export class MemoryRateLimiter implements RateLimiter {
  private readonly buckets = new Map<string, { usedUntil: number; slots: Map<string, Slot> }>();
  private sweepAt = SWEEP_AT;

  constructor(private readonly clock: () => number = Date.now) {}

  async take(bucket: string, windows: readonly RateWindow[]): Promise<RateDecision> {
    const now = this.clock();
    const kept = this.buckets.get(bucket)?.slots ?? new Map<string, Slot>();
    const slots = windows.map(({ name }) => advance(kept.get(name), SIZES[name], now));
    const fits = (slot: Slot, { name, limit }: RateWindow) => usedIn(slot, SIZES[name], now) + 1 <= limit;
    const allowed = windows.every((window, index) => fits(slots[index] as Slot, window));
    if (allowed) for (const slot of slots) slot.current++;
    windows.forEach(({ name }, index) => {
      kept.set(name, slots[index] as Slot);
    });
    const longest = Math.max(...windows.map(({ name }) => SIZES[name]));
    this.buckets.set(bucket, { usedUntil: now + 2 * longest, slots: kept });
    if (this.buckets.size > this.sweepAt) this.sweep(now);
    return decide(allowed, windows, slots, now);
  }

  async close(): Promise<void> {
    this.buckets.clear();
  }

  private sweep(now: number): void {
    for (const [name, { usedUntil }] of this.buckets) if (usedUntil < now) this.buckets.delete(name);
    // Where all are in use the next sweep waits until there are twice as many.
    this.sweepAt = Math.max(SWEEP_AT, this.buckets.size * 2);
  }
}
