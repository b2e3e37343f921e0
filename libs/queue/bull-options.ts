import type { QueueOptions } from 'bull';
import { Redis, type RedisOptions } from 'ioredis';

export const QUEUE_NAME = 'vitamill-jobs';

/** A worker that was killed loses its jobs after so long. */
const LOCK_MILLISECONDS = 15_000;

export interface BullConnection {
  readonly options: QueueOptions;
  /** Bull leaves clients that it did not make to whoever did. */
  disconnect(): void;
}

/** The settings of the one Bull queue, for its Nest module and for whoever makes it by hand. */
export function bullConnection(redisUrl: string): BullConnection {
  const clients: Redis[] = [];
  const settings: QueueOptions = {
    prefix: '{vitamill}',
    createClient: (type) => {
      // Waiting commands must survive a restart of Redis; all others tell soon that it is away, and the caller tries again.
      const options: RedisOptions =
        type === 'client'
          ? { maxRetriesPerRequest: 2, commandTimeout: 10_000 }
          : { maxRetriesPerRequest: null, enableReadyCheck: false };
      const client = new Redis(redisUrl, { ...options, retryStrategy: (times) => Math.min(times * 100, 2_000) });
      // Bull reports errors of its queue; a client without a listener would end the process.
      client.on('error', () => undefined);
      clients.push(client);
      return client as never;
    },
    settings: {
      lockDuration: LOCK_MILLISECONDS,
      lockRenewTime: LOCK_MILLISECONDS / 3,
      stalledInterval: LOCK_MILLISECONDS / 2,
      maxStalledCount: 5,
    },
  };
  return {
    options: settings,
    disconnect: () => {
      for (const client of clients) client.disconnect();
    },
  };
}
