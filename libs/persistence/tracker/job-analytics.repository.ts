import type { DataSource } from 'typeorm';
import { rowsOf } from '../rows-of.js';
import { COMPANIES, COUNTS, DAYS, SALARIES } from './figures-sql.js';
import { type CountRow, countedAs, foldCounts, type JobCounts } from './fold-figures.js';
import { type ExtraStage, ownerIdOf, type TrackerOwner } from './types.js';

/** Sums over all jobs that are not deleted; archived ones count. `week` 1: made in the last seven days; 2: in those before. */
export interface JobFigures extends JobCounts {
  readonly companies: number;
  readonly averageResponseDays: number | null;
  readonly medianDays: {
    readonly saved: number | null;
    readonly applied: number | null;
    readonly interview: number | null;
  };
  readonly weeks: readonly (JobCounts['weeks'][number] & { readonly companies: number })[];
  readonly salaries: readonly {
    readonly currency: string | null;
    readonly count: number;
    readonly quartiles: readonly [number, number, number, number, number];
  }[];
}

export interface StatusDelta {
  /** ISO date, UTC. */
  readonly date: string;
  readonly status: string;
  readonly delta: number;
}

export const TIMELINE_KINDS = ['created', 'applied', 'interview', 'offer', 'rejected'] as const;
export const TIMELINE_INTERVALS = ['day', 'week', 'month'] as const;
export type TimelineInterval = (typeof TIMELINE_INTERVALS)[number];

export interface TimelineCount {
  /** First day of the interval, UTC. */
  readonly date: string;
  readonly kind: (typeof TIMELINE_KINDS)[number];
  readonly count: number;
}

export interface JobActivity {
  readonly id: string;
  readonly type: string;
  readonly jobId: string;
  readonly companyName: string;
  readonly jobTitle: string;
  readonly payload: object;
  readonly createdAt: Date;
}

/** Sorts and groups of a person's jobs stay in memory. */
const WORK_MEMORY = '32MB';
const KIND_COLUMNS = {
  created: 'created_at',
  applied: 'applied_at',
  interview: 'interview_at',
  offer: 'offer_at',
  rejected: 'rejected_at',
} as const satisfies Record<TimelineCount['kind'], string>;

/** Figures over one owner's jobs. `now` is given, so that they can be worked out again. */
export class JobAnalyticsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** All of one moment: what changes meanwhile is in none of them. */
  async figures(owner: TrackerOwner, stages: readonly ExtraStage[], now: Date): Promise<JobFigures> {
    const stageOf = countedAs(stages);
    const rejected = ['rejected', ...stages.map(({ name }) => name)].filter((status) => stageOf(status) === 'rejected');
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      await manager.query(`SET LOCAL work_mem = '${WORK_MEMORY}'`);
      const values = [owner.accountId, ownerIdOf(owner), now];
      const ask = async <Row>(statement: string, more: readonly unknown[] = []): Promise<Row[]> =>
        rowsOf<Row>(await manager.query(statement, [...values, ...more]));
      const counts = foldCounts(await ask<CountRow>(COUNTS), stages);
      const [days] = await ask<Record<'saved' | 'applied' | 'interview' | 'response', number | null>>(DAYS);
      const [companies] = await ask<Record<'all' | 'lastWeek' | 'weekBefore', number>>(COMPANIES, [rejected]);
      const salaries = await ask<{ currency: string | null; count: number; doubled: number[] }>(SALARIES);
      if (!days || !companies) throw new Error('The figures were not given.');
      return {
        ...counts,
        companies: companies.all,
        averageResponseDays: days.response,
        medianDays: { saved: days.saved, applied: days.applied, interview: days.interview },
        weeks: counts.weeks.map((week) => ({
          ...week,
          companies: week.week === 1 ? companies.lastWeek : companies.weekBefore,
        })),
        salaries: salaries.map(({ currency, count, doubled }) => ({
          currency,
          count,
          quartiles: doubled.map((value) => value / 2) as unknown as JobFigures['salaries'][number]['quartiles'],
        })),
      };
    });
  }

  /** How many jobs entered or left each status on each day since `from`, UTC. */
  statusDeltas(owner: TrackerOwner, from: string): Promise<StatusDelta[]> {
    return this.dataSource.query(
      `SELECT to_char(day, 'YYYY-MM-DD') AS date, status, sum(delta)::int AS delta
       FROM (SELECT (created_at AT TIME ZONE 'UTC')::date AS day, status, sum(delta) AS delta
             FROM tracked_job_events CROSS JOIN LATERAL (VALUES (to_status, 1), (from_status, -1)) AS step (status, delta)
             WHERE account_id = $1 AND owner_id = $2 AND (from_status IS NOT NULL OR to_status IS NOT NULL)
               AND created_at >= ($3::date)::timestamp AT TIME ZONE 'UTC' AND status IS NOT NULL GROUP BY 1, 2) AS steps
       GROUP BY 1, 2 HAVING sum(delta) <> 0 ORDER BY 1, 2`,
      [owner.accountId, ownerIdOf(owner), from],
    );
  }

  /** What happened in each interval of the days from `from` to `to`; intervals without anything are left out. */
  async timeline(
    owner: TrackerOwner,
    { interval, from, to }: { readonly interval: TimelineInterval; readonly from: string; readonly to: string },
  ): Promise<TimelineCount[]> {
    // Days since 1970 are counted, which is cheaper a row than dates; the weeks and months are put together of them.
    const kinds = Object.entries(KIND_COLUMNS).map(([kind, column]) => `('${kind}', ${column})`);
    const days: { day: number; kind: TimelineCount['kind']; count: number }[] = await this.dataSource.query(
      `SELECT kind, floor(date_part('epoch', at) / 86400)::int AS day, count(*)::int AS count
       FROM tracked_jobs CROSS JOIN LATERAL (VALUES ${kinds.join(', ')}) AS moment (kind, at)
       WHERE account_id = $1 AND owner_id = $2 AND deleted_at IS NULL
         AND greatest(${Object.values(KIND_COLUMNS).join(', ')}) >= ($3::date)::timestamp AT TIME ZONE 'UTC'
         AND at >= ($3::date)::timestamp AT TIME ZONE 'UTC' AND at < ($4::date + 1)::timestamp AT TIME ZONE 'UTC'
       GROUP BY 1, 2`,
      [owner.accountId, ownerIdOf(owner), from, to],
    );
    const counts = new Map<string, TimelineCount>();
    for (const { day, kind, count } of days) {
      const date = firstDayOf(interval, day);
      const key = `${date} ${kind}`;
      counts.set(key, { date, kind, count: count + (counts.get(key)?.count ?? 0) });
    }
    return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
  }

  /** The last notable events, newest first. */
  activities(owner: TrackerOwner, most: number): Promise<JobActivity[]> {
    return this.dataSource.query(
      `SELECT e.id, e.event_type AS type, e.job_id AS "jobId", j.company_name AS "companyName", j.job_title AS "jobTitle",
         e.payload, e.created_at AS "createdAt"
       FROM tracked_job_events e JOIN tracked_jobs j ON j.id = e.job_id
       WHERE e.account_id = $1 AND e.owner_id = $2 AND j.deleted_at IS NULL
         AND e.event_type IN ('job_created', 'status_changed', 'job_scored') ORDER BY e.id DESC LIMIT $3`,
      [owner.accountId, ownerIdOf(owner), most],
    );
  }
}

const DAY = 86_400_000;

/** The first day (ISO) of the interval that a day (since 1970) lies in; weeks begin on Monday. */
function firstDayOf(interval: TimelineInterval, day: number): string {
  // 1970 began on a Thursday.
  const first = interval === 'week' ? day - ((((day + 3) % 7) + 7) % 7) : day;
  const date = new Date(first * DAY).toISOString().slice(0, 10);
  return interval === 'month' ? `${date.slice(0, 8)}01` : date;
}
