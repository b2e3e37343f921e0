import type {
  ExpiredBatch,
  FailedErasure,
  RetentionRepository,
  TrackerRetentionRepository,
} from '@vitamill/persistence';
import type { ObjectStore } from '@vitamill/storage';
import { type Repetition, repeat } from '../repeat.js';

const BATCH = 100;

/**
 * Erases on time. The file goes at once where the store answers, and by a job otherwise. What cannot be erased is told and
 * passed over; it is tried again after the pause.
 */
export function startRetentionLoop(
  retention: Pick<RetentionRepository, 'eraseExpired'>,
  store: Pick<ObjectStore, 'delete'>,
  pauseMilliseconds: number,
  onFailures: (failures: readonly FailedErasure[]) => void,
  onError: (error: unknown) => void,
): Repetition {
  let after: ExpiredBatch['next'] = null;
  return repeat(
    async () => {
      const { keys, failures, next } = await retention.eraseExpired(BATCH, after);
      after = next;
      if (failures.length > 0) onFailures(failures);
      await Promise.allSettled(keys.map((key) => store.delete(key)));
      return next ? 'again' : 'pause';
    },
    pauseMilliseconds,
    onError,
  );
}

/** Takes deleted jobs and ended scrapes of the tracker out for good once they were kept so many days. */
export const startTrackerPurge = (
  tracker: TrackerRetentionRepository,
  keepDays: number,
  pauseMilliseconds: number,
  onError: (error: unknown) => void,
): Repetition =>
  repeat(async () => ((await tracker.purge(keepDays, BATCH)) >= BATCH ? 'again' : 'pause'), pauseMilliseconds, onError);
