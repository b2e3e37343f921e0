import { type RateDecision, SIZES } from './rate-limiter.js';

/**
 * The seeds' X-RateLimit fields for the window that is nearest to its limit, and the fields of
 * draft-ietf-httpapi-ratelimit-headers for every window: q quota, w window and t reset in seconds, r remaining.
 */
export function rateLimitHeaders(decision: RateDecision): Record<string, string> {
  const { windows } = decision;
  return {
    'x-ratelimit-limit': String(decision.limit),
    'x-ratelimit-remaining': String(decision.remaining),
    'x-ratelimit-reset': String(decision.resetAt),
    'ratelimit-policy': windows.map(({ name, limit }) => `"${name}";q=${limit};w=${SIZES[name] / 1000}`).join(', '),
    ratelimit: windows
      .map(({ name, remaining, resetSeconds }) => `"${name}";r=${remaining};t=${resetSeconds}`)
      .join(', '),
  };
}
