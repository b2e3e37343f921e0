import { windowsOfPlan } from './limit-classes.js';
import { MemoryRateLimiter } from './memory-rate-limiter.js';
import { rateLimitHeaders } from './rate-limit-headers.js';
import type { RateWindow } from './rate-limiter.js';

const START = Date.parse('2026-01-01T00:00:00Z');

const windowsOf = (perMinute: number, perDay: number): RateWindow[] => [
  { name: 'minute', limit: perMinute },
  { name: 'day', limit: perDay },
];

function limiterAt(windows = windowsOf(60, 1000)) {
  let now = START;
  const limiter = new MemoryRateLimiter(() => now);
  return {
    take: (account = 'a') => limiter.take(account, windows),
    wait: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

describe('MemoryRateLimiter', () => {
  it('lets exactly the limit through and then says when to come back', async () => {
    const { take } = limiterAt();
    for (let i = 59; i >= 0; i--) expect(await take()).toMatchObject({ allowed: true, limit: 60, remaining: i });
    const refused = await take();
    expect(refused).toMatchObject({ allowed: false, window: 'minute', remaining: 0 });
    expect(refused.retryAfterSeconds).toBeGreaterThan(0);
  });

  it('lets through again after the time it named', async () => {
    const { take, wait } = limiterAt();
    for (let i = 0; i < 60; i++) await take();
    wait((await take()).retryAfterSeconds * 1000);
    expect((await take()).allowed).toBe(true);
  });

  it('slides: a burst around the turn of the minute is not twice the limit', async () => {
    const { take, wait } = limiterAt();
    wait(59_000);
    for (let i = 0; i < 60; i++) await take();
    wait(2_000);
    let through = 0;
    for (let i = 0; i < 60; i++) if ((await take()).allowed) through++;
    expect(through).toBeLessThanOrEqual(1);
  });

  it('counts by account', async () => {
    const { take } = limiterAt(windowsOf(1, 1000));
    await take('a');
    expect((await take('a')).allowed).toBe(false);
    expect((await take('b')).allowed).toBe(true);
  });

  it('keeps the limit of the day', async () => {
    const { take, wait } = limiterAt(windowsOf(60, 100));
    let through = 0;
    for (let i = 0; i < 200; i++) {
      wait(10_000);
      if ((await take()).allowed) through++;
    }
    expect(through).toBe(100);
    expect(await take()).toMatchObject({ allowed: false, window: 'day', limit: 100 });
  });
});

describe('rateLimitHeaders', () => {
  it('has the nearest window in the X-RateLimit fields and every window in those of the IETF', async () => {
    const { take } = limiterAt(windowsOf(60, 3));
    expect(rateLimitHeaders(await take())).toEqual({
      'x-ratelimit-limit': '3',
      'x-ratelimit-remaining': '2',
      'x-ratelimit-reset': String(START / 1000 + 86_400),
      'ratelimit-policy': '"minute";q=60;w=60, "day";q=3;w=86400',
      ratelimit: '"minute";r=59;t=60, "day";r=2;t=86400',
    });
  });
});

describe('windowsOfPlan', () => {
  it('takes what was agreed with the account above the plan', () => {
    expect(windowsOfPlan({ plan: 'free', ratePerMinute: null, ratePerDay: null })).toEqual(windowsOf(60, 1000));
    expect(windowsOfPlan({ plan: 'paid', ratePerMinute: 900, ratePerDay: null })).toEqual(windowsOf(900, 50_000));
  });
});
