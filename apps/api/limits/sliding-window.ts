import type { RateDecision, RateLimits } from './rate-limiter.js';

export const MINUTE = 60_000;
export const DAY = 86_400_000;

/** Counts of the running and of the previous fixed window; the previous one counts by the part still inside the slide. */
export interface WindowCount {
  readonly current: number;
  readonly previous: number;
}

/** Requests in the sliding window that ends now. */
export function usedIn(count: WindowCount, size: number, now: number): number {
  const elapsed = (now % size) / size;
  return count.current + count.previous * (1 - elapsed);
}

/** Milliseconds until one more request fits. */
export function waitFor(count: WindowCount, limit: number, size: number, now: number): number {
  const elapsed = now % size;
  if (count.current + 1 > limit) {
    // In the next window today's count fades: current * (1 - t/size) + 1 <= limit
    const share = Math.max(0, 1 - Math.max(0, limit - 1) / count.current);
    return size - elapsed + share * size;
  }
  const share = 1 - (limit - 1 - count.current) / count.previous;
  return Math.max(0, share * size - elapsed);
}

/** What the counts, the request at hand included where allowed, mean for the client. */
export function decide(
  allowed: boolean,
  counts: { readonly minute: WindowCount; readonly day: WindowCount },
  limits: RateLimits,
  now: number,
): RateDecision {
  const windows = [
    { window: 'minute' as const, limit: limits.perMinute, size: MINUTE, count: counts.minute },
    { window: 'day' as const, limit: limits.perDay, size: DAY, count: counts.day },
  ].map((entry) => ({
    ...entry,
    remaining: Math.max(0, Math.floor(entry.limit - usedIn(entry.count, entry.size, now))),
    wait:
      usedIn(entry.count, entry.size, now) + 1 > entry.limit ? waitFor(entry.count, entry.limit, entry.size, now) : 0,
  }));
  const [minute, day] = windows as [(typeof windows)[number], (typeof windows)[number]];
  const tightest = allowed ? (day.remaining < minute.remaining ? day : minute) : day.wait > minute.wait ? day : minute;
  return {
    allowed,
    window: tightest.window,
    limit: tightest.limit,
    remaining: tightest.remaining,
    resetAt: Math.ceil((now + (tightest.wait || tightest.size - (now % tightest.size))) / 1000),
    retryAfterSeconds: allowed ? 0 : Math.max(1, Math.ceil(tightest.wait / 1000)),
  };
}
