import type { IdentifiedJob, Job } from '@vitamill/domain';
import type { Queue } from 'bull';
import {
  assertHandlers,
  type JobHandlers,
  type JobLedger,
  type JobQueue,
  type QueueErrorListener,
  runJob,
} from './job-queue.js';

/** Nothing is kept in Redis of a job that ended: its id must be free, and the outbox decides about another go. */
const JOB_OPTIONS = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const;

/** Where Redis is away its answers are waited for no longer. */
const CLOSE_MILLISECONDS = 3_000;

/** Jobs over Bull. Which jobs there are is the outbox's to know: Redis may lose everything at any time. */
export class BullJobQueue implements JobQueue {
  private readonly active = new Set<Promise<void>>();

  constructor(
    private readonly queue: Queue<Job>,
    private readonly ledger: JobLedger,
    private readonly disconnect: () => void,
    private readonly onError: QueueErrorListener = () => undefined,
  ) {
    queue.on('error', (error) => onError(error, null));
  }

  async publish(jobs: readonly IdentifiedJob[]): Promise<void> {
    if (jobs.length > 0)
      await this.queue.addBulk(jobs.map(({ id, job }) => ({ data: job, opts: { ...JOB_OPTIONS, jobId: id } })));
  }

  process(handlers: JobHandlers, concurrency: number): void {
    assertHandlers(handlers);
    const run = this.queue.process(concurrency, (job) => {
      const work = this.runAndFinish(handlers, String(job.id), job.data);
      const tracked = work.catch(() => undefined).finally(() => this.active.delete(tracked));
      this.active.add(tracked);
      return work;
    });
    run.catch((error: unknown) => this.onError(error, null));
  }

  async has(jobId: string): Promise<boolean> {
    const job = await this.queue.getJob(jobId);
    if (!job) return false;
    const state = await job.getState();
    if (['waiting', 'active', 'delayed', 'paused'].includes(state)) return true;
    // Neither waits nor runs: gone, but for its name, which must be free to be published again.
    await job.remove().catch(() => undefined);
    return false;
  }

  async waiting(): Promise<{ depth: number; oldestSeconds: number }> {
    const depth = await this.queue.getWaitingCount();
    if (depth === 0) return { depth, oldestSeconds: 0 };
    const [oldest] = await this.queue.getJobs(['waiting'], 0, 0, true);
    return { depth, oldestSeconds: oldest ? Math.max(0, (Date.now() - oldest.timestamp) / 1000) : 0 };
  }

  async check(): Promise<void> {
    await this.queue.client.ping();
  }

  async pause(): Promise<void> {
    await this.queue.pause(true, true);
  }

  async close(): Promise<void> {
    await Promise.all(this.active);
    const closed = this.queue.close(false).catch(() => undefined);
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, CLOSE_MILLISECONDS).unref())]);
    this.disconnect();
    await closed;
  }

  private async runAndFinish(handlers: JobHandlers, id: string, job: Job): Promise<void> {
    try {
      await runJob(handlers, job);
      await this.ledger.finishJob(id);
    } catch (error) {
      this.onError(error, id);
      // Bull stores what is thrown: nothing of the inside may get there.
      throw new Error('failed');
    }
  }
}
