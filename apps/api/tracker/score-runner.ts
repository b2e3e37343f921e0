import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type JobToScore, ScoringQueueRepository, TrackedJobRepository } from '@vitamill/persistence';
import type { Logger } from 'pino';
import { ApiError } from '../errors/api-errors.js';
import { LOGGER } from '../ports.js';
import { BackgroundWork } from './background-work.js';
import { JobScoring, scoreOf } from './job-scoring.js';

const LOOK_MILLISECONDS = 1_000;
/** Longer than a score takes. */
const CLAIM_SECONDS = 60;
/** A CV that is being read is there soon. */
const LATER_SECONDS = 15;

/** Scores jobs by themselves, one at a time, so that requests have their turn. */
@Injectable()
export class ScoreRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly background: BackgroundWork;

  constructor(
    @Inject(ScoringQueueRepository) private readonly queue: ScoringQueueRepository,
    @Inject(TrackedJobRepository) private readonly jobs: TrackedJobRepository,
    @Inject(JobScoring) private readonly scoring: JobScoring,
    @Inject(LOGGER) logger: Logger,
  ) {
    const options = { parallel: 1, everyMilliseconds: LOOK_MILLISECONDS, what: 'scoring' };
    this.background = new BackgroundWork((isClosing) => this.work(isClosing), options, logger);
  }

  onApplicationBootstrap(): void {
    this.background.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.background.stop();
  }

  private async work(isClosing: () => boolean): Promise<void> {
    while (!isClosing()) {
      const due = await this.queue.claim(CLAIM_SECONDS);
      if (!due) return;
      try {
        await this.score(due);
        await this.queue.finish(due);
      } catch (error) {
        // Without a CV there is nothing to score by; whoever has one later asks for it.
        if (error instanceof ApiError && error.code === 'validation_error') await this.queue.finish(due);
        else await this.queue.putOff(due, LATER_SECONDS);
        if (!(error instanceof ApiError)) throw error;
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  private async score({ id, owner }: JobToScore): Promise<void> {
    const job = await this.jobs.find(owner, id);
    if (!job) return;
    const scored = await this.scoring.match(owner, job, undefined);
    const isOfThis = (current: typeof job) =>
      current.job_description === job.job_description && current.job_title === job.job_title;
    await this.jobs.change(owner, [id], (current) => (isOfThis(current) ? scoreOf(scored) : {}));
  }
}
