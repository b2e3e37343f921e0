import type { DataSource, EntityManager } from 'typeorm';
import { lockEndedCandidates, writeMatchRows } from '../display/write-match-rows.js';
import { refundCredits } from '../ledger/ledger.js';
import { dispatchMatch } from '../outbox-row.js';
import { rowsOf } from '../rows-of.js';
import { toJsonb } from '../storable.js';
import { enqueueWebhook } from '../webhooks/enqueue-webhook.js';
import type { MatchFamily, MatchJob, MatchOutcome } from './types.js';

/** Writes the body that the webhook of a job sends; the job's own transaction holds it. */
export type WebhookBodyOf = (
  job: Pick<MatchJob, 'id' | 'family'>,
  candidates: readonly FinishedCandidate[],
) => Readonly<Record<string, unknown>>;

export interface FinishedCandidate {
  readonly ref: string;
  readonly status: string;
  readonly result: string | null;
  readonly error: string | null;
}

/** Days that the bare row of an expired job is kept, so that its id is answered with 410. */
const TOMBSTONE_DAYS = 30;

/** Days that the keys of deleted rows are kept: copies that are older than that cannot be brought up to date by them. */
export const MATCH_DELETION_DAYS = 30;

/** What a worker writes while it runs a match. Each call names the run: once it lost the job nothing is changed. */
export class MatchRunRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Takes the job for this run if it waits, or if the run that had it gave no sign for `staleSeconds`; else null. */
  async claim(id: string, runId: string, staleSeconds: number): Promise<MatchJob | null> {
    const rows = rowsOf<MatchJob>(
      await this.dataSource.query(
        `UPDATE match_jobs SET status = 'processing', run_id = $2, attempts = attempts + 1, heartbeat_at = now(), updated_at = now()
         WHERE id = $1 AND (status = 'pending' OR (status = 'processing' AND heartbeat_at < now() - make_interval(secs => $3)))
         RETURNING id, account_id AS "accountId", family, status, job_text AS "jobText", criteria, webhook_url AS "webhookUrl",
           total, processed, skipped, attempts, created_at AS "createdAt", expires_at AS "expiresAt"`,
        [id, runId, staleSeconds],
      ),
    );
    return rows[0] ?? null;
  }

  async heartbeat(id: string, runId: string): Promise<boolean> {
    const rows = await this.dataSource.query(
      `UPDATE match_jobs SET heartbeat_at = now() WHERE id = $1 AND run_id = $2 AND status = 'processing' RETURNING id`,
      [id, runId],
    );
    return rowsOf(rows).length > 0;
  }

  /** Results of some candidates; false, and nothing written, where the run lost the job. */
  async save(id: string, runId: string, outcomes: readonly MatchOutcome[]): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const owned = rowsOf(
        await manager.query(
          `SELECT 1 FROM match_jobs WHERE id = $1 AND run_id = $2 AND status = 'processing' FOR UPDATE`,
          [id, runId],
        ),
      );
      if (owned.length === 0) return false;
      for (const { position, result, cvLanguage, error, parsed } of outcomes)
        await manager.query(
          `UPDATE match_candidates SET status = $3, result = $4, cv_language = $5, error = $6, file_bytes = NULL,
             parsed = coalesce($7::jsonb, parsed)
           WHERE job_id = $1 AND position = $2 AND status = 'pending'`,
          [
            id,
            position,
            result === null ? 'failed' : 'completed',
            result,
            cvLanguage,
            error,
            parsed ? toJsonb(parsed) : null,
          ],
        );
      await manager.query(
        `UPDATE match_jobs SET heartbeat_at = now(), updated_at = now(),
           processed = (SELECT count(*) FROM match_candidates WHERE job_id = $1 AND status <> 'pending') WHERE id = $1`,
        [id],
      );
      return true;
    });
  }

  /** Ends the job, gives back what failed candidates cost and writes its webhooks, all or none. */
  async complete(id: string, runId: string, versionHash: string, bodyOf: WebhookBodyOf): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [job] = rowsOf<{ accountId: string; family: MatchFamily; webhookUrl: string | null }>(
        await manager.query(
          `UPDATE match_jobs SET status = 'completed', run_id = NULL, version_hash = $3, processed = total, completed_at = now(), updated_at = now()
           WHERE id = $1 AND run_id = $2 AND status = 'processing'
           RETURNING account_id AS "accountId", family, webhook_url AS "webhookUrl"`,
          [id, runId, versionHash],
        ),
      );
      if (!job) return false;
      const candidates = await lockEndedCandidates(manager, id);
      await writeMatchRows(manager, id, candidates);
      const failed = candidates.filter((one) => one.status === 'failed').length;
      if (job.family === 'match' && failed > 0)
        await refundCredits(manager, { accountId: job.accountId, chargeId: id, chargeReason: 'match', amount: failed });
      const event = job.family === 'screen' ? 'screen.completed' : 'match.completed';
      await enqueueWebhook(manager, {
        accountId: job.accountId,
        event,
        data: { job_id: id, status: 'completed' },
        subjectId: id,
      });
      if (job.webhookUrl)
        await enqueueWebhook(manager, {
          accountId: job.accountId,
          event,
          url: job.webhookUrl,
          body: bodyOf({ id, family: job.family }, candidates),
          schedule: 'screening',
          subjectId: id,
        });
      return true;
    });
  }

  /** Gives the job back to the queue, or ends it as failed after its last attempt; then everything is refunded. */
  async release(
    id: string,
    runId: string,
    options: { readonly delaySeconds: number; readonly maxAttempts: number },
  ): Promise<'pending' | 'failed' | 'lost'> {
    return this.dataSource.transaction(async (manager) => {
      const [job] = rowsOf<{ attempts: number; accountId: string }>(
        await manager.query(
          `SELECT attempts, account_id AS "accountId" FROM match_jobs WHERE id = $1 AND run_id = $2 AND status = 'processing' FOR UPDATE`,
          [id, runId],
        ),
      );
      if (!job) return 'lost';
      return requeueOrFail(manager, id, job, options);
    });
  }

  /** Jobs whose run died, and waiting ones that no outbox row stands for. Gives how many were put right. */
  async requeueStuck(options: {
    readonly staleSeconds: number;
    readonly maxAttempts: number;
    readonly limit: number;
  }): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const stuck: { id: string; attempts: number; accountId: string }[] = await manager.query(
        `SELECT id, attempts, account_id AS "accountId" FROM match_jobs m
         WHERE (status = 'processing' AND heartbeat_at < now() - make_interval(secs => $1))
            OR (status = 'pending' AND updated_at < now() - make_interval(secs => $1)
                AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.job_id = 'run_match.' || m.id || '.' || m.dispatches))
         ORDER BY updated_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
        [options.staleSeconds, options.limit],
      );
      for (const job of stuck)
        await requeueOrFail(manager, job.id, job, { delaySeconds: 0, maxAttempts: options.maxAttempts });
      return stuck.length;
    });
  }

  /** Takes out what expired jobs held; their bare rows go later. Gives how many expired. */
  async expire(): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const expired = rowsOf<{ id: string }>(
        await manager.query(
          `UPDATE match_jobs SET status = 'expired', job_text = NULL, webhook_url = NULL, skipped = '[]', updated_at = now()
           WHERE expires_at <= now() AND status <> 'expired' RETURNING id`,
        ),
      );
      const ids = expired.map(({ id }) => id);
      if (ids.length > 0)
        for (const table of ['match_candidates', 'display_matches'])
          await manager.query(`DELETE FROM ${table} WHERE job_id = ANY($1::uuid[])`, [ids]);
      await manager.query('DELETE FROM display_match_deletions WHERE deleted_at < now() - make_interval(days => $1)', [
        MATCH_DELETION_DAYS,
      ]);
      await manager.query(
        `DELETE FROM match_jobs WHERE status = 'expired' AND expires_at < now() - make_interval(days => $1)`,
        [TOMBSTONE_DAYS],
      );
      return expired.length;
    });
  }
}

async function requeueOrFail(
  manager: EntityManager,
  id: string,
  job: { readonly attempts: number; readonly accountId: string },
  { delaySeconds, maxAttempts }: { readonly delaySeconds: number; readonly maxAttempts: number },
): Promise<'pending' | 'failed'> {
  if (job.attempts >= maxAttempts) {
    await manager.query(
      `UPDATE match_jobs SET status = 'failed', run_id = NULL, completed_at = now(), updated_at = now() WHERE id = $1`,
      [id],
    );
    await refundCredits(manager, { accountId: job.accountId, chargeId: id, chargeReason: 'match' });
    return 'failed';
  }
  const [row] = rowsOf<{ dispatches: number }>(
    await manager.query(
      `UPDATE match_jobs SET status = 'pending', run_id = NULL, dispatches = dispatches + 1, updated_at = now() WHERE id = $1 RETURNING dispatches`,
      [id],
    ),
  );
  await dispatchMatch(manager, id, row?.dispatches ?? 1, delaySeconds);
  return 'pending';
}
