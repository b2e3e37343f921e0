// The same answers by the statements that come to mind first: one figure at a time over the table. They are what the
// tracker's statements are measured against.

/** Takes away the indexes that were made for these answers, and makes the one that comes to mind first. */
export async function dropTunedIndexes(dataSource) {
  const rows = await dataSource.query(
    `SELECT indexname FROM pg_indexes WHERE tablename IN ('tracked_jobs', 'tracked_job_events') AND indexname LIKE '%\\_facts'`,
  );
  for (const { indexname } of rows) await dataSource.query(`DROP INDEX ${indexname}`);
  await dataSource.query('CREATE INDEX ON tracked_jobs (owner_id, created_at, id) WHERE deleted_at IS NULL');
  await dataSource.query('ANALYZE tracked_jobs, tracked_job_events');
}

const OWN = 'FROM tracked_jobs WHERE account_id = $1 AND owner_id = coalesce($2, $1) AND deleted_at IS NULL';
const INTERVIEWED = `(interview_at IS NOT NULL OR offer_at IS NOT NULL OR status IN ('interview', 'offer'))`;
const ANSWERED = `(${INTERVIEWED} OR rejected_at IS NOT NULL OR status = 'rejected')`;
const APPLIED = `(applied_at IS NOT NULL OR ${INTERVIEWED} OR status = 'applied')`;
const middleDays = (from, to) =>
  `SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ${to} - ${from}) / 86400) ${OWN} AND ${to} >= ${from}`;

export async function plainDashboard(dataSource, { accountId, userId }, now) {
  const ask = (statement, ...values) => dataSource.query(statement, [accountId, userId, ...values]);
  const week = new Date(now.getTime() - 7 * 86_400_000);
  const before = new Date(now.getTime() - 14 * 86_400_000);
  const month = new Date(now.getTime() - 30 * 86_400_000);
  await ask(`SELECT count(*) ${OWN}`);
  for (const condition of [INTERVIEWED, ANSWERED, APPLIED, `(offer_at IS NOT NULL OR status = 'offer')`])
    await ask(`SELECT count(*) ${OWN} AND ${condition}`);
  await ask(`SELECT count(DISTINCT lower(btrim(company_name))) ${OWN} AND status <> 'rejected'`);
  await ask(`SELECT avg(ai_match_score) ${OWN}`);
  await ask(`SELECT avg(extract(epoch FROM interview_at - applied_at)) ${OWN}`);
  for (const [from, to] of [
    ['created_at', 'applied_at'],
    ['applied_at', 'interview_at'],
    ['interview_at', 'offer_at'],
  ])
    await ask(middleDays(from, to));
  for (const [from, to] of [
    [week, now],
    [before, week],
  ])
    await ask(
      `SELECT count(*), count(DISTINCT lower(btrim(company_name))), avg(ai_match_score) ${OWN} AND created_at > $3 AND created_at <= $4`,
      from,
      to,
    );
  await ask(`SELECT status, count(*) ${OWN} GROUP BY status`);
  await ask(`SELECT source, count(*) ${OWN} GROUP BY source`);
  await ask(
    `SELECT salary_currency, percentile_cont(ARRAY[0, 0.25, 0.5, 0.75, 1]) WITHIN GROUP (ORDER BY
       coalesce((salary_range_min + salary_range_max) / 2.0, salary_range_min, salary_range_max)) ${OWN} GROUP BY salary_currency`,
  );
  for (const column of ['created_at', 'applied_at', 'interview_at', 'offer_at', 'rejected_at'])
    await ask(`SELECT date_trunc('day', ${column}), count(*) ${OWN} AND ${column} >= $3 GROUP BY 1`, month);
  await ask(
    `SELECT date_trunc('day', created_at), from_status, to_status, count(*) FROM tracked_job_events
     WHERE account_id = $1 AND owner_id = coalesce($2, $1) AND (from_status IS NOT NULL OR to_status IS NOT NULL) GROUP BY 1, 2, 3`,
  );
}

export async function plainTimeline(dataSource, { accountId, userId }, from, now) {
  for (const column of ['created_at', 'applied_at', 'interview_at', 'offer_at', 'rejected_at'])
    await dataSource.query(
      `SELECT date_trunc('day', ${column}), count(*) ${OWN} AND ${column} >= $3 AND ${column} <= $4 GROUP BY 1`,
      [accountId, userId, from, now],
    );
}

export async function plainList(
  dataSource,
  { accountId, userId },
  { where = 'true', order = 'created_at DESC, id DESC', offset = 0 },
) {
  const own = `${OWN} AND archived_at IS NULL AND ${where}`;
  await dataSource.query(`SELECT count(*) ${own}`, [accountId, userId]);
  await dataSource.query(`SELECT * ${own} ORDER BY ${order} LIMIT 100 OFFSET $3`, [accountId, userId, offset]);
}
