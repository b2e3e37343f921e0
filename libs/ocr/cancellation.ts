import { ParseError } from '@vitamill/domain';

export const cancelled = (): ParseError => new ParseError('cancelled', 'ocr');

/** Work was cut off because the document used up its time. Never leaves this library. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
}

/** Rejects as soon as `signal` aborts; the work itself is stopped by whoever owns it. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) {
    work.catch(() => {});
    throw signal.reason;
  }
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    work.catch(() => {});
  }
}
