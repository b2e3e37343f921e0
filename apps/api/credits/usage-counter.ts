import { asSystem, type UsageCount, type UsageRepository } from '@vitamill/persistence';
import type { FastifyRequest } from 'fastify';

const FLUSH_MILLISECONDS = 1_000;
/** Where the database is away longer, the oldest counts are given up rather than the memory. */
const MAX_KEPT = 50_000;

/**
 * Counts the requests of each key, day and endpoint, and writes them once a second, so that counting costs a request
 * nothing. A process that is killed loses the counts of its last second; credits and quotas are not counted here.
 */
export class UsageCounter {
  private counts = new Map<string, { -readonly [Name in keyof UsageCount]: UsageCount[Name] }>();
  private readonly timer: NodeJS.Timeout;
  private flushing: Promise<void> = Promise.resolve();

  constructor(private readonly usage: Pick<UsageRepository, 'add'>) {
    this.timer = setInterval(() => void this.flush(), FLUSH_MILLISECONDS);
    this.timer.unref();
  }

  count(request: FastifyRequest, status: number): void {
    const { principal } = request;
    const route = request.routeOptions.url;
    if (!principal || principal.isTest || !route) return;
    const { accountId, keyId } = principal;
    const day = new Date().toISOString().slice(0, 10);
    const endpoint = `${request.method} ${route}`;
    const name = `${accountId} ${keyId} ${day} ${endpoint}`;
    const counted = this.counts.get(name) ?? { accountId, keyId, day, endpoint, requests: 0, errors: 0 };
    counted.requests += 1;
    if (status >= 400) counted.errors += 1;
    this.counts.set(name, counted);
  }

  /** Writes what was counted so far. What cannot be written is tried again with the next. */
  flush(): Promise<void> {
    this.flushing = this.flushing.then(async () => {
      const taken = this.counts;
      if (taken.size === 0) return;
      this.counts = new Map();
      try {
        await asSystem(() => this.usage.add([...taken.values()]));
      } catch {
        this.keep(taken);
      }
    });
    return this.flushing;
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  private keep(taken: typeof this.counts): void {
    for (const [name, before] of taken) {
      const now = this.counts.get(name);
      if (!now && this.counts.size >= MAX_KEPT) continue;
      this.counts.set(name, {
        ...before,
        requests: before.requests + (now?.requests ?? 0),
        errors: before.errors + (now?.errors ?? 0),
      });
    }
  }
}
