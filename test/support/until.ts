import { setTimeout as sleep } from 'node:timers/promises';

/** How much longer than usual things may take where all cores are busy. */
const PATIENCE = 3;

/** Waits for the condition; one that throws does not hold yet. */
export async function until(condition: () => boolean | Promise<boolean>, seconds = 30): Promise<void> {
  for (const end = Date.now() + seconds * PATIENCE * 1_000; Date.now() < end; await sleep(50))
    if (
      await Promise.resolve()
        .then(condition)
        .catch(() => false)
    )
      return;
  throw new Error('It did not come to pass in time.');
}
