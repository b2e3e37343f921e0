import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 10_000;
const CRASHES = 5;
const WITHIN = 60_000;

/** The end of a log, for error messages. */
export const tailOf = (path, lines = 8) => readFileSync(path, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');

/** Runs `start(log)`, which resolves to a child process, with a log file open for it. */
export async function withLog(path, start) {
  const log = openSync(path, 'a', 0o600);
  try {
    return await start(log);
  } finally {
    closeSync(log);
  }
}

/**
 * Keeps a child running: one that ends is started again after a pause that doubles; one that ends again and again is
 * given up (`onGivenUp`). `start` resolves to the child process, `stop(child)` resolves when it is gone.
 */
export function keepRunning({ name, start, stop, say, onGivenUp }) {
  let child = null;
  let first = Promise.resolve();
  let stopping = false;
  let crashes = [];
  const watch = (running) => {
    child = running;
    const onEnd = (code, signal) => {
      if (stopping || child !== running) return;
      crashes = [...crashes.filter((time) => time > Date.now() - WITHIN), Date.now()];
      if (crashes.length >= CRASHES) return onGivenUp(`${name} ended ${CRASHES} times within a minute`);
      const pause = Math.min(FIRST_PAUSE * 2 ** (crashes.length - 1), LONGEST_PAUSE);
      say(`${name} ended (${signal ?? `exit status ${code}`}) and is started again in ${pause / 1000} s.`);
      again(pause);
    };
    if (running.exitCode !== null || running.signalCode !== null) onEnd(running.exitCode, running.signalCode);
    else running.once('exit', onEnd);
  };
  const again = async (pause) => {
    await sleep(pause);
    if (stopping) return;
    try {
      const running = await start();
      if (stopping) await stop(running);
      else watch(running);
    } catch (error) {
      onGivenUp(`${name} cannot be started again: ${error.message}`);
    }
  };
  return {
    /** The first start; rejects where it fails. */
    start: () => {
      first = start().then(watch);
      return first;
    },
    stop: async () => {
      stopping = true;
      await first.catch(() => undefined);
      if (child) await stop(child);
    },
    isRunning: () => child !== null && child.exitCode === null && child.signalCode === null,
  };
}
