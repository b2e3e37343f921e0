import type { JobEvent, JobPage, TrackedJob, TrackerOwner } from '@vitamill/persistence';
import type { Principal } from '../auth/principal.js';

export const ownerOf = ({ accountId, userId }: Principal): TrackerOwner => ({ accountId, userId });

/** The version is the tag of a job for If-Match and If-None-Match. */
export const etagOf = (job: TrackedJob): string => String(job.version);

export const presentJob = (job: TrackedJob): Record<string, unknown> => ({ ...job });

export const presentEvent = (event: JobEvent): Record<string, unknown> => ({ ...event });

/** The envelope of a list. */
export const presentPage = (
  data: readonly unknown[],
  total: number,
  { page, limit }: Pick<JobPage, 'page' | 'limit'>,
) => ({
  data,
  total,
  page,
  limit,
  has_more: page * limit < total,
});
