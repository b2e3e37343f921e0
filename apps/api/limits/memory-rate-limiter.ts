import type { RateDecision, RateLimiter, RateLimits } from './rate-limiter.js';
import { DAY, decide, MINUTE, usedIn, type WindowCount } from './sliding-window.js';

interface Slot {
  index: number;
  current: number;
  previous: number;
}

const advance = (slot: Slot | undefined, size: number, now: number): Slot => {
  const index = Math.floor(now / size);
  if (!slot || index - slot.index > 1) return { index, current: 0, previous: 0 };
  return index === slot.index ? slot : { index, current: 0, previous: slot.current };
};

/** For a single API process. */
export class MemoryRateLimiter implements RateLimiter {
  private readonly slots = new Map<string, { minute: Slot; day: Slot }>();

  constructor(private readonly clock: () => number = Date.now) {}

  async take(accountId: string, limits: RateLimits): Promise<RateDecision> {
    const now = this.clock();
    const kept = this.slots.get(accountId);
    const minute = advance(kept?.minute, MINUTE, now);
    const day = advance(kept?.day, DAY, now);
    const fits = (count: WindowCount, limit: number, size: number) => usedIn(count, size, now) + 1 <= limit;
    const allowed = fits(minute, limits.perMinute, MINUTE) && fits(day, limits.perDay, DAY);
    if (allowed) {
      minute.current++;
      day.current++;
    }
    this.slots.set(accountId, { minute, day });
    return decide(allowed, { minute, day }, limits, now);
  }

  async close(): Promise<void> {
    this.slots.clear();
  }
}
