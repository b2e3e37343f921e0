import { Redis } from 'ioredis';
import type { RateDecision, RateLimiter, RateLimits } from './rate-limiter.js';
import { decide } from './sliding-window.js';

/**
 * One hash an account, one round trip. Redis' own clock decides, so that API instances need not agree on the time.
 * Returns allowed, now, and current and previous count of minute and day.
 */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local kept = redis.call('HMGET', KEYS[1], 'mi', 'mc', 'mp', 'di', 'dc', 'dp')
local function advance(index, current, previous, size)
  local i = math.floor(now / size)
  index = tonumber(index)
  if not index or i - index > 1 then return i, 0, 0 end
  if i == index then return i, tonumber(current), tonumber(previous) end
  return i, 0, tonumber(current)
end
local mi, mc, mp = advance(kept[1], kept[2], kept[3], 60000)
local di, dc, dp = advance(kept[4], kept[5], kept[6], 86400000)
local function used(current, previous, size) return current + previous * (1 - (now % size) / size) end
local allowed = 0
if used(mc, mp, 60000) + 1 <= tonumber(ARGV[1]) and used(dc, dp, 86400000) + 1 <= tonumber(ARGV[2]) then
  allowed = 1
  mc = mc + 1
  dc = dc + 1
  redis.call('HSET', KEYS[1], 'mi', mi, 'mc', mc, 'mp', mp, 'di', di, 'dc', dc, 'dp', dp)
  redis.call('PEXPIRE', KEYS[1], 172800000)
end
return { allowed, tostring(now), mc, mp, dc, dp }
`;

type Taken = [allowed: number, now: string, mc: number, mp: number, dc: number, dp: number];

/** For several API processes. */
export class RedisRateLimiter implements RateLimiter {
  private readonly redis: Redis & { takeRequest(key: string, perMinute: number, perDay: number): Promise<Taken> };

  constructor(url: string) {
    const redis = new Redis(url, { maxRetriesPerRequest: 1, commandTimeout: 1_000, connectTimeout: 2_000 });
    // Without a listener ioredis prints each lost connection; readiness reports it.
    redis.on('error', () => undefined);
    redis.defineCommand('takeRequest', { numberOfKeys: 1, lua: TAKE });
    this.redis = redis as never;
  }

  /** Where Redis cannot be reached the request passes: the API stays up, the queue's own limit still holds. */
  async take(accountId: string, limits: RateLimits): Promise<RateDecision> {
    try {
      const [allowed, now, mc, mp, dc, dp] = await this.redis.takeRequest(
        `vitamill:rate:{${accountId}}`,
        limits.perMinute,
        limits.perDay,
      );
      const counts = { minute: { current: mc, previous: mp }, day: { current: dc, previous: dp } };
      return decide(allowed === 1, counts, limits, Number(now));
    } catch {
      const none = { current: 0, previous: 0 };
      return decide(true, { minute: none, day: none }, limits, Date.now());
    }
  }

  async close(): Promise<void> {
    this.redis.disconnect();
  }
}
