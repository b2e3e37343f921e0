import { BullModule, getQueueToken } from '@nestjs/bull';
import { type DynamicModule, Module, type ModuleMetadata, type Type } from '@nestjs/common';
import type { Queue } from 'bull';
import { BullJobQueue } from './bull-job-queue.js';
import { bullConnection, QUEUE_NAME } from './bull-options.js';
import { EmbeddedJobQueue, type JobClaims } from './embedded-job-queue.js';
import type { QueueErrorListener } from './job-queue.js';

export const JOB_QUEUE = Symbol('JobQueue');

export interface QueueModuleOptions {
  /** Null: the embedded queue. */
  readonly redisUrl: string | null;
  /** The provider of the outbox, and where it comes from. */
  readonly claims: Type<JobClaims>;
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  readonly onError: QueueErrorListener;
}

@Module({})
export class QueueModule {}

/** Provides `JOB_QUEUE`: Bull where Redis is configured, else the outbox table itself. */
export function queueModuleFor({ redisUrl, claims, imports, onError }: QueueModuleOptions): DynamicModule {
  const shared = { module: QueueModule, exports: [JOB_QUEUE] };
  if (redisUrl === null)
    return {
      ...shared,
      imports,
      providers: [
        {
          provide: JOB_QUEUE,
          inject: [claims],
          useFactory: (outbox: JobClaims) => new EmbeddedJobQueue(outbox, onError),
        },
      ],
    };
  const { options, disconnect } = bullConnection(redisUrl);
  return {
    ...shared,
    imports: [...imports, BullModule.registerQueue({ name: QUEUE_NAME, ...options })],
    providers: [
      {
        provide: JOB_QUEUE,
        inject: [getQueueToken(QUEUE_NAME), claims],
        useFactory: (queue: Queue, outbox: JobClaims) => new BullJobQueue(queue, outbox, disconnect, onError),
      },
    ],
  };
}
