import { randomUUID } from 'node:crypto';
import type { IdentifiedJob } from '@vitamill/domain';
import {
  assertHandlers,
  type JobHandlers,
  type JobLedger,
  type JobQueue,
  type QueueErrorListener,
  runJob,
} from './job-queue.js';

/** The outbox table, as the embedded queue uses it. */
export interface JobClaims extends JobLedger {
  claimJob(holder: string, leaseSeconds: number): Promise<IdentifiedJob | null>;
  renewJobs(holder: string, jobIds: readonly string[], leaseSeconds: number): Promise<void>;
  returnJob(jobId: string, delaySeconds: number): Promise<void>;
  hasJob(jobId: string): Promise<boolean>;
  waiting(): Promise<{ depth: number; oldestSeconds: number }>;
}

export interface EmbeddedQueueOptions {
  readonly pollMilliseconds?: number;
  /** A holder that died loses its jobs after so long. */
  readonly leaseSeconds?: number;
  /** Before a job is tried again whose handler threw. */
  readonly retrySeconds?: number;
}

/** Jobs straight from the outbox table: nothing is lost with the process, and several processes share the work. */
export class EmbeddedJobQueue implements JobQueue {
  private readonly holder = randomUUID();
  private readonly active = new Map<string, Promise<void>>();
  private readonly pollMilliseconds: number;
  private readonly leaseSeconds: number;
  private readonly retrySeconds: number;
  private running = false;
  private loop: Promise<void> = Promise.resolve();
  private renewal: NodeJS.Timeout | null = null;
  private wake: () => void = () => undefined;

  constructor(
    private readonly claims: JobClaims,
    private readonly onError: QueueErrorListener = () => undefined,
    options: EmbeddedQueueOptions = {},
  ) {
    this.pollMilliseconds = options.pollMilliseconds ?? 200;
    this.leaseSeconds = options.leaseSeconds ?? 15;
    this.retrySeconds = options.retrySeconds ?? 5;
  }

  /** The outbox row is the job already. */
  async publish(): Promise<void> {}

  process(handlers: JobHandlers, concurrency: number): void {
    assertHandlers(handlers);
    this.running = true;
    this.loop = this.takeJobs(handlers, concurrency);
    this.renewal = setInterval(() => void this.renew(), (this.leaseSeconds * 1_000) / 3);
  }

  has(jobId: string): Promise<boolean> {
    return this.claims.hasJob(jobId);
  }

  waiting(): Promise<{ depth: number; oldestSeconds: number }> {
    return this.claims.waiting();
  }

  async check(): Promise<void> {
    await this.claims.hasJob('check');
  }

  async pause(): Promise<void> {
    this.running = false;
    this.wake();
    await this.loop;
  }

  async close(): Promise<void> {
    await this.pause();
    await Promise.all(this.active.values());
    if (this.renewal) clearInterval(this.renewal);
  }

  private async takeJobs(handlers: JobHandlers, concurrency: number): Promise<void> {
    while (this.running) {
      if (this.active.size >= concurrency) {
        await this.pauseFor(this.pollMilliseconds);
        continue;
      }
      try {
        const job = await this.claims.claimJob(this.holder, this.leaseSeconds);
        if (job) this.start(handlers, job);
        else await this.pauseFor(this.pollMilliseconds);
      } catch (error) {
        this.onError(error, null);
        await this.pauseFor(this.pollMilliseconds * 5);
      }
    }
  }

  private start(handlers: JobHandlers, { id, job }: IdentifiedJob): void {
    const work = (async () => {
      try {
        await runJob(handlers, job);
        await this.claims.finishJob(id);
      } catch (error) {
        this.onError(error, id);
        // Where this fails too the lease runs out.
        await this.claims.returnJob(id, this.retrySeconds).catch(() => undefined);
      } finally {
        this.active.delete(id);
        this.wake();
      }
    })();
    this.active.set(id, work);
  }

  private async renew(): Promise<void> {
    if (this.active.size === 0) return;
    await this.claims.renewJobs(this.holder, [...this.active.keys()], this.leaseSeconds).catch((error) => {
      this.onError(error, null);
    });
  }

  private pauseFor(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
