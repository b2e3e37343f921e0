import type { EntityManager } from 'typeorm';
import { AssetEntity } from '../entities/asset.entity.js';
import { newId } from '../ids.js';
import { chargeCredits, lockWallet } from '../ledger/ledger.js';
import { dispatchProcessing } from '../outbox-row.js';
import { rowsOf } from '../rows-of.js';
import { type AcceptResult, CHILD_TASK_KINDS, type NewAsset } from '../types.js';

async function isSaturated(manager: EntityManager, maxQueueDepth: number): Promise<boolean> {
  const most = Math.max(1, maxQueueDepth);
  const [row] = await manager.query('SELECT count_waiting_assets($1) AS waiting', [most]);
  return row.waiting >= most;
}

export async function findLiveDuplicate(
  manager: EntityManager,
  accountId: string,
  sha256: string,
): Promise<string | null> {
  const rows = rowsOf<{ id: string }>(
    await manager.query(`SELECT id FROM assets WHERE account_id = $1 AND sha256 = $2 AND status <> 'deleted'`, [
      accountId,
      sha256,
    ]),
  );
  return rows[0]?.id ?? null;
}

/** The body of the accepting transaction. The account's lock puts its uploads in a row: credits and duplicates cannot race. */
export async function acceptAsset(
  manager: EntityManager,
  asset: NewAsset,
  maxQueueDepth: number,
): Promise<AcceptResult> {
  const wallet = await lockWallet(manager, asset.accountId);
  const duplicate = await findLiveDuplicate(manager, asset.accountId, asset.sha256);
  if (duplicate) return { kind: 'duplicate', assetId: duplicate };
  if (await isSaturated(manager, maxQueueDepth)) return { kind: 'saturated' };
  const charge = { accountId: asset.accountId, amount: 1, reason: 'upload' as const, referenceId: asset.id };
  const charged = await chargeCredits(manager, charge, wallet);
  if (charged.kind === 'insufficient') return { kind: 'no_credits' };
  const taskId = newId();
  await manager.query(
    `INSERT INTO assets (id, account_id, task_id, status, filename, content_type, size_bytes, sha256, tags, locale,
       external_ref, object_key, warnings, expires_at, delete_after_parse, reference_date, created_at, updated_at)
     SELECT $1, $2, $3, 'queued', $4, $5, $6, $7, $8, $9, $10, $11, $12,
       least($13::timestamptz, now() + make_interval(days => retention_days)), coalesce($14, delete_after_parse),
       (now() AT TIME ZONE 'UTC')::date, now(), now() FROM accounts WHERE id = $2`,
    [
      asset.id,
      asset.accountId,
      taskId,
      asset.filename,
      asset.contentType,
      asset.sizeBytes,
      asset.sha256,
      asset.tags,
      asset.locale,
      asset.externalRef,
      asset.objectKey,
      JSON.stringify(asset.warnings ?? []),
      asset.expiresAt ?? null,
      asset.deleteAfterParse ?? null,
    ],
  );
  await manager.query(
    `INSERT INTO tasks (id, asset_id, parent_id, kind, position, status)
     SELECT id, $1, CASE WHEN place > 1 THEN $2::uuid END, kind, place - 1, 'queued'
     FROM unnest($3::uuid[], $4::text[]) WITH ORDINALITY AS new (id, kind, place)`,
    [asset.id, taskId, [taskId, ...CHILD_TASK_KINDS.map(() => newId())], ['process_cv', ...CHILD_TASK_KINDS]],
  );
  await dispatchProcessing(manager, asset.id, 1);
  return {
    kind: 'accepted',
    asset: await manager.findOneByOrFail(AssetEntity, { id: asset.id }),
    taskId,
    creditsRemaining: charged.balance,
  };
}
