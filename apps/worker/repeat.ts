export interface Repetition {
  /** Ends after the round at work. */
  stop(): Promise<void>;
}

/** Calls `round` again and again until stopped: at once while it says `again`, else after the pause. */
export function repeat(
  round: () => Promise<'again' | 'pause'>,
  pauseMilliseconds: number,
  onError: (error: unknown) => void,
): Repetition {
  let running = true;
  let wake = () => {};
  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const loop = (async () => {
    while (running) {
      const next = await round().catch((error: unknown) => {
        onError(error);
        return 'failed' as const;
      });
      if (running && next !== 'again')
        await pause(next === 'failed' ? Math.max(1_000, pauseMilliseconds) : pauseMilliseconds);
    }
  })();
  return {
    stop: () => {
      running = false;
      wake();
      return loop;
    },
  };
}
