import type { RunStatisticsRepository, SweepRepository } from '@vitamill/persistence';
import type { JobQueue } from '@vitamill/queue';
import type { ObjectStore } from '@vitamill/storage';
import type { WorkerMetrics } from './worker-metrics.js';

export interface SweepSettings {
  readonly runStaleSeconds: number;
  readonly maxAttempts: number;
  readonly lostJobSeconds: number;
  readonly orphanMinutes: number;
}

const BATCH = 500;

/** Puts right what a crash, a lost queue or an interrupted upload left behind. Any number of workers may sweep at once. */
export class Sweeper {
  constructor(
    private readonly sweep: SweepRepository,
    private readonly statistics: RunStatisticsRepository,
    private readonly queue: JobQueue,
    private readonly store: ObjectStore,
    private readonly settings: SweepSettings,
    private readonly metrics: WorkerMetrics,
  ) {}

  /** Assets whose run died, and waiting assets that no job stands for. */
  async requeueStuck(): Promise<number> {
    const { runStaleSeconds: staleSeconds, maxAttempts } = this.settings;
    const { queued, failed } = await this.sweep.requeueStuck({ staleSeconds, maxAttempts, limit: BATCH });
    this.metrics.countSwept('queued', queued);
    this.metrics.countSwept('failed', failed);
    if (failed > 0) await this.statistics.addFailures('internal', 'failed', failed).catch(() => undefined);
    return queued + failed;
  }

  /** Jobs that were published and that the queue does not have: Redis lost them, or their handler threw. */
  async republishLost(): Promise<number> {
    let count = 0;
    for (let after = '0'; ; ) {
      const jobs = await this.sweep.publishedJobs(this.settings.lostJobSeconds, BATCH, after);
      const lost: string[] = [];
      for (const { jobId } of jobs) if (!(await this.queue.has(jobId))) lost.push(jobId);
      if (lost.length > 0) count += await this.sweep.republish(lost);
      const last = jobs.at(-1);
      if (!last || jobs.length < BATCH) break;
      after = last.rowId;
    }
    this.metrics.countSwept('republished', count);
    return count;
  }

  /** Stored files whose upload never came to a row. */
  async deleteOrphans(): Promise<number> {
    const olderThan = new Date(Date.now() - this.settings.orphanMinutes * 60_000);
    let count = 0;
    let keys: string[] = [];
    const flush = async () => {
      for (const key of await this.sweep.orphanedKeys(keys)) {
        await this.store.delete(key);
        count += 1;
      }
      keys = [];
    };
    for await (const key of this.store.list('', olderThan)) if (keys.push(key) === BATCH) await flush();
    await flush();
    this.metrics.countSwept('orphan_deleted', count);
    return count;
  }
}
