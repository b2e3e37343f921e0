import type { ParseErrorCode, Stage } from '@vitamill/domain';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type RunOutcome = 'completed' | 'failed' | 'retried' | 'handed_back' | 'lost';

/** `retried`: after a failure, as long as attempts are left; `lost`: cancelled, or taken over by another worker. */
export type ExportOutcome = 'completed' | 'failed' | 'retried' | 'handed_back' | 'lost';

export interface StageClock {
  enter(stage: Stage): void;
  /** Seconds of every stage that was entered. */
  end(): ReadonlyMap<Stage, number>;
}

/** The figures of one worker process. Labels are codes only. */
export class WorkerMetrics {
  readonly registry = new Registry();
  private readonly runs = new Counter({
    name: 'vitamill_runs_total',
    help: 'Runs by outcome',
    labelNames: ['outcome'],
    registers: [this.registry],
  });
  private readonly failures = new Counter({
    name: 'vitamill_run_failures_total',
    help: 'Runs that failed or are to be retried, by code',
    labelNames: ['code'],
    registers: [this.registry],
  });
  private readonly durations = new Histogram({
    name: 'vitamill_run_duration_seconds',
    help: 'Duration of runs',
    labelNames: ['outcome'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
    registers: [this.registry],
  });
  private readonly stages = new Histogram({
    name: 'vitamill_stage_duration_seconds',
    help: 'Duration of the stages of a run',
    labelNames: ['stage'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers: [this.registry],
  });
  private readonly swept = new Counter({
    name: 'vitamill_swept_total',
    help: 'What the sweeper put right',
    labelNames: ['what'],
    registers: [this.registry],
  });
  private readonly failedErasures = new Counter({
    name: 'vitamill_failed_erasures_total',
    help: 'Assets that were due and could not be erased, each time that it was tried',
    registers: [this.registry],
  });
  private readonly webhooks = new Counter({
    name: 'vitamill_webhook_attempts_total',
    help: 'Attempts to deliver webhooks by result: delivered, or the fault',
    labelNames: ['result'],
    registers: [this.registry],
  });
  private readonly exports = new Counter({
    name: 'vitamill_exports_total',
    help: 'Runs of exports by what became of them and format',
    labelNames: ['status', 'format'],
    registers: [this.registry],
  });
  private readonly exportDurations = new Histogram({
    name: 'vitamill_export_duration_seconds',
    help: 'Duration of runs of exports',
    labelNames: ['status', 'format'],
    buckets: [0.1, 0.5, 1, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600],
    registers: [this.registry],
  });
  private readonly exportRows = new Counter({
    name: 'vitamill_export_rows_total',
    help: 'Rows in the files of completed exports',
    labelNames: ['format'],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: 'vitamill_worker_' });
  }

  /** Gauges of the queue, read at each scrape; absent while it cannot be reached. */
  watchQueue(waiting: () => Promise<{ readonly depth: number; readonly oldestSeconds: number }>): void {
    const oldest = new Gauge({
      name: 'vitamill_jobs_oldest_seconds',
      help: 'Age of the oldest waiting job',
      registers: [this.registry],
    });
    new Gauge({
      name: 'vitamill_jobs_waiting',
      help: 'Jobs that wait in the queue',
      registers: [this.registry],
      async collect() {
        try {
          const state = await waiting();
          this.set(state.depth);
          oldest.set(state.oldestSeconds);
        } catch {
          this.reset();
          oldest.reset();
        }
      },
    });
  }

  countRun(outcome: RunOutcome, code: ParseErrorCode | null, seconds: number): void {
    this.runs.inc({ outcome });
    if (code && (outcome === 'failed' || outcome === 'retried')) this.failures.inc({ code });
    this.durations.observe({ outcome }, seconds);
  }

  countSwept(what: 'queued' | 'failed' | 'republished' | 'orphan_deleted', count: number): void {
    if (count > 0) this.swept.inc({ what }, count);
  }

  countFailedErasures(count: number): void {
    this.failedErasures.inc(count);
  }

  countWebhook(result: string): void {
    this.webhooks.inc({ result });
  }

  /** `rows` are those of its file; a run that ends without one has none. */
  countExport(status: ExportOutcome, format: string, seconds: number, rows: number): void {
    this.exports.inc({ status, format });
    this.exportDurations.observe({ status, format }, seconds);
    if (status === 'completed') this.exportRows.inc({ format }, rows);
  }

  /** Times the stages of one run: each lasts until the next is entered. */
  timeStages(): StageClock {
    let current: Stage = 'fetch';
    let since = performance.now();
    const seconds = new Map<Stage, number>();
    const close = () => {
      const taken = (performance.now() - since) / 1_000;
      this.stages.observe({ stage: current }, taken);
      seconds.set(current, (seconds.get(current) ?? 0) + taken);
      since = performance.now();
    };
    return {
      enter: (stage) => {
        if (stage === current) return;
        close();
        current = stage;
      },
      end: () => {
        close();
        return seconds;
      },
    };
  }
}
