import type { Plan } from '@vitamill/persistence';
import type { RateWindow } from './rate-limiter.js';

/**
 * Classes of limits, one a route (`@Limited`). `counted` is what shares a count: the organisation, the API key, the person
 * (the key where no person stands behind it) or the client's address.
 */
export const LIMIT_CLASSES = {
  /** resumAI: by plan, over minute and day. What a route has that names no class. */
  api: { counted: 'organisation' },
  /** CV matching: 60 a minute and key. */
  match: { counted: 'key', windows: [{ name: 'minute', limit: 60 }] },
  /** Job tracker, standard. */
  tracker: { counted: 'person', windows: [{ name: 'minute', limit: 100 }] },
  /** Job tracker, scraper. */
  scraper: { counted: 'person', windows: [{ name: 'hour', limit: 10 }] },
  /** Job tracker, AI. */
  ai: { counted: 'person', windows: [{ name: 'hour', limit: 20 }] },
  /** Job tracker, authentication: slows whoever guesses passwords or fishes for addresses. */
  authentication: { counted: 'address', windows: [{ name: 'minute', limit: 5 }] },
  /** Tokens that are refreshed or given back, and the operator's routes. */
  refresh: { counted: 'address', windows: [{ name: 'minute', limit: 100 }] },
} as const satisfies Record<
  string,
  { counted: 'organisation' | 'key' | 'person' | 'address'; windows?: readonly RateWindow[] }
>;
export type LimitClass = keyof typeof LIMIT_CLASSES;

/** What a plan opens: requests (resumAI) and files in one match batch (CV matching). */
export const PLAN_LIMITS = {
  free: { perMinute: 60, perDay: 1_000, matchBatch: 10 },
  starter: { perMinute: 600, perDay: 50_000, matchBatch: 20 },
  paid: { perMinute: 600, perDay: 50_000, matchBatch: 25 },
} as const satisfies Record<Plan, { perMinute: number; perDay: number; matchBatch: number }>;

/** The windows of the class `api`: the plan's, or what was agreed with the organisation. */
export function windowsOfPlan(account: {
  readonly plan: Plan;
  readonly ratePerMinute: number | null;
  readonly ratePerDay: number | null;
}): readonly RateWindow[] {
  const plan = PLAN_LIMITS[account.plan];
  return [
    { name: 'minute', limit: account.ratePerMinute ?? plan.perMinute },
    { name: 'day', limit: account.ratePerDay ?? plan.perDay },
  ];
}
