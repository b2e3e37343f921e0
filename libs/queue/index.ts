export { BullJobQueue } from './bull-job-queue.js';
export { type BullConnection, bullConnection, QUEUE_NAME } from './bull-options.js';
export { EmbeddedJobQueue, type EmbeddedQueueOptions, type JobClaims } from './embedded-job-queue.js';
export type { JobHandlers, JobLedger, JobQueue, QueueErrorListener } from './job-queue.js';
export { JOB_QUEUE, type QueueModuleOptions, queueModuleFor } from './queue.module.js';
