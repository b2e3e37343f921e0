import type { RetentionRepository, TrackerRetentionRepository } from '@vitamill/persistence';
import type { ObjectStore } from '@vitamill/storage';
import { type Repetition, repeat } from '../repeat.js';

const BATCH = 100;

/** Erases on time. The file goes at once where the store answers, and by a job otherwise. */
export const startRetentionLoop = (
  retention: RetentionRepository,
  store: ObjectStore,
  pauseMilliseconds: number,
  onError: (error: unknown) => void,
): Repetition =>
  repeat(
    async () => {
      const { found, keys } = await retention.eraseExpired(BATCH);
      await Promise.allSettled(keys.map((key) => store.delete(key)));
      return found === BATCH ? 'again' : 'pause';
    },
    pauseMilliseconds,
    onError,
  );

/** Takes deleted jobs and ended scrapes of the tracker out for good once they were kept so many days. */
export const startTrackerPurge = (
  tracker: TrackerRetentionRepository,
  keepDays: number,
  pauseMilliseconds: number,
  onError: (error: unknown) => void,
): Repetition =>
  repeat(async () => ((await tracker.purge(keepDays, BATCH)) >= BATCH ? 'again' : 'pause'), pauseMilliseconds, onError);
