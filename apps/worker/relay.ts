import type { OutboxRepository } from '@vitamill/persistence';
import type { JobQueue } from '@vitamill/queue';
import { type Repetition, repeat } from './repeat.js';

const BATCH = 100;
const PAUSE = 200;

/** Hands what stands in the outbox to the queue. Several may run: each row goes to one of them. */
export const startRelay = (outbox: OutboxRepository, queue: JobQueue, onError: (error: unknown) => void): Repetition =>
  repeat(
    async () => ((await outbox.relayBatch(BATCH, (jobs) => queue.publish(jobs))) === BATCH ? 'again' : 'pause'),
    PAUSE,
    onError,
  );
