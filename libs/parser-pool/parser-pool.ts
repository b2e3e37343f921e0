import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  type CvParser,
  type ParsedCv,
  ParseError,
  type ParseErrorCode,
  type ParseOptions,
  type ProgressListener,
  type Stage,
  WorkBudget,
} from '@vitamill/domain';
import type { OcrConfig } from '@vitamill/ocr';
import type { ParseRequest, ParserMessage } from './messages.js';
import { processorTimeOf } from './processor-time.js';
import { residentMemoryOf } from './resident-memory.js';

export interface ParserPoolOptions {
  /** Documents parsed at once. */
  readonly processes: number;
  /** A process that holds more is ended, its document fails as `out_of_memory`. */
  readonly memoryMegabytes: number;
  /** A document that works longer fails as `timeout`; on the clock it may take five times as long. */
  readonly deadlineMilliseconds: number;
  /** Documents after which a process is replaced by a fresh one. */
  readonly recycleAfter: number;
  /** Prints stacks of internal errors to standard error. For developers: off in services. */
  readonly trace?: boolean;
  /** How pictures of pages are read. */
  readonly ocr?: OcrConfig;
}

interface Job {
  readonly request: ParseRequest;
  readonly onProgress: ProgressListener | undefined;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (parsed: ParsedCv) => void;
  readonly reject: (error: ParseError) => void;
}

interface Seat {
  readonly child: ChildProcess;
  job: Job | null;
  stage: Stage;
  done: number;
  /** Why we ended the process, where we did. */
  verdict: ParseErrorCode | null;
  stopWatching: () => void;
}

const CHECK_MILLISECONDS = 200;
/** V8 ends with SIGABRT (or its exit code) when its heap is full. */
const HEAP_FULL: readonly (string | number | null)[] = ['SIGABRT', 134];

/** From the sources (tests) the process still runs the built file. */
const PROCESS_FILE = fileURLToPath(new URL('./parser-process.js', import.meta.url)).replace(
  /(?<!\/dist)\/libs\/parser-pool\/parser-process\.js$/,
  '/dist/libs/parser-pool/parser-process.js',
);

/**
 * Parses each document in a process of its own kind: with a deadline and a ceiling of memory, so that a document can
 * end its process and nothing else. Processes are kept warm and replaced now and then. Throws ParseError, `timeout`,
 * `out_of_memory`, `parser_crash` and `cancelled` among them.
 */
export function createParserPool(options: ParserPoolOptions): CvParser {
  const seats: Seat[] = [];
  const queue: Job[] = [];
  let closed = false;

  const finish = (seat: Seat, settle: (job: Job) => void): void => {
    const { job } = seat;
    if (!job) return;
    seat.job = null;
    seat.stopWatching();
    settle(job);
  };

  const endSeat = (seat: Seat, verdict: ParseErrorCode): void => {
    seat.verdict ??= verdict;
    seat.child.kill('SIGKILL');
  };

  const openSeat = (): Seat => {
    const child = fork(PROCESS_FILE, [JSON.stringify(options.ocr ?? {}), ...(options.trace ? ['--trace'] : [])], {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${options.memoryMegabytes}`],
      stdio: ['ignore', options.trace ? 2 : 'ignore', options.trace ? 'inherit' : 'ignore', 'ipc'],
    });
    const seat: Seat = { child, job: null, stage: 'extract', done: 0, verdict: null, stopWatching: () => undefined };
    child.on('message', (message: ParserMessage) => {
      switch (message.kind) {
        case 'ready':
          return;
        case 'progress':
          seat.stage = message.stage;
          seat.job?.onProgress?.({ stage: message.stage, fraction: message.fraction });
          return;
        case 'parsed':
          finish(seat, (job) => job.resolve(message.parsed));
          break;
        case 'failed':
          finish(seat, (job) => job.reject(new ParseError(message.code, message.stage)));
          break;
        default:
          message satisfies never;
      }
      if (seat.done >= options.recycleAfter) retire(seat);
      assign();
    });
    const gone = (reason: ParseErrorCode): void => {
      const at = seats.indexOf(seat);
      if (at >= 0) seats.splice(at, 1);
      finish(seat, (job) => job.reject(new ParseError(seat.verdict ?? reason, seat.stage)));
      assign();
    };
    child.on('error', () => gone('parser_crash'));
    child.on('exit', (code, signal) => gone(HEAP_FULL.includes(signal ?? code) ? 'out_of_memory' : 'parser_crash'));
    seats.push(seat);
    return seat;
  };

  const retire = (seat: Seat): void => {
    const at = seats.indexOf(seat);
    if (at >= 0) seats.splice(at, 1);
    seat.child.removeAllListeners('exit');
    seat.child.kill('SIGKILL');
  };

  const watch = (seat: Seat): (() => void) => {
    const pid = seat.child.pid ?? 0;
    const budget = new WorkBudget(options.deadlineMilliseconds, performance.now(), processorTimeOf(pid) ?? 0);
    const deadline = setInterval(
      () => {
        if (budget.spend(performance.now(), processorTimeOf(pid))) endSeat(seat, 'timeout');
      },
      Math.min(CHECK_MILLISECONDS, options.deadlineMilliseconds),
    );
    const memory = setInterval(async () => {
      const held = await residentMemoryOf(pid);
      if (seat.job && held > options.memoryMegabytes * 1024 * 1024) endSeat(seat, 'out_of_memory');
    }, CHECK_MILLISECONDS);
    const { job } = seat;
    const cancel = (): void => endSeat(seat, 'cancelled');
    job?.signal?.addEventListener('abort', cancel, { once: true });
    return () => {
      clearInterval(deadline);
      clearInterval(memory);
      job?.signal?.removeEventListener('abort', cancel);
    };
  };

  const assign = (): void => {
    while (queue.length > 0 && !closed) {
      const seat =
        seats.find((s) => !s.job && !s.verdict && s.child.connected) ??
        (seats.length < options.processes ? openSeat() : null);
      if (!seat) return;
      const job = queue.shift()!;
      if (job.signal?.aborted) {
        job.reject(new ParseError('cancelled', 'extract'));
        continue;
      }
      seat.job = job;
      seat.stage = 'extract';
      seat.done += 1;
      seat.stopWatching = watch(seat);
      seat.child.send(job.request, (error) => {
        if (error) endSeat(seat, 'parser_crash');
      });
    }
  };

  return {
    parse: (bytes: Uint8Array, parseOptions: ParseOptions, hooks = {}) =>
      new Promise<ParsedCv>((resolve, reject) => {
        if (closed) return reject(new ParseError('cancelled', 'extract'));
        queue.push({
          request: { bytes, options: parseOptions },
          onProgress: hooks.onProgress,
          signal: hooks.signal,
          resolve,
          reject,
        });
        assign();
      }),
    async close() {
      closed = true;
      for (const job of queue.splice(0)) job.reject(new ParseError('cancelled', 'extract'));
      await Promise.all(
        [...seats].map(
          (seat) =>
            new Promise<void>((resolve) => {
              seat.verdict ??= 'cancelled';
              if (seat.child.exitCode !== null || seat.child.signalCode !== null) return resolve();
              seat.child.once('exit', () => resolve());
              seat.child.kill('SIGKILL');
            }),
        ),
      );
    },
  };
}
