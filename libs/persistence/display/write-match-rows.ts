import type { EntityManager } from 'typeorm';
import { toJsonb } from '../storable.js';
import { MATCH_GRAIN } from './grains.js';
import { type EndedCandidate, projectMatches } from './project-matches.js';

/** Goes up when the projection changes; rows of an older one are projected anew while everything serves on. */
export const MATCH_PROJECTION_VERSION = 1;

/**
 * Candidates of a job as `projectMatches` takes them, in the order of the request. Until the transaction ends nobody
 * erases one of them: assets are locked before candidates, as erasing does.
 */
export async function lockEndedCandidates(
  manager: EntityManager,
  jobId: string,
): Promise<(EndedCandidate & { readonly status: string })[]> {
  await manager.query(
    `SELECT 1 FROM assets WHERE id IN (SELECT asset_id FROM match_candidates WHERE job_id = $1) ORDER BY id FOR KEY SHARE`,
    [jobId],
  );
  return manager.query(
    `SELECT position, candidate_ref AS ref, asset_id AS "assetId", cv_language AS "cvLanguage", status, result, error
     FROM match_candidates WHERE job_id = $1 ORDER BY position FOR SHARE`,
    [jobId],
  );
}

const REPLACED = MATCH_GRAIN.columns
  .filter(({ name }) => !(MATCH_GRAIN.key as readonly string[]).includes(name))
  .map(({ name }) => `"${name}" = excluded."${name}"`)
  .join(', ');

/** Writes the flat rows of a completed job over those that were there, in the caller's transaction. Erased ones get none. */
export async function writeMatchRows(
  manager: EntityManager,
  jobId: string,
  candidates: readonly EndedCandidate[],
): Promise<void> {
  await manager.query(
    `WITH job AS (
       UPDATE match_jobs SET display_version = $3 WHERE id = $1
       RETURNING id, account_id, family, version_hash, created_at, completed_at, expires_at)
     INSERT INTO display_matches SELECT made.* FROM job, jsonb_array_elements($2::jsonb) AS item,
       jsonb_populate_record(NULL::display_matches, item || jsonb_build_object(
         'job_id', job.id, 'account_id', job.account_id, 'family', job.family, 'version_hash', job.version_hash,
         'created_at', job.created_at, 'completed_at', job.completed_at, 'expires_at', job.expires_at,
         'updated_at', now())) AS made
     WHERE NOT EXISTS (SELECT 1 FROM assets WHERE assets.id = made.asset_id AND status = 'deleted')
       AND NOT EXISTS (SELECT 1 FROM display_match_deletions gone WHERE gone.job_id = job.id AND gone.ordinal = made.ordinal)
     ON CONFLICT (job_id, ordinal) DO UPDATE SET ${REPLACED}`,
    [jobId, toJsonb(projectMatches(candidates)), MATCH_PROJECTION_VERSION],
  );
}
