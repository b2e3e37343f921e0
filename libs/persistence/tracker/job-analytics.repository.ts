import type { DataSource } from 'typeorm';
import { rowsOf } from '../rows-of.js';
import type { BaseStatus } from './types.js';
import { type ExtraStage, ownerIdOf, type TrackerOwner } from './types.js';

/** Sums over all jobs that are not deleted; archived ones count. `week` 1: made in the last seven days; 2: in those before. */
export interface JobFigures {
  readonly total: number;
  readonly companies: number;
  readonly interviewed: number;
  readonly answered: number;
  readonly applied: number;
  readonly offered: number;
  readonly averageScore: number | null;
  readonly averageResponseDays: number | null;
  readonly medianDays: {
    readonly saved: number | null;
    readonly applied: number | null;
    readonly interview: number | null;
  };
  readonly weeks: readonly {
    readonly week: 1 | 2;
    readonly total: number;
    readonly companies: number;
    readonly interviewed: number;
    readonly averageScore: number | null;
  }[];
  readonly statuses: readonly { readonly status: string; readonly count: number }[];
  readonly sources: readonly {
    readonly source: string;
    readonly count: number;
    readonly applied: number;
    readonly answered: number;
  }[];
  readonly salaries: readonly {
    readonly currency: string | null;
    readonly count: number;
    readonly quartiles: readonly [number, number, number, number, number];
  }[];
}

export interface StatusDelta {
  /** ISO date; everything before `from` stands on it. */
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

const days = (from: string, to: string): string =>
  `percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ${to} - ${from}) / 86400.0)
   FILTER (WHERE ${to} >= ${from})`;
const aggregate = (fields: string, rest: string): string =>
  `(SELECT coalesce(jsonb_agg(jsonb_build_object(${fields}) ORDER BY place), '[]') FROM (${rest}) AS part)`;

/** One pass over the owner's jobs. `stage` is one of the five: that which the status counts as. */
const FIGURES = `
WITH job AS MATERIALIZED (
  SELECT *, applied_at IS NOT NULL OR interviewed OR stage = 'applied' AS applied,
    interviewed OR rejected_at IS NOT NULL OR stage = 'rejected' AS answered
  FROM (
    SELECT status, source, ai_match_score AS score, applied_at, interview_at, offer_at, rejected_at, created_at,
      salary_currency, coalesce((salary_range_min + salary_range_max) / 2.0, salary_range_min, salary_range_max) AS salary,
      stage, lower(btrim(company_name)) AS company,
      interview_at IS NOT NULL OR offer_at IS NOT NULL OR stage IN ('interview', 'offer') AS interviewed,
      offer_at IS NOT NULL OR stage = 'offer' AS offered,
      CASE WHEN created_at > $3::timestamptz - interval '7 days' THEN 1
           WHEN created_at > $3::timestamptz - interval '14 days' THEN 2 END AS week
    FROM tracked_jobs, LATERAL (SELECT coalesce($4::jsonb ->> status, status)) AS counted (stage)
    WHERE account_id = $1 AND owner_id = $2 AND deleted_at IS NULL AND created_at <= $3::timestamptz) AS known)
SELECT count(*)::int AS total,
  count(DISTINCT company) FILTER (WHERE stage <> 'rejected')::int AS companies,
  count(*) FILTER (WHERE interviewed)::int AS interviewed,
  count(*) FILTER (WHERE answered)::int AS answered,
  count(*) FILTER (WHERE applied)::int AS applied,
  count(*) FILTER (WHERE offered)::int AS offered,
  avg(score)::float AS "averageScore",
  (avg(extract(epoch FROM interview_at - applied_at)) / 86400.0)::float AS "averageResponseDays",
  jsonb_build_object('saved', ${days('created_at', 'applied_at')}, 'applied', ${days('applied_at', 'interview_at')},
    'interview', ${days('interview_at', 'offer_at')}) AS "medianDays",
  ${aggregate(
    `'week', week, 'total', total, 'companies', companies, 'interviewed', interviewed, 'averageScore', score`,
    `SELECT week AS place, week, count(*) AS total, count(DISTINCT company) FILTER (WHERE stage <> 'rejected') AS companies,
       count(*) FILTER (WHERE interviewed) AS interviewed, avg(score)::float AS score FROM job WHERE week IS NOT NULL GROUP BY week`,
  )} AS weeks,
  ${aggregate(
    `'status', status, 'count', count`,
    'SELECT status AS place, status, count(*) AS count FROM job GROUP BY status',
  )} AS statuses,
  ${aggregate(
    `'source', source, 'count', count, 'applied', applied, 'answered', answered`,
    `SELECT row_number() OVER (ORDER BY count(*) DESC, source) AS place, source, count(*) AS count,
       count(*) FILTER (WHERE applied) AS applied, count(*) FILTER (WHERE answered) AS answered FROM job GROUP BY source`,
  )} AS sources,
  ${aggregate(
    `'currency', salary_currency, 'count', count, 'quartiles', quartiles`,
    `SELECT row_number() OVER (ORDER BY count(*) DESC, salary_currency) AS place, salary_currency, count(*) AS count,
       percentile_cont(ARRAY[0, 0.25, 0.5, 0.75, 1]) WITHIN GROUP (ORDER BY salary) AS quartiles
     FROM job WHERE salary IS NOT NULL GROUP BY salary_currency`,
  )} AS salaries
FROM job`;

/** Figures over one owner's jobs. `now` is given, so that they can be worked out again. */
export class JobAnalyticsRepository {
  constructor(private readonly dataSource: DataSource) {}

  async figures(owner: TrackerOwner, stages: readonly ExtraStage[], now: Date): Promise<JobFigures> {
    const countsAs = Object.fromEntries(stages.map((stage): [string, BaseStatus] => [stage.name, stage.counts_as]));
    const [row] = rowsOf<JobFigures>(
      await this.dataSource.query(FIGURES, [owner.accountId, ownerIdOf(owner), now, JSON.stringify(countsAs)]),
    );
    if (!row) throw new Error('The figures were not given.');
    return row;
  }

  /** How many jobs more or fewer stood in each status day by day, UTC. */
  statusDeltas(owner: TrackerOwner, from: string): Promise<StatusDelta[]> {
    return this.dataSource.query(
      `SELECT to_char(greatest((at AT TIME ZONE 'UTC')::date, $3::date), 'YYYY-MM-DD') AS date, status, sum(delta)::int AS delta
       FROM (SELECT created_at AS at, to_status AS status, 1 AS delta FROM tracked_job_events
             WHERE account_id = $1 AND owner_id = $2 AND to_status IS NOT NULL
             UNION ALL
             SELECT created_at, from_status, -1 FROM tracked_job_events
             WHERE account_id = $1 AND owner_id = $2 AND from_status IS NOT NULL) AS step
       GROUP BY 1, 2 HAVING sum(delta) <> 0 ORDER BY 1, 2`,
      [owner.accountId, ownerIdOf(owner), from],
    );
  }

  /** What happened in each interval of the days from `from` to `to`; intervals without anything are left out. */
  timeline(
    owner: TrackerOwner,
    { interval, from, to }: { readonly interval: TimelineInterval; readonly from: string; readonly to: string },
  ): Promise<TimelineCount[]> {
    return this.dataSource.query(
      `SELECT to_char(date_trunc($3, at AT TIME ZONE 'UTC'), 'YYYY-MM-DD') AS date, kind, count(*)::int AS count
       FROM tracked_jobs CROSS JOIN LATERAL (VALUES ('created', created_at), ('applied', applied_at),
         ('interview', interview_at), ('offer', offer_at), ('rejected', rejected_at)) AS moment (kind, at)
       WHERE account_id = $1 AND owner_id = $2 AND deleted_at IS NULL
         AND at >= ($4::date)::timestamp AT TIME ZONE 'UTC' AND at < ($5::date + 1)::timestamp AT TIME ZONE 'UTC'
       GROUP BY 1, 2 ORDER BY 1, 2`,
      [owner.accountId, ownerIdOf(owner), interval, from, to],
    );
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
