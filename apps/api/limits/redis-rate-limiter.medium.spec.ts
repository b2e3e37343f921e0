import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { RateLimiter, RateWindow } from './rate-limiter.js';
import { RedisRateLimiter } from './redis-rate-limiter.js';

const windowsOf = (perMinute: number, perDay: number): RateWindow[] => [
  { name: 'minute', limit: perMinute },
  { name: 'day', limit: perDay },
];
let server: ChildProcess;
let url: string;
const limiters: RateLimiter[] = [];
const newLimiter = (at = url): RateLimiter => {
  const limiter = new RedisRateLimiter(at);
  limiters.push(limiter);
  return limiter;
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

beforeAll(async () => {
  const port = await freePort();
  url = `redis://127.0.0.1:${port}`;
  server = spawn('redis-server', ['--port', String(port), '--save', '', '--bind', '127.0.0.1'], { stdio: 'pipe' });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.stdout?.on('data', (text) => /Ready to accept/.test(String(text)) && resolve());
  });
});
afterAll(async () => {
  await Promise.all(limiters.map((limiter) => limiter.close()));
  const exited = once(server, 'exit');
  server.kill();
  await exited;
});

describe('RedisRateLimiter', () => {
  it('lets exactly the limit through over three instances at once', async () => {
    const instances = [newLimiter(), newLimiter(), newLimiter()];
    const takes = Array.from({ length: 150 }, (_, i) => instances[i % 3]!.take('shared', windowsOf(60, 1000)));
    const decisions = await Promise.all(takes);
    expect(decisions.filter(({ allowed }) => allowed)).toHaveLength(60);
    const refused = decisions.find(({ allowed }) => !allowed);
    expect(refused).toMatchObject({ window: 'minute', limit: 60, remaining: 0 });
    expect(refused?.retryAfterSeconds).toBeGreaterThan(0);
  });

  it('keeps the limit of the day', async () => {
    const limiter = newLimiter();
    for (let i = 0; i < 5; i++) await limiter.take('daily', windowsOf(60, 5));
    expect(await limiter.take('daily', windowsOf(60, 5))).toMatchObject({ allowed: false, window: 'day' });
  });

  it('counts by account', async () => {
    const limiter = newLimiter();
    await limiter.take('one', windowsOf(1, 10));
    expect((await limiter.take('one', windowsOf(1, 10))).allowed).toBe(false);
    expect((await limiter.take('two', windowsOf(1, 10))).allowed).toBe(true);
  });

  it('lets requests pass while Redis is away', async () => {
    const limiter = newLimiter(`redis://127.0.0.1:${await freePort()}`);
    expect((await limiter.take('a', windowsOf(1, 1))).allowed).toBe(true);
  });
});
