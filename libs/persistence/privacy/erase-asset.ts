import type { EntityManager } from 'typeorm';
import { AssetEntity } from '../entities/asset.entity.js';
import { forgetExports, holdExportsBack } from '../exports/forget-exports.js';
import { dispatchErasure } from '../outbox-row.js';
import { rowsOf } from '../rows-of.js';
import { enqueueWebhook, eraseWebhookBodies } from '../webhooks/enqueue-webhook.js';
import { tablesOfAssets } from './asset-tables.js';
import { eraseFromTracker } from './tracker-subject.js';

export interface ErasedAsset {
  readonly deletedAt: Date;
  /** For a caller that erases the object at once; null where it is gone already. A job erases it in any case. */
  readonly objectKey: string | null;
  /** Rows that were erased, by table. */
  readonly rows: Readonly<Record<string, number>>;
}

/** Erases everything personal about an asset and leaves a tombstone; null where the account has no such asset. */
export async function eraseAsset(manager: EntityManager, accountId: string, id: string): Promise<ErasedAsset | null> {
  await holdExportsBack(manager, accountId);
  const asset = await manager.findOne(AssetEntity, { where: { accountId, id }, lock: { mode: 'pessimistic_write' } });
  if (!asset) return null;
  if (asset.deletedAt) return { deletedAt: asset.deletedAt, objectKey: null, rows: {} };
  const rows: Record<string, number> = {};
  const updated = rowsOf<{ deleted_at: Date }>(
    await manager.query(
      `UPDATE assets SET status = 'deleted', run_id = NULL, stage = NULL, filename = NULL, content_type = NULL,
         sha256 = NULL, tags = '{}', locale = NULL, external_ref = NULL, object_key = NULL, warnings = '[]',
         error_code = NULL, expires_at = NULL, deleted_at = now(), updated_at = now()
       WHERE id = $1 RETURNING deleted_at`,
      [id],
    ),
  );
  for (const table of await tablesOfAssets(manager)) {
    // A match counts its candidates: the row stays, and what it says of the person goes.
    const statement =
      table === 'match_candidates'
        ? `UPDATE match_candidates SET cv_text = NULL, file_bytes = NULL, parsed = NULL, result = NULL WHERE asset_id = $1 RETURNING 1`
        : `DELETE FROM ${table} WHERE asset_id = $1 RETURNING 1`;
    const count = rowsOf(await manager.query(statement, [id])).length;
    if (count > 0) rows[table] = count;
  }
  // Documents that name it, scores worked out of it, and settings that choose it.
  const tracked = await eraseFromTracker(manager, { accountId, emails: [], assetIds: [id] });
  for (const [table, count] of Object.entries(tracked)) rows[table] = (rows[table] ?? 0) + count;
  if (Object.keys(rows).some((table) => table.startsWith('display_'))) {
    const files = await forgetExports(manager, accountId, { createdAt: asset.createdAt });
    if (files > 0) rows.export_jobs = files;
  }
  // Kept answers to repeated requests may quote the name of the file.
  const answers = await manager.query(
    'DELETE FROM idempotency_keys WHERE account_id = $1 AND resource_id = $2 RETURNING 1',
    [accountId, id],
  );
  if (rowsOf(answers).length > 0) rows.idempotency_keys = (rows.idempotency_keys ?? 0) + rowsOf(answers).length;
  if (asset.objectKey) await dispatchErasure(manager, id, asset.objectKey);
  const bodies = await eraseWebhookBodies(manager, [id]);
  if (bodies > 0) rows.webhook_messages = bodies;
  await enqueueWebhook(manager, { accountId, event: 'asset.deleted', data: { asset_id: id, status: 'deleted' } });
  return { deletedAt: updated[0]?.deleted_at ?? new Date(), objectKey: asset.objectKey, rows };
}

/** Where the upload asked for it: the file goes once it was read, for good or for bad; what was read stays. */
export async function eraseFileAfterParse(manager: EntityManager, assetId: string): Promise<void> {
  const rows = rowsOf<{ object_key: string }>(
    await manager.query(
      `WITH done AS (SELECT id, object_key FROM assets WHERE id = $1 AND delete_after_parse AND object_key IS NOT NULL),
         cleared AS (UPDATE assets SET object_key = NULL FROM done WHERE assets.id = done.id)
       SELECT object_key FROM done`,
      [assetId],
    ),
  );
  if (rows[0]) await dispatchErasure(manager, assetId, rows[0].object_key);
}
