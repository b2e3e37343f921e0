import { setTimeout as sleep } from 'node:timers/promises';
import { isDatabaseUnavailable } from '@vitamill/persistence';

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 3_000;

/** Tries the call again as long as the database cannot be reached, for up to `forMilliseconds`. */
export async function whileDatabaseIsAway<Result>(
  call: () => Promise<Result>,
  forMilliseconds = 120_000,
): Promise<Result> {
  const end = Date.now() + forMilliseconds;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    try {
      return await call();
    } catch (error) {
      if (!isDatabaseUnavailable(error) || Date.now() + pause > end) throw error;
      await sleep(pause);
    }
  }
}
