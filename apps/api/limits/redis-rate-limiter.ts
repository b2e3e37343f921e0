import { Redis } from 'ioredis';
import { type RateDecision, type RateLimiter, type RateWindow, SIZES } from './rate-limiter.js';
import { decide } from './sliding-window.js';

/**
 * One hash a bucket, one round trip. Redis' own clock decides, so that API instances need not agree on the time. ARGV has
 * size in milliseconds and limit of each window; a window's fields are named by its size. Returns allowed, now, and
 * current and previous count of each window.
 */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local allowed = 1
local longest = 0
local counts = {}
for i = 1, #ARGV, 2 do
  local size = tonumber(ARGV[i])
  local kept = redis.call('HMGET', KEYS[1], size .. 'i', size .. 'c', size .. 'p')
  local index = math.floor(now / size)
  local known = tonumber(kept[1])
  local current, previous = 0, 0
  if known == index then
    current, previous = tonumber(kept[2]), tonumber(kept[3])
  elseif known and index - known == 1 then
    previous = tonumber(kept[2])
  end
  if current + previous * (1 - (now % size) / size) + 1 > tonumber(ARGV[i + 1]) then allowed = 0 end
  if size > longest then longest = size end
  counts[#counts + 1] = { size, index, current, previous }
end
local answer = { allowed, tostring(now) }
for _, count in ipairs(counts) do
  if allowed == 1 then
    count[3] = count[3] + 1
    redis.call('HSET', KEYS[1], count[1] .. 'i', count[2], count[1] .. 'c', count[3], count[1] .. 'p', count[4])
  end
  answer[#answer + 1] = count[3]
  answer[#answer + 1] = count[4]
end
if allowed == 1 then redis.call('PEXPIRE', KEYS[1], 2 * longest) end
return answer
`;

type Taken = [allowed: number, now: string, ...counts: number[]];

/** For several API processes. */
export class RedisRateLimiter implements RateLimiter {
  private readonly redis: Redis & { takeRequest(key: string, ...windows: number[]): Promise<Taken> };

  constructor(url: string) {
    const redis = new Redis(url, { maxRetriesPerRequest: 1, commandTimeout: 1_000, connectTimeout: 2_000 });
    // Without a listener ioredis prints each lost connection; readiness reports it.
    redis.on('error', () => undefined);
    redis.defineCommand('takeRequest', { numberOfKeys: 1, lua: TAKE });
    this.redis = redis as never;
  }

  /** Where Redis cannot be reached the request passes: the API stays up, the queue's own limit still holds. */
  async take(bucket: string, windows: readonly RateWindow[]): Promise<RateDecision> {
    const parameters = windows.flatMap(({ name, limit }) => [SIZES[name], limit]);
    try {
      const [allowed, now, ...counts] = await this.redis.takeRequest(`vitamill:rate:{${bucket}}`, ...parameters);
      const pairs = windows.map((_, i) => ({ current: counts[2 * i] ?? 0, previous: counts[2 * i + 1] ?? 0 }));
      return decide(allowed === 1, windows, pairs, Number(now));
    } catch {
      return decide(true, windows, [], Date.now());
    }
  }

  async close(): Promise<void> {
    this.redis.disconnect();
  }
}
