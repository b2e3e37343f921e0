import {
  type Correction,
  FINDING_CODES,
  PARSE_ERRORS,
  type ParsedCv,
  type ParseErrorCode,
  type Stage,
} from '@vitamill/domain';
import type { DataSource, EntityManager } from 'typeorm';
import type { DisplaySource } from '../display/write-display-rows.js';
import { refundCredits } from '../ledger/ledger.js';
import { dispatchProcessing } from '../outbox-row.js';
import { eraseFileAfterParse } from '../privacy/erase-asset.js';
import { correctionsOf, replaceCorrections, writeRecordVersion } from '../record-version.js';
import { rowsOf } from '../rows-of.js';
import { CHILD_TASK_KINDS, type ClaimedRun } from '../types.js';
import { enqueueWebhook } from '../webhooks/enqueue-webhook.js';

type ChildKind = (typeof CHILD_TASK_KINDS)[number];

/** Which child task a stage belongs to. */
const TASK_OF_STAGE: Readonly<Record<Stage, ChildKind>> = {
  receive: 'extract',
  store: 'extract',
  queue: 'extract',
  fetch: 'extract',
  extract: 'extract',
  ocr: 'ocr',
  layout: 'parse',
  sections: 'parse',
  entities: 'parse',
  normalise: 'normalise',
  validate: 'normalise',
  save: 'save',
};

export interface Release {
  /** Before it may be tried again. */
  readonly delaySeconds: number;
  /** Runs that an asset may have; after the last it fails. */
  readonly maxAttempts: number;
  /** What it then fails with. */
  readonly code: ParseErrorCode;
}

/** Puts the corrections of persons onto what a run read. */
export type RebaseCorrections = (parsed: ParsedCv, corrections: readonly Correction[]) => Rebased | Promise<Rebased>;
interface Rebased {
  readonly parsed: ParsedCv;
  readonly corrections: readonly Correction[];
}

/** Told where an asset keeps the record that it has because another run on it failed. */
const REPROCESS_FAILED = 'reprocess_failed';

/** What a worker writes while it runs an asset. Each call names the run: once it lost the asset nothing is changed. */
export class RunRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Takes the asset for this run if it waits, or if the run that had it gave no sign for `staleSeconds`; else null. */
  async claim(assetId: string, runId: string, staleSeconds: number): Promise<ClaimedRun | null> {
    return this.dataSource.transaction(async (manager) => {
      const rows = rowsOf<ClaimedRun & { sizeBytes: string }>(
        await manager.query(
          `UPDATE assets SET status = 'processing', run_id = $2, attempts = attempts + 1, stage = 'fetch', progress = 0,
             started_at = coalesce(started_at, now()), heartbeat_at = now(), updated_at = now()
           WHERE id = $1 AND (status = 'queued'
             OR (status = 'processing' AND heartbeat_at < now() - make_interval(secs => $3)))
           RETURNING id AS "assetId", account_id AS "accountId", object_key AS "objectKey", filename,
             content_type AS "contentType", size_bytes AS "sizeBytes", locale,
             reference_date::text AS "referenceDate", attempts`,
          [assetId, runId, staleSeconds],
        ),
      );
      const run = rows[0];
      if (!run) return null;
      await manager.query(
        `UPDATE tasks SET progress = 0, finished_at = NULL, error_code = NULL,
           status = CASE WHEN kind IN ('process_cv', 'extract') THEN 'running' ELSE 'queued' END,
           started_at = CASE WHEN kind = 'process_cv' THEN coalesce(started_at, now()) WHEN kind = 'extract' THEN now() END
         WHERE asset_id = $1`,
        [assetId],
      );
      return { ...run, sizeBytes: Number(run.sizeBytes) };
    });
  }

  /** A sign of life; false where the run lost the asset. */
  async heartbeat(assetId: string, runId: string): Promise<boolean> {
    const rows = await this.dataSource.query(
      `UPDATE assets SET heartbeat_at = now() WHERE id = $1 AND run_id = $2 AND status = 'processing' RETURNING id`,
      [assetId, runId],
    );
    return rowsOf(rows).length > 0;
  }

  /** Stage and fraction 0..1 of the whole run, which is a sign of life too; false where the run lost the asset. */
  async progress(assetId: string, runId: string, stage: Stage, fraction: number): Promise<boolean> {
    const current = CHILD_TASK_KINDS.indexOf(TASK_OF_STAGE[stage]) + 1;
    const rows = await this.dataSource.query(
      `WITH owned AS (
         UPDATE assets SET stage = $3, progress = greatest(progress, $4::real), heartbeat_at = now(), updated_at = now()
         WHERE id = $1 AND run_id = $2 AND status = 'processing' RETURNING id, progress
       ), moved AS (
         UPDATE tasks SET
           status = CASE WHEN position = 0 OR position = $5 THEN 'running' ELSE 'completed' END,
           progress = CASE WHEN position = 0 THEN owned.progress WHEN position = $5 THEN tasks.progress ELSE 1 END,
           started_at = coalesce(tasks.started_at, now()),
           finished_at = CASE WHEN position > 0 AND position < $5 THEN coalesce(tasks.finished_at, now()) END
         FROM owned WHERE tasks.asset_id = owned.id AND position <= $5 AND tasks.status IN ('queued', 'running')
       ) SELECT id FROM owned`,
      [assetId, runId, stage, Math.min(1, Math.max(0, fraction)), current],
    );
    return rowsOf(rows).length > 0;
  }

  /**
   * Record, display row, tasks and status in one transaction; false, and nothing written, where the run lost the asset.
   * Corrections that persons made in the meantime are read under the asset's lock and put onto the new record.
   */
  async complete(assetId: string, runId: string, read: ParsedCv, rebase?: RebaseCorrections): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const asset = await lockOwned(manager, assetId, runId);
      if (!asset) return false;
      const known = await correctionsOf(manager, assetId);
      if (known.length > 0 && !rebase) throw new Error('The record has corrections, and nobody puts them onto it.');
      const { parsed, corrections } = (await rebase?.(read, known)) ?? { parsed: read, corrections: known };
      await writeRecordVersion(manager, asset, parsed, 'parse');
      if (known.length > 0) await replaceCorrections(manager, asset, corrections);
      await manager.query(
        `UPDATE tasks SET progress = 1, started_at = coalesce(started_at, now()), finished_at = coalesce(finished_at, now()),
           status = CASE WHEN kind = 'ocr' AND $2 THEN 'skipped' ELSE 'completed' END
         WHERE asset_id = $1`,
        [assetId, !parsed.record.quality.findings.some(({ code }) => code === 'page_read_by_ocr')],
      );
      await manager.query(
        `UPDATE assets SET status = 'completed', stage = NULL, progress = 1, run_id = NULL, error_code = NULL,
           finished_at = now(), updated_at = now(), warnings = ${WARNINGS_OF_UPLOAD} || $2::jsonb WHERE id = $1`,
        [assetId, JSON.stringify(warningsOf(parsed)), [...FINDING_CODES, REPROCESS_FAILED]],
      );
      await dropDispatches(manager, assetId);
      await eraseFileAfterParse(manager, assetId);
      await enqueueWebhook(manager, {
        accountId: asset.accountId,
        event: 'asset.completed',
        data: { asset_id: assetId, status: 'completed' },
        subjectId: assetId,
      });
      return true;
    });
  }

  /** Ends the asset as failed; the credit goes back unless it was the document's fault. */
  async fail(assetId: string, runId: string, code: ParseErrorCode): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const asset = await lockOwned(manager, assetId, runId);
      if (asset) await failAsset(manager, assetId, asset.accountId, code);
      return asset !== null;
    });
  }

  /** Gives the asset back to the queue, or fails it when it had its last attempt. */
  async release(assetId: string, runId: string, options: Release): Promise<'queued' | 'failed' | 'lost'> {
    return this.dataSource.transaction(async (manager) => {
      const asset = await lockOwned(manager, assetId, runId);
      if (!asset) return 'lost';
      return requeueOrFail(manager, assetId, asset.accountId, options);
    });
  }

  /** Gives the asset back without counting the attempt: the worker is asked to stop. */
  async handBack(assetId: string, runId: string): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const asset = await lockOwned(manager, assetId, runId);
      if (!asset) return false;
      await manager.query('UPDATE assets SET attempts = attempts - 1 WHERE id = $1', [assetId]);
      await requeue(manager, assetId, 0);
      return true;
    });
  }
}

async function lockOwned(manager: EntityManager, assetId: string, runId: string): Promise<DisplaySource | null> {
  const rows = rowsOf<DisplaySource>(
    await manager.query(
      `SELECT id AS "assetId", account_id AS "accountId", filename, tags, external_ref AS "externalRef",
         created_at AS "createdAt"
       FROM assets WHERE id = $1 AND run_id = $2 AND status = 'processing' FOR UPDATE`,
      [assetId, runId],
    ),
  );
  return rows[0] ?? null;
}

async function requeue(manager: EntityManager, assetId: string, delaySeconds: number): Promise<void> {
  const rows = rowsOf<{ dispatches: number }>(
    await manager.query(
      `UPDATE assets SET status = 'queued', stage = NULL, run_id = NULL, progress = 0, dispatches = dispatches + 1,
         updated_at = now() WHERE id = $1 RETURNING dispatches`,
      [assetId],
    ),
  );
  await manager.query(`UPDATE tasks SET status = 'queued', progress = 0, finished_at = NULL WHERE asset_id = $1`, [
    assetId,
  ]);
  await dropDispatches(manager, assetId);
  await dispatchProcessing(manager, assetId, rows[0]?.dispatches ?? 1, delaySeconds);
}

/** Shared with the sweeper. The caller's transaction holds the asset's lock. */
export async function requeueOrFail(
  manager: EntityManager,
  assetId: string,
  accountId: string,
  { delaySeconds, maxAttempts, code }: Release,
): Promise<'queued' | 'failed'> {
  const rows = rowsOf<{ attempts: number }>(
    await manager.query('SELECT attempts FROM assets WHERE id = $1', [assetId]),
  );
  if ((rows[0]?.attempts ?? 0) >= maxAttempts) {
    await failAsset(manager, assetId, accountId, code);
    return 'failed';
  }
  await requeue(manager, assetId, delaySeconds);
  return 'queued';
}

async function failAsset(
  manager: EntityManager,
  assetId: string,
  accountId: string,
  code: ParseErrorCode,
): Promise<void> {
  const hasRecord = (await manager.query('SELECT 1 FROM master_records WHERE asset_id = $1 LIMIT 1', [assetId])).length;
  if (hasRecord) await keepRecord(manager, assetId, code);
  else
    await manager.query(
      `UPDATE assets SET status = 'failed', run_id = NULL, error_code = $2, finished_at = now(), updated_at = now()
       WHERE id = $1`,
      [assetId, code],
    );
  await manager.query(
    `UPDATE tasks SET status = CASE WHEN status = 'queued' THEN 'skipped' ELSE 'failed' END, finished_at = now(),
       error_code = CASE WHEN status = 'running' THEN $2 END
     WHERE asset_id = $1 AND status IN ('queued', 'running')`,
    [assetId, code],
  );
  await dropDispatches(manager, assetId);
  await eraseFileAfterParse(manager, assetId);
  // a run on an asset that has its record was not charged
  if (PARSE_ERRORS[code].kind !== 'document' && !hasRecord)
    await refundCredits(manager, { accountId, chargeId: assetId, chargeReason: 'upload' });
  const error = { code, message: PARSE_ERRORS[code].message };
  await enqueueWebhook(manager, {
    accountId,
    ...(hasRecord
      ? { event: 'asset.completed', data: { asset_id: assetId, status: 'completed', warning: REPROCESS_FAILED } }
      : { event: 'asset.failed', data: { asset_id: assetId, status: 'failed', error } }),
    subjectId: assetId,
  });
}

/** Another run on an asset that has its record failed: the record stays, and a warning tells. */
async function keepRecord(manager: EntityManager, assetId: string, code: ParseErrorCode): Promise<void> {
  const message = `The file was processed again and this failed; the record before it was kept. ${PARSE_ERRORS[code].message}`;
  await manager.query(
    `UPDATE assets SET status = 'completed', stage = NULL, progress = 1, run_id = NULL, error_code = NULL,
       finished_at = now(), updated_at = now(), warnings = ${WARNINGS_OF_UPLOAD} || $2::jsonb WHERE id = $1`,
    [assetId, JSON.stringify([{ code: REPROCESS_FAILED, message, reason: code }]), [REPROCESS_FAILED]],
  );
}

/** The warnings of an asset but for those whose codes are given as the third parameter: what a run before told. */
const WARNINGS_OF_UPLOAD = `coalesce((SELECT jsonb_agg(warning) FROM jsonb_array_elements(warnings) AS warning
  WHERE NOT (warning->>'code') = ANY($3::text[])), '[]')`;

const dropDispatches = (manager: EntityManager, assetId: string): Promise<unknown> =>
  manager.query(`DELETE FROM outbox WHERE asset_id = $1 AND job_kind = 'process_asset'`, [assetId]);

/** What the user should know although the parse went through. Messages are the catalogue's and quote no document. */
const warningsOf = (parsed: ParsedCv) =>
  parsed.record.quality.findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ code, message }) => ({ code, message }))
    .filter(({ code }, index, all) => all.findIndex((other) => other.code === code) === index);
