import type { Correction, ParsedCv } from '@vitamill/domain';
import type { DataSource, EntityManager } from 'typeorm';
import type { DisplaySource } from '../display/write-display-rows.js';
import { type NewAuditEntry, writeAudit } from '../privacy/audit.repository.js';
import { correctionsOf, replaceCorrections, writeRecordVersion } from '../record-version.js';
import { rowsOf } from '../rows-of.js';
import type { RecordOrigin } from '../types.js';
import { enqueueWebhook } from '../webhooks/enqueue-webhook.js';

export interface NextVersion {
  /** The version that this one was made from. Another one in the meantime: nothing is written. */
  readonly basedOn: number;
  readonly origin: RecordOrigin;
  readonly parsed: ParsedCv;
  /** All that hold from now on; left out where they did not change. */
  readonly corrections?: readonly Correction[];
  /** Who corrected: it is written down and told to endpoints. Left out where the service made the version by itself. */
  readonly by?: Pick<NewAuditEntry, 'actor' | 'requestId'>;
}

/** What persons set in records, and the versions that come of it. */
export class CorrectionRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Those that hold for an asset, in their order; an asset of another account has none. */
  async list(accountId: string, assetId: string): Promise<Correction[]> {
    const [own] = await this.dataSource.query('SELECT 1 FROM assets WHERE id = $1 AND account_id = $2', [
      assetId,
      accountId,
    ]);
    return own ? correctionsOf(this.dataSource.manager, assetId) : [];
  }

  /**
   * Writes a version on top of the latest one: record, corrections and display row in one transaction. Gives its number,
   * null where the latest version is not the one that it is based on, or the asset is gone.
   */
  async write(accountId: string, assetId: string, next: NextVersion): Promise<number | null> {
    return this.dataSource.transaction(async (manager) => {
      const source = await lockSource(manager, accountId, assetId);
      const rows = rowsOf<{ version: number }>(
        await manager.query('SELECT version FROM master_records WHERE asset_id = $1 AND latest', [assetId]),
      );
      if (!source || rows[0]?.version !== next.basedOn) return null;
      const version = await writeRecordVersion(manager, source, next.parsed, next.origin);
      if (next.by) await tell(manager, source, version, next.by);
      if (next.corrections) await replaceCorrections(manager, source, next.corrections);
      await manager.query('UPDATE assets SET updated_at = now() WHERE id = $1', [assetId]);
      return version;
    });
  }
}

async function tell(
  manager: EntityManager,
  { accountId, assetId }: DisplaySource,
  version: number,
  by: NonNullable<NextVersion['by']>,
): Promise<void> {
  await writeAudit(manager, { accountId, action: 'record.corrected', subjects: [assetId], ...by });
  const data = { asset_id: assetId, version };
  await enqueueWebhook(manager, { accountId, event: 'record.corrected', data, subjectId: assetId });
}

async function lockSource(manager: EntityManager, accountId: string, assetId: string): Promise<DisplaySource | null> {
  const rows = rowsOf<DisplaySource>(
    await manager.query(
      `SELECT id AS "assetId", account_id AS "accountId", filename, tags, external_ref AS "externalRef",
         created_at AS "createdAt"
       FROM assets WHERE id = $1 AND account_id = $2 AND status <> 'deleted' FOR UPDATE`,
      [assetId, accountId],
    ),
  );
  return rows[0] ?? null;
}
