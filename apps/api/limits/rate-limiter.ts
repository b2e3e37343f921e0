/** Windows and their lengths in milliseconds. */
export const SIZES = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
export type WindowName = keyof typeof SIZES;

/** Requests that a window lets through. */
export interface RateWindow {
  readonly name: WindowName;
  readonly limit: number;
}

export interface WindowState extends RateWindow {
  readonly remaining: number;
  /** Seconds until the window is free again. */
  readonly resetSeconds: number;
}

export interface RateDecision {
  readonly allowed: boolean;
  /** The window that is nearest to its limit; the figures below are of it. */
  readonly window: WindowName;
  readonly limit: number;
  readonly remaining: number;
  /** Unix time in seconds at which the window is free again. */
  readonly resetAt: number;
  /** 0 where allowed. */
  readonly retryAfterSeconds: number;
  readonly windows: readonly WindowState[];
}

/** Counts requests by bucket over sliding windows. A refused request is not counted. */
export interface RateLimiter {
  take(bucket: string, windows: readonly RateWindow[]): Promise<RateDecision>;
  close(): Promise<void>;
}

export const RATE_LIMITER = Symbol('RateLimiter');
