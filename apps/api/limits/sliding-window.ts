import { type RateDecision, type RateWindow, SIZES } from './rate-limiter.js';

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
function waitFor(count: WindowCount, limit: number, size: number, now: number): number {
  const elapsed = now % size;
  if (count.current + 1 > limit) {
    // In the next window today's count fades: current * (1 - t/size) + 1 <= limit
    const share = Math.max(0, 1 - Math.max(0, limit - 1) / count.current);
    return size - elapsed + share * size;
  }
  const share = 1 - (limit - 1 - count.current) / count.previous;
  return Math.max(0, share * size - elapsed);
}

/** What the counts, the request at hand included where allowed, mean for the client. One count a window, at least one. */
export function decide(
  allowed: boolean,
  windows: readonly RateWindow[],
  counts: readonly WindowCount[],
  now: number,
): RateDecision {
  const states = windows.map(({ name, limit }, index) => {
    const count = counts[index] ?? { current: 0, previous: 0 };
    const size = SIZES[name];
    const used = usedIn(count, size, now);
    const wait = used + 1 > limit ? waitFor(count, limit, size, now) : 0;
    const remaining = Math.max(0, Math.floor(limit - used));
    return { name, limit, remaining, wait, resetSeconds: Math.ceil((wait || size - (now % size)) / 1000) };
  });
  // Refused: the window that lets through last. Allowed: the one with the least left.
  const [tightest] = [...states].sort((a, b) => (allowed ? a.remaining - b.remaining : b.wait - a.wait));
  if (!tightest) throw new RangeError('A limit has at least one window.');
  return {
    allowed,
    window: tightest.name,
    limit: tightest.limit,
    remaining: tightest.remaining,
    resetAt: Math.ceil(now / 1000) + tightest.resetSeconds,
    retryAfterSeconds: allowed ? 0 : Math.max(1, Math.ceil(tightest.wait / 1000)),
    windows: states.map(({ wait: _, ...state }) => state),
  };
}
