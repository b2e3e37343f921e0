import type { Job } from '@vitamill/domain';
import type { EntityManager } from 'typeorm';

/** Job ids have no colon: Bull keeps it for itself. */
export const processJobId = (assetId: string, dispatch: number): string => `process_asset.${assetId}.${dispatch}`;
const eraseJobId = (assetId: string): string => `erase_object.${assetId}`;

async function insert(manager: EntityManager, id: string, job: Job, delaySeconds: number): Promise<void> {
  await manager.query(
    `INSERT INTO outbox (job_kind, job_id, asset_id, payload, available_at)
     VALUES ($1, $2, $3, $4, now() + make_interval(secs => $5)) ON CONFLICT (job_id) DO NOTHING`,
    [job.kind, id, 'assetId' in job ? job.assetId : null, JSON.stringify(job), delaySeconds],
  );
}

/** Lets an asset be processed; `dispatch` counts how often it was handed over. */
export const dispatchProcessing = (
  manager: EntityManager,
  assetId: string,
  dispatch: number,
  delaySeconds = 0,
): Promise<void> => insert(manager, processJobId(assetId, dispatch), { kind: 'process_asset', assetId }, delaySeconds);

export const dispatchErasure = (manager: EntityManager, assetId: string, objectKey: string): Promise<void> =>
  insert(manager, eraseJobId(assetId), { kind: 'erase_object', assetId, objectKey }, 0);

const matchJobId = (matchId: string, dispatch: number): string => `run_match.${matchId}.${dispatch}`;

/** Lets a match or screening be computed; `dispatch` counts how often it was handed over. */
export const dispatchMatch = (
  manager: EntityManager,
  matchId: string,
  dispatch: number,
  delaySeconds = 0,
): Promise<void> => insert(manager, matchJobId(matchId, dispatch), { kind: 'run_match', matchId }, delaySeconds);
