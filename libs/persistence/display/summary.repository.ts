import type { DataSource } from 'typeorm';

/** Months of experience that the histogram is parted at. */
export const EXPERIENCE_BOUNDS = [12, 36, 60, 120, 180, 240] as const;

export interface AccountSummary {
  readonly assets: Readonly<Record<string, number>>;
  /** Of the uploads that ended, how many ended completed; null where none did. */
  readonly success_ratio: number | null;
  /** By first day of the week, in UTC, oldest first. */
  readonly uploads_by_week: readonly { readonly week: string; readonly uploads: number; readonly completed: number }[];
  readonly languages: readonly Count[];
  readonly countries: readonly Count[];
  readonly top_skills: readonly Count[];
  readonly top_titles: readonly Count[];
  readonly experience: readonly {
    readonly from_months: number;
    readonly to_months: number | null;
    readonly count: number;
  }[];
}

interface Count {
  readonly value: string;
  readonly count: number;
}

const WEEKS = 26;
const TOP = 20;

/** Figures of an account for charts. */
export class SummaryRepository {
  constructor(private readonly dataSource: DataSource) {}

  async summarise(accountId: string): Promise<AccountSummary> {
    const [assets, weeks, languages, countries, skills, titles, experience] = await Promise.all([
      this.dataSource.query(
        `SELECT status, count(*)::int AS count FROM assets WHERE account_id = $1 AND status <> 'deleted' GROUP BY status`,
        [accountId],
      ),
      this.dataSource.query(
        `SELECT date_trunc('week', created_at AT TIME ZONE 'UTC')::date::text AS week, count(*)::int AS uploads,
           count(*) FILTER (WHERE status = 'completed')::int AS completed
         FROM assets WHERE account_id = $1 AND status <> 'deleted' AND created_at >= now() - make_interval(weeks => $2)
         GROUP BY 1 ORDER BY 1`,
        [accountId, WEEKS],
      ),
      this.top(accountId, 'display_rows', 'language'),
      this.top(accountId, 'display_rows', 'country'),
      this.top(accountId, 'display_skills', 'coalesce(normalized, name)'),
      this.top(accountId, 'display_positions', 'coalesce(title_normalized, title)'),
      this.dataSource.query(
        `SELECT width_bucket(experience_months, $2::int[]) AS bucket, count(*)::int AS count FROM display_rows
         WHERE account_id = $1 AND experience_months IS NOT NULL GROUP BY 1`,
        [accountId, EXPERIENCE_BOUNDS],
      ),
    ]);
    const byStatus: Record<string, number> = Object.fromEntries(
      (assets as { status: string; count: number }[]).map(({ status, count }) => [status, count]),
    );
    const completed = byStatus.completed ?? 0;
    const ended = completed + (byStatus.failed ?? 0);
    const counts = new Map((experience as { bucket: number; count: number }[]).map((row) => [row.bucket, row.count]));
    return {
      assets: byStatus,
      success_ratio: ended > 0 ? completed / ended : null,
      uploads_by_week: weeks,
      languages,
      countries,
      top_skills: skills,
      top_titles: titles,
      experience: [0, ...EXPERIENCE_BOUNDS].map((from, index) => ({
        from_months: from,
        to_months: EXPERIENCE_BOUNDS[index] ?? null,
        count: counts.get(index) ?? 0,
      })),
    };
  }

  /** The most frequent values, counted once a candidate. */
  private top(accountId: string, table: string, expression: string): Promise<Count[]> {
    return this.dataSource.query(
      `SELECT ${expression} AS value, count(DISTINCT asset_id)::int AS count FROM ${table}
       WHERE account_id = $1 AND ${expression} IS NOT NULL GROUP BY 1 ORDER BY count DESC, value LIMIT ${TOP}`,
      [accountId],
    );
  }
}
