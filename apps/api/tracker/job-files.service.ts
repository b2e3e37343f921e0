import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { TrackedJobRepository, type TrackerOwner, TrackerSettingsRepository } from '@vitamill/persistence';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { checkShape } from '../http/check-shape.js';
import { readBytes, readJsonBody } from '../http/json-body.js';
import { writeCalendar } from './calendar-file.js';
import { newJobBody } from './job.bodies.js';
import { presentJob } from './job.presenter.js';
import { readJobList } from './job.queries.js';
import { readJobsCsv, writeJobsCsv, writeJobsJson } from './job-files.js';
import { JobsService } from './jobs.service.js';

export const MAX_IMPORT_BYTES = 16 * 1024 * 1024;
/** Jobs in one calendar: as many as any calendar program takes. */
const MOST_DATED = 10_000;
const MOST_IMPORTED = 500;

const format = z.enum(['csv', 'json'], 'must be csv or json').default('csv');
const importBody = z.object({
  data: z.array(newJobBody).min(1, 'must have at least one job').max(MOST_IMPORTED, `may have ${MOST_IMPORTED} jobs`),
});

export interface JobsFile {
  readonly stream: Readable;
  readonly mediaType: string;
  readonly filename: string;
}

/** Jobs as files: out, in, and into a calendar. */
@Injectable()
export class JobFilesService {
  constructor(
    @Inject(TrackedJobRepository) private readonly jobs: TrackedJobRepository,
    @Inject(TrackerSettingsRepository) private readonly trackerSettings: TrackerSettingsRepository,
    @Inject(JobsService) private readonly service: JobsService,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  /** The file as it is made: jobs are read while it goes out, and no more once the client is gone. */
  async export(owner: TrackerOwner, query: Readonly<Record<string, unknown>>): Promise<JobsFile> {
    const { format: wanted, ...filters } = query;
    const as = checkShape(z.object({ format }), { format: wanted }).format;
    const { selection } = readJobList({ archived: 'all', ...filters }, await this.service.statuses(owner));
    const jobs = this.jobs.each(owner, selection);
    return {
      stream: Readable.from(as === 'csv' ? writeJobsCsv(jobs) : writeJobsJson(jobs), { objectMode: false }),
      mediaType: as === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/json; charset=utf-8',
      filename: `jobs.${as}`,
    };
  }

  /** All of the file, or nothing. */
  async import(owner: TrackerOwner, request: FastifyRequest) {
    const { bodyIdleMilliseconds: idleMilliseconds } = this.settings;
    const options = { maxBytes: MAX_IMPORT_BYTES, idleMilliseconds };
    const isCsv = /^text\/csv\b/i.test(request.headers['content-type'] ?? '');
    const given = isCsv
      ? { data: readJobsCsv((await readBytes(request.raw, options)).toString()) }
      : await readJsonBody(request.raw, { ...options, mediaTypes: ['application/json', 'text/csv'] });
    const { data } = checkShape(importBody, given);
    const created = await this.service.createAll(owner, data, 'data');
    return { data: created.map(presentJob) };
  }

  async calendar(owner: TrackerOwner): Promise<string> {
    const { timeZone } = await this.trackerSettings.find(owner);
    return writeCalendar(await this.jobs.dated(owner, MOST_DATED), timeZone);
  }
}
