import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import {
  type JobChange,
  type ScrapeRun,
  ScrapeRunRepository,
  type TrackedJobFields,
  TrackedJobRepository,
  TrackerSettingsRepository,
} from '@vitamill/persistence';
import { extractPosting, type FetchOptions, fetchPage, type Posting, ScrapeError } from '@vitamill/scraper';
import type { Logger } from 'pino';
import { LazyMatcher, MATCHER } from '../matching/matching-parts.js';
import { LOGGER } from '../ports.js';
import { BackgroundWork } from './background-work.js';
import { isHttps, newJobBody } from './job.bodies.js';
import { type ParsedDescription, readDescription } from './read-description.js';
import { inZone } from './zoned-time.js';

export const FETCH_OPTIONS = Symbol('FetchOptions');

/** Pages that one process reads at once; of one host it is one over all processes. */
const PARALLEL = 4;
/** What waits for a host, or was left by a process that went away, is looked for so often. */
const LOOK_MILLISECONDS = 2_000;
/** Longer than a page may take. */
const CLAIM_SECONDS = 60;
const SALARY = { least: 30_000, most: 10_000_000 };
const LEAST_DESCRIPTION = 100;

/** Reads the pages that wait, and makes or fills the job of each. */
@Injectable()
export class ScrapeRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly background: BackgroundWork;

  constructor(
    @Inject(ScrapeRunRepository) private readonly runs: ScrapeRunRepository,
    @Inject(TrackedJobRepository) private readonly jobs: TrackedJobRepository,
    @Inject(TrackerSettingsRepository) private readonly trackerSettings: TrackerSettingsRepository,
    @Inject(MATCHER) private readonly matcher: LazyMatcher,
    @Inject(FETCH_OPTIONS) private readonly options: FetchOptions,
    @Inject(LOGGER) logger: Logger,
  ) {
    const work = { parallel: PARALLEL, everyMilliseconds: LOOK_MILLISECONDS, what: 'scraping' };
    this.background = new BackgroundWork((isClosing) => this.work(isClosing), work, logger);
  }

  onApplicationBootstrap(): void {
    this.background.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.background.stop();
  }

  /** Looks for what waits. Returns at once. */
  wake(): void {
    this.background.wake();
  }

  private async work(isClosing: () => boolean): Promise<void> {
    while (!isClosing()) {
      const run = await this.runs.claim(CLAIM_SECONDS);
      if (!run) return;
      try {
        const { html, url } = await fetchPage(run.url, this.options);
        const { posting, origins } = extractPosting(html);
        const jobId = await this.keep(run, posting, url);
        await this.runs.finish(run.id, { jobId, origins });
      } catch (error) {
        // What is the database's fault is tried again when the claim runs out.
        if (!(error instanceof ScrapeError)) throw error;
        await this.runs.finish(run.id, { errorCode: error.fault, errorMessage: error.message });
      }
    }
  }

  /** Makes the job under the id of the run, so that a second try makes no second one; or fills what a job leaves empty. */
  private async keep(run: ScrapeRun, posting: Posting, url: string): Promise<string> {
    const owner = { accountId: run.accountId, userId: run.userId };
    const parsed = await readDescription(this.matcher, posting.description?.slice(0, 50_000) ?? null);
    const { timeZone } = await this.trackerSettings.find(owner);
    const fields = inZone(fieldsOf(posting, parsed, url), timeZone);
    const derived: JobChange = { ai_parsed_data: parsed, last_scraped_at: new Date() };
    if (!run.jobId) {
      await this.jobs.create(owner, [{ id: run.id, fields, derived }]);
      return run.id;
    }
    const [job] = await this.jobs.change(owner, [run.jobId], (current) => {
      const isEmpty = (value: unknown) =>
        value === null || value === false || (Array.isArray(value) && value.length === 0);
      const missing = Object.entries(fields).filter(([name]) => isEmpty(current[name as keyof TrackedJobFields]));
      const change = Object.fromEntries(missing) as JobChange;
      if (current.salary_range_min !== null || current.salary_range_max !== null)
        Object.assign(change, {
          salary_range_min: current.salary_range_min,
          salary_range_max: current.salary_range_max,
        });
      return {
        ...change,
        last_scraped_at: derived.last_scraped_at,
        ...(current.job_description === null ? { ai_parsed_data: parsed } : {}),
      };
    });
    if (!job) throw new ScrapeError('no_posting', 'The job to fill is gone.');
    return job.id;
  }
}

const SOURCES = [
  ['linkedin', /(?:^|\.)linkedin\.com$/],
  ['fuzu', /(?:^|\.)fuzu\.com$/],
  ['brightermonday', /(?:^|\.)brightermonday\.(?:com|co\.\w{2})$/],
] as const;

/** A posting within the limits of a job. Throws where the page shows none. */
function fieldsOf(posting: Posting, parsed: ParsedDescription | null, url: string): TrackedJobFields {
  const { title, description } = posting;
  const host = new URL(url).hostname.replace(/^www\./, '');
  if (!title || !description || description.length < LEAST_DESCRIPTION)
    throw new ScrapeError('no_posting', 'No job posting was found on this page.');
  const cut = (text: string | null, most: number): string | null =>
    text?.replaceAll('\0', '').slice(0, most).trim() || null;
  const salary = salaryOf(posting.salary ?? parsed?.salary ?? null);
  return newJobBody.parse({
    company_name: cut(posting.company, 200) ?? host,
    job_title: cut(title, 200),
    job_description: cut(description, 50_000),
    job_url: isHttps(url) && url.length <= 2_000 ? url : null,
    source: SOURCES.find(([, pattern]) => pattern.test(host))?.[0] ?? 'manual',
    location: cut(posting.location ?? parsed?.location ?? null, 200),
    is_remote: posting.isRemote ?? parsed?.remote === 'remote',
    ...salary,
    deadlines: posting.validThrough ? [{ title: 'Applications close', at: posting.validThrough }] : [],
  });
}

function salaryOf(salary: { readonly min: number; readonly max: number; readonly currency: string | null } | null) {
  if (!salary || salary.min < SALARY.least || salary.max > SALARY.most || salary.min > salary.max) return {};
  const isKnown = salary.currency !== null && Intl.supportedValuesOf('currency').includes(salary.currency);
  return {
    salary_range_min: Math.round(salary.min),
    salary_range_max: Math.round(salary.max),
    salary_currency: isKnown ? salary.currency : null,
  };
}
