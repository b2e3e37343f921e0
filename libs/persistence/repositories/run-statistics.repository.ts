import type { ParseErrorCode, Stage } from '@vitamill/domain';
import type { DataSource } from 'typeorm';

/** Upper bounds in seconds of the buckets of a stage's durations. A change needs a migration that empties the table. */
export const STAGE_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] as const;

export interface StageDurations {
  readonly stage: string;
  readonly runs: number;
  /** All runs together. */
  readonly seconds: number;
  /** Runs that took at most the bound of the same place in `STAGE_BUCKETS`. */
  readonly buckets: readonly number[];
}

export interface FailureCount {
  readonly code: string;
  /** `failed`: the asset ended; `retried`: it was put back into the queue. */
  readonly outcome: 'failed' | 'retried';
  readonly runs: number;
}

/** Figures of the runs of all workers since the installation, for the metrics of every API. */
export class RunStatisticsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Adds the stages of one run, in seconds. */
  async addStages(stages: ReadonlyMap<Stage, number>): Promise<void> {
    // In one order in every worker: two that add at once must not wait for each other.
    const sorted = [...stages].sort(([a], [b]) => (a < b ? -1 : 1));
    await this.dataSource.query(
      `INSERT INTO stage_durations AS total (stage, runs, seconds, buckets)
       SELECT stage, 1, seconds, ARRAY(SELECT (seconds <= bound)::int::bigint FROM unnest($3::float8[]) WITH ORDINALITY AS b (bound, place) ORDER BY place)
       FROM unnest($1::text[], $2::float8[]) WITH ORDINALITY AS new (stage, seconds, place) ORDER BY place
       ON CONFLICT (stage) DO UPDATE SET runs = total.runs + 1, seconds = total.seconds + excluded.seconds,
         buckets = ARRAY(SELECT old + new FROM unnest(total.buckets, excluded.buckets) WITH ORDINALITY AS b (old, new, place) ORDER BY place)`,
      [sorted.map(([stage]) => stage), sorted.map(([, seconds]) => seconds), STAGE_BUCKETS],
    );
  }

  async addFailures(code: ParseErrorCode, outcome: FailureCount['outcome'], runs = 1): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO failure_counts AS total (code, outcome, runs) VALUES ($1, $2, $3)
       ON CONFLICT (code, outcome) DO UPDATE SET runs = total.runs + excluded.runs`,
      [code, outcome, runs],
    );
  }

  async read(): Promise<{ stages: StageDurations[]; failures: FailureCount[] }> {
    const [stages, failures] = await Promise.all([
      this.dataSource.query(
        'SELECT stage, runs::float8 AS runs, seconds, buckets::float8[] AS buckets FROM stage_durations ORDER BY stage',
      ),
      this.dataSource.query('SELECT code, outcome, runs::float8 AS runs FROM failure_counts ORDER BY code, outcome'),
    ]);
    return { stages, failures };
  }
}
