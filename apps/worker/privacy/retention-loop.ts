import type { RetentionRepository } from '@vitamill/persistence';
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
