/** Days between two stages of a job, as the statement of one figure: the middle of all that went through both in order. */
const medianDays = (from: string, to: string): string =>
  `percentile_cont(0.5) WITHIN GROUP (ORDER BY date_part('epoch', ${to} - ${from})) FILTER (WHERE ${to} >= ${from}) / 86400.0`;

/** The parameters of all three: $1 account, $2 owner, $3 now. Each is answered from the index `tracked_jobs_facts` alone. */
const OWN =
  'FROM tracked_jobs WHERE account_id = $1 AND owner_id = $2 AND deleted_at IS NULL AND created_at <= $3::timestamptz';

/** Bits of `reached` in the row of COUNTS: what a job has a time of, and how new it is. */
export const REACHED = { applied: 1, interview: 2, offer: 4, rejected: 8, lastWeek: 16, weekBefore: 32 } as const;

/**
 * How many jobs are alike in status, source, the stages that they have a time of, and the week that they were made in; with
 * the sum of their scores. Every count of the figures is a sum over these rows, of which there are some hundred at most.
 */
export const COUNTS = `
SELECT status, source, count(*)::int AS count, count(ai_match_score)::int AS scored, coalesce(sum(ai_match_score), 0)::float AS score,
  (applied_at IS NOT NULL)::int * ${REACHED.applied} + (interview_at IS NOT NULL)::int * ${REACHED.interview}
    + (offer_at IS NOT NULL)::int * ${REACHED.offer} + (rejected_at IS NOT NULL)::int * ${REACHED.rejected}
    + CASE WHEN created_at > $3::timestamptz - interval '7 days' THEN ${REACHED.lastWeek}
           WHEN created_at > $3::timestamptz - interval '14 days' THEN ${REACHED.weekBefore} ELSE 0 END AS reached
${OWN} GROUP BY status, source, reached`;

export const DAYS = `
SELECT ${medianDays('created_at', 'applied_at')} AS saved, ${medianDays('applied_at', 'interview_at')} AS applied,
  ${medianDays('interview_at', 'offer_at')} AS interview, avg(date_part('epoch', interview_at - applied_at)) / 86400.0 AS response
${OWN}`;

const companiesSince = (from: string, to: string): string =>
  `(SELECT count(DISTINCT company_key)::int ${OWN} AND status <> ALL($4::text[])
    AND created_at > $3::timestamptz - interval '${from}' AND created_at <= $3::timestamptz - interval '${to}')`;

/** Companies by name without regard to case. $4: statuses that count as rejected. */
export const COMPANIES = `
SELECT (SELECT count(*)::int FROM (SELECT DISTINCT company_key ${OWN} AND status <> ALL($4::text[])) AS company) AS all,
  ${companiesSince('7 days', '0 days')} AS "lastWeek", ${companiesSince('14 days', '7 days')} AS "weekBefore"`;

/** The middle of each range, doubled so that it is a whole number. Currencies are sorted by their letters, which is cheaper. */
export const SALARIES = `
SELECT salary_currency COLLATE "C" AS currency, count(*)::int AS count, percentile_cont(ARRAY[0, 0.25, 0.5, 0.75, 1])
  WITHIN GROUP (ORDER BY coalesce(salary_range_min, salary_range_max) + coalesce(salary_range_max, salary_range_min)) AS doubled
${OWN} AND (salary_range_min IS NOT NULL OR salary_range_max IS NOT NULL)
GROUP BY salary_currency COLLATE "C" ORDER BY count DESC, salary_currency COLLATE "C"`;
