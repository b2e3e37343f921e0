import { type IdentifiedJob, JOB_KINDS, type Job, type JobKind } from '@vitamill/domain';

export type JobHandlers = { readonly [Kind in JobKind]: (job: Extract<Job, { kind: Kind }>) => Promise<void> };

/**
 * Hands jobs to workers, each at least once. A handler that resolves ends its job; one that throws leaves it to be
 * handed over again later.
 */
export interface JobQueue {
  /** Adds jobs; one whose id is in the queue already is left as it is. */
  publish(jobs: readonly IdentifiedJob[]): Promise<void>;
  /** Starts to take jobs. Throws at once where a kind of job has no handler. */
  process(handlers: JobHandlers, concurrency: number): void;
  /** Whether the job waits or runs. */
  has(jobId: string): Promise<boolean>;
  /** Jobs that wait, and for how long the oldest has. */
  waiting(): Promise<{ readonly depth: number; readonly oldestSeconds: number }>;
  /** Throws where jobs could not be taken. */
  check(): Promise<void>;
  /** Takes no more jobs; those at work go on. */
  pause(): Promise<void>;
  /** Waits for the jobs at work and lets go of all connections. */
  close(): Promise<void>;
}

/** What the queue needs to end a job for good. */
export interface JobLedger {
  finishJob(jobId: string): Promise<void>;
}

/** A job without a handler would wait for ever: the boot stops instead. */
export function assertHandlers(handlers: JobHandlers): void {
  const missing = JOB_KINDS.filter((kind) => typeof handlers[kind] !== 'function');
  if (missing.length > 0) throw new Error(`These jobs have no handler: ${missing.join(', ')}`);
}

export const runJob = (handlers: JobHandlers, job: Job): Promise<void> => {
  const handler = handlers[job.kind] as ((job: Job) => Promise<void>) | undefined;
  return handler ? handler(job) : Promise.reject(new Error('The job is of an unknown kind.'));
};

/** Told of what went wrong outside of any handler: a lost connection, a handler that threw. */
export type QueueErrorListener = (error: unknown, jobId: string | null) => void;
