import type { DataSource, EntityManager } from 'typeorm';
import { processJobId } from '../outbox-row.js';
import { rowsOf } from '../rows-of.js';
import type { AssetStatus } from '../types.js';

/** Which assets are to be processed again. */
export interface ReprocessSelection {
  /** Exactly these; the other conditions hold too. */
  readonly assetIds?: readonly string[];
  readonly status?: readonly ('completed' | 'failed')[];
  readonly tag?: string;
  readonly createdAfter?: Date;
  readonly createdBefore?: Date;
  /** Only those whose latest record was made by another pipeline or with other lexicons. */
  readonly notMadeBy?: { readonly pipelineVersion: string; readonly lexiconVersion: string | null };
  /** Only assets behind this one in the order of their ids: the last one of the call before. */
  readonly after?: string;
}

export type ReprocessResult =
  | { readonly kind: 'saturated' }
  | {
      readonly kind: 'queued';
      /** In the order of their ids. */
      readonly assets: readonly { readonly assetId: string; readonly taskId: string }[];
    };

/** Lets assets be processed once more. Nothing is charged; the record that is there stays until the new one is. */
export class ReprocessRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Queues up to `limit` assets of the selection that do not wait or run already, and no more than the queue may hold. */
  async queue(
    accountId: string,
    selection: ReprocessSelection,
    options: { readonly limit: number; readonly maxQueueDepth: number },
  ): Promise<ReprocessResult> {
    return this.dataSource.transaction(async (manager) => {
      const room = options.maxQueueDepth - (await queueDepth(manager));
      if (room <= 0) return { kind: 'saturated' };
      const assets = await chooseAssets(manager, accountId, selection, Math.min(options.limit, room));
      await requeueAll(
        manager,
        assets.map(({ assetId }) => assetId),
      );
      return { kind: 'queued', assets };
    });
  }

  /** The state of these assets of the account; unknown and deleted ones are left out. */
  async states(
    accountId: string,
    assetIds: readonly string[],
  ): Promise<{ assetId: string; taskId: string; status: AssetStatus }[]> {
    return this.dataSource.query(
      `SELECT id AS "assetId", task_id AS "taskId", status FROM assets
       WHERE account_id = $1 AND id = ANY($2::uuid[]) AND status <> 'deleted' ORDER BY id`,
      [accountId, assetIds],
    );
  }
}

const MAX_INTEGER = 2_147_483_647;

async function queueDepth(manager: EntityManager): Promise<number> {
  const [row] = await manager.query('SELECT count_waiting_assets($1) AS depth', [MAX_INTEGER]);
  return row.depth;
}

async function chooseAssets(
  manager: EntityManager,
  accountId: string,
  selection: ReprocessSelection,
  limit: number,
): Promise<{ assetId: string; taskId: string }[]> {
  const values: unknown[] = [accountId, selection.status ?? ['completed', 'failed']];
  const conditions = ['assets.object_key IS NOT NULL', 'assets.account_id = $1', 'assets.status = ANY($2::text[])'];
  const where = (condition: (place: string) => string, value: unknown): void => {
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  if (selection.assetIds) where((p) => `assets.id = ANY(${p}::uuid[])`, selection.assetIds);
  if (selection.tag !== undefined) where((p) => `assets.tags @> ${p}::text[]`, [selection.tag]);
  if (selection.createdAfter) where((p) => `assets.created_at >= ${p}`, selection.createdAfter);
  if (selection.createdBefore) where((p) => `assets.created_at < ${p}`, selection.createdBefore);
  if (selection.after !== undefined) where((p) => `assets.id > ${p}::uuid`, selection.after);
  if (selection.notMadeBy) {
    const { pipelineVersion, lexiconVersion } = selection.notMadeBy;
    where(
      (p) => `EXISTS (SELECT 1 FROM master_records AS made WHERE made.asset_id = assets.id AND made.latest
        AND (made.pipeline_version, coalesce(made.lexicon_version, ''))
          IS DISTINCT FROM ((${p}::text[])[1], (${p}::text[])[2]))`,
      [pipelineVersion, lexiconVersion ?? ''],
    );
  }
  values.push(limit);
  return rowsOf(
    await manager.query(
      `SELECT id AS "assetId", task_id AS "taskId" FROM assets WHERE ${conditions.join(' AND ')}
       ORDER BY id LIMIT $${values.length} FOR UPDATE`,
      values,
    ),
  );
}

/** The caller's transaction holds the locks of the assets. A new count of attempts starts. */
async function requeueAll(manager: EntityManager, assetIds: readonly string[]): Promise<void> {
  if (assetIds.length === 0) return;
  const rows = rowsOf<{ id: string; dispatches: number }>(
    await manager.query(
      `UPDATE assets SET status = 'queued', stage = NULL, run_id = NULL, progress = 0, attempts = 0, error_code = NULL,
         started_at = NULL, finished_at = NULL, dispatches = dispatches + 1, updated_at = now()
       WHERE id = ANY($1::uuid[]) RETURNING id, dispatches`,
      [assetIds],
    ),
  );
  await manager.query(
    `UPDATE tasks SET status = 'queued', progress = 0, started_at = NULL, finished_at = NULL, error_code = NULL
     WHERE asset_id = ANY($1::uuid[])`,
    [assetIds],
  );
  await manager.query(`DELETE FROM outbox WHERE asset_id = ANY($1::uuid[]) AND job_kind = 'process_asset'`, [assetIds]);
  await manager.query(
    `INSERT INTO outbox (job_kind, job_id, asset_id, payload)
     SELECT 'process_asset', job_id, asset_id, jsonb_build_object('kind', 'process_asset', 'assetId', asset_id)
     FROM unnest($1::text[], $2::uuid[]) AS jobs (job_id, asset_id) ON CONFLICT (job_id) DO NOTHING`,
    [rows.map(({ id, dispatches }) => processJobId(id, dispatches)), rows.map(({ id }) => id)],
  );
}
