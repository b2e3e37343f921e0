/** Requests per window of one account. */
export interface RateLimits {
  readonly perMinute: number;
  readonly perDay: number;
}

export interface RateDecision {
  readonly allowed: boolean;
  /** The window that is nearest to its limit; the figures below are of it. */
  readonly window: 'minute' | 'day';
  readonly limit: number;
  readonly remaining: number;
  /** Unix time in seconds at which the window is free again. */
  readonly resetAt: number;
  /** 0 where allowed. */
  readonly retryAfterSeconds: number;
}

/** Counts requests by account over sliding windows. A refused request is not counted. */
export interface RateLimiter {
  take(accountId: string, limits: RateLimits): Promise<RateDecision>;
  close(): Promise<void>;
}

export const RATE_LIMITER = Symbol('RateLimiter');

export const PLAN_LIMITS = {
  free: { perMinute: 60, perDay: 1_000 },
  paid: { perMinute: 600, perDay: 50_000 },
} as const satisfies Record<string, RateLimits>;

/** The plan's limits, or what was agreed with the account. */
export function limitsOf(account: {
  readonly plan: keyof typeof PLAN_LIMITS;
  readonly ratePerMinute: number | null;
  readonly ratePerDay: number | null;
}): RateLimits {
  const plan = PLAN_LIMITS[account.plan];
  return { perMinute: account.ratePerMinute ?? plan.perMinute, perDay: account.ratePerDay ?? plan.perDay };
}
