import { createHash } from 'node:crypto';
import type { Correction, ParsedCv } from '@vitamill/domain';
import type { EntityManager } from 'typeorm';
import { type DisplaySource, writeDisplayRows } from './display/write-display-rows.js';
import { rowsOf } from './rows-of.js';
import { toJsonb } from './storable.js';
import type { RecordOrigin } from './types.js';

/**
 * Writes the next version of a record, as the latest one, and its display row; gives the number of the version. The
 * caller's transaction holds the asset's lock.
 */
export async function writeRecordVersion(
  manager: EntityManager,
  source: DisplaySource,
  { record, provenance }: ParsedCv,
  origin: RecordOrigin,
): Promise<number> {
  const text = toJsonb(record);
  const etag = createHash('sha256').update(text).digest('hex').slice(0, 32);
  await manager.query('UPDATE master_records SET latest = false WHERE asset_id = $1 AND latest', [source.assetId]);
  const rows = rowsOf<{ version: number }>(
    await manager.query(
      `INSERT INTO master_records (asset_id, account_id, version, latest, schema_version, pipeline_version,
         lexicon_version, taxonomy_versions, origin, record, provenance, etag)
       SELECT $1, $2, coalesce(max(version), 0) + 1, true, $3, $4, $5, $6, $7, $8, $9, $10
       FROM master_records WHERE asset_id = $1 RETURNING version`,
      [
        source.assetId,
        source.accountId,
        record.schema_version,
        record.pipeline_version,
        record.lexicon_version ?? null,
        record.taxonomy_versions ?? [],
        origin,
        text,
        toJsonb(provenance),
        etag,
      ],
    ),
  );
  await writeDisplayRows(manager, source, record);
  return rows[0]?.version ?? 1;
}

interface CorrectionRow {
  readonly id: string;
  readonly kind: Correction['kind'];
  readonly list: string | null;
  readonly entry_id: string | null;
  readonly base_entry: unknown;
  readonly path: string;
  readonly members: string[] | null;
  readonly value: unknown;
  readonly base_value: unknown;
  readonly key_id: string | null;
  readonly user_id: string | null;
  readonly made_at: Date;
  readonly version: number;
  readonly conflict: Correction['conflict'];
  readonly entry_index: number | null;
}

/** All corrections that hold for an asset, in their order. */
export async function correctionsOf(manager: EntityManager, assetId: string): Promise<Correction[]> {
  const rows: CorrectionRow[] = await manager.query('SELECT * FROM corrections WHERE asset_id = $1 ORDER BY position', [
    assetId,
  ]);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    list: row.list,
    entryId: row.entry_id,
    baseEntry: row.base_entry,
    path: row.path,
    members: row.members,
    value: row.value,
    baseValue: row.base_value,
    keyId: row.key_id,
    userId: row.user_id,
    at: row.made_at.toISOString(),
    version: row.version,
    conflict: row.conflict,
    index: row.entry_index,
  }));
}

/** Writes all corrections that hold from now on, in place of those that did. */
export async function replaceCorrections(
  manager: EntityManager,
  { assetId, accountId }: Pick<DisplaySource, 'assetId' | 'accountId'>,
  corrections: readonly Correction[],
): Promise<void> {
  await manager.query('DELETE FROM corrections WHERE asset_id = $1', [assetId]);
  if (corrections.length === 0) return;
  await manager.query(
    `INSERT INTO corrections (id, asset_id, account_id, position, kind, list, entry_id, base_entry, path, members, value,
       base_value, key_id, user_id, made_at, version, conflict, entry_index)
     SELECT (c->>'id')::uuid, $1, $2, place, c->>'kind', c->>'list', (c->>'entryId')::uuid, c->'baseEntry', c->>'path',
       CASE WHEN jsonb_typeof(c->'members') = 'array'
         THEN ARRAY(SELECT jsonb_array_elements_text(c->'members')) END,
       c->'value', c->'baseValue', (c->>'keyId')::uuid, (c->>'userId')::uuid, (c->>'at')::timestamptz, (c->>'version')::integer,
       c->>'conflict', (c->>'index')::integer
     FROM jsonb_array_elements($3::jsonb) WITH ORDINALITY AS given (c, place)`,
    [assetId, accountId, toJsonb(corrections)],
  );
}
