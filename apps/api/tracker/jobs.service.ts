import { Inject, Injectable } from '@nestjs/common';
import {
  BASE_STATUSES,
  type JobChange,
  newId,
  ReminderRepository,
  type TrackedJob,
  type TrackedJobFields,
  TrackedJobRepository,
  type TrackerOwner,
  type TrackerSettings,
  TrackerSettingsRepository,
} from '@vitamill/persistence';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { ApiError, type FieldError, notFound, validationError } from '../errors/api-errors.js';
import { checkShape } from '../http/check-shape.js';
import { allowsChange } from '../http/if-match.js';
import { readJsonBody } from '../http/json-body.js';
import { asUuid } from '../http/uuid.js';
import { LazyMatcher, MATCHER } from '../matching/matching-parts.js';
import { bulkBody, jobChangeBody, newJobBody } from './job.bodies.js';
import { etagOf, presentEvent, presentJob, presentPage } from './job.presenter.js';
import { readJobList, readPage } from './job.queries.js';
import { readDescription } from './read-description.js';
import { inZone } from './zoned-time.js';

/** Room for a description of 50,000 characters, each escaped. */
const MAX_JOB_BYTES = 512 * 1024;
export const MAX_BULK_BYTES = 16 * 1024 * 1024;

/** The applications of one owner. */
@Injectable()
export class JobsService {
  constructor(
    @Inject(TrackedJobRepository) private readonly jobs: TrackedJobRepository,
    @Inject(TrackerSettingsRepository) private readonly trackerSettings: TrackerSettingsRepository,
    @Inject(ReminderRepository) private readonly reminders: ReminderRepository,
    @Inject(MATCHER) private readonly matcher: LazyMatcher,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  async list(owner: TrackerOwner, query: unknown) {
    const { selection, page } = readJobList(query, await this.statuses(owner));
    const { jobs, total } = await this.jobs.list(owner, selection, page);
    return presentPage(jobs.map(presentJob), total, page);
  }

  async create(owner: TrackerOwner, request: FastifyRequest): Promise<TrackedJob> {
    const settings = await this.trackerSettings.find(owner);
    const fields = inZone(await this.read(request, newJobBody, MAX_JOB_BYTES), settings.timeZone);
    assertConsistent(fields, statusesOf(settings));
    const derived = await this.derivedFrom(fields);
    const [job] = await this.jobs.create(owner, [{ id: request.resourceId ?? newId(), fields, derived }]);
    return job!;
  }

  async find(owner: TrackerOwner, id: string): Promise<TrackedJob> {
    const job = await this.jobs.find(owner, asUuid(id, 'job'));
    if (!job) throw notFound('job');
    return job;
  }

  async change(owner: TrackerOwner, id: string, request: FastifyRequest): Promise<TrackedJob> {
    await this.find(owner, id);
    const { timeZone } = await this.trackerSettings.find(owner);
    const change = inZone(await this.read(request, jobChangeBody, MAX_JOB_BYTES), timeZone);
    return this.changeOne(owner, id, request, { ...change, ...(await this.derivedFrom(change)) });
  }

  archive(owner: TrackerOwner, id: string, request: FastifyRequest): Promise<TrackedJob> {
    return this.changeOne(owner, id, request, { archived_at: new Date() });
  }

  restore(owner: TrackerOwner, id: string, request: FastifyRequest): Promise<TrackedJob> {
    return this.changeOne(owner, id, request, { archived_at: null });
  }

  async delete(owner: TrackerOwner, id: string, request: FastifyRequest): Promise<void> {
    await this.changeOne(owner, id, request, { deleted_at: new Date() });
  }

  /** All of it happens, or nothing; ids that are not there are named and hold up nothing. */
  async bulk(owner: TrackerOwner, request: FastifyRequest) {
    const body = await this.read(request, bulkBody, MAX_BULK_BYTES);
    const settings = await this.trackerSettings.find(owner);
    const statuses = statusesOf(settings);
    if (body.action === 'create') {
      const created = await this.createAll(owner, body.jobs, 'jobs');
      return { data: created.map(presentJob), not_found: [] };
    }
    const now = new Date();
    const changes = body.action === 'update' ? inZone(body.changes, settings.timeZone) : {};
    const derived = await this.derivedFrom(changes);
    const changed = await this.jobs.change(owner, body.ids, (job) => {
      switch (body.action) {
        case 'update':
          assertConsistent({ ...job, ...changes }, statuses);
          return { ...changes, ...derived };
        case 'archive':
          return job.archived_at ? {} : { archived_at: now };
        case 'restore':
          return { archived_at: null };
        case 'delete':
          return { deleted_at: now };
      }
    });
    return {
      data: changed.flatMap((job) => (job ? [presentJob(job)] : [])),
      not_found: body.ids.filter((_, i) => changed[i] === null),
    };
  }

  /** All of them, or none. `place` is where they stand in the body. */
  async createAll(owner: TrackerOwner, jobs: readonly TrackedJobFields[], place: string): Promise<TrackedJob[]> {
    const settings = await this.trackerSettings.find(owner);
    assertAllConsistent(jobs, statusesOf(settings), place);
    const prepared: { id: string; fields: TrackedJobFields; derived: JobChange }[] = [];
    for (const given of jobs) {
      const fields = inZone(given, settings.timeZone);
      prepared.push({ id: newId(), fields, derived: await this.derivedFrom(fields) });
    }
    return this.jobs.create(owner, prepared);
  }

  async timeline(owner: TrackerOwner, id: string | null, query: unknown) {
    const jobId = id === null ? null : (await this.find(owner, id)).id;
    const page = readPage(query);
    const { events, total } = await this.jobs.events(owner, jobId, page);
    return presentPage(events.map(presentEvent), total, page);
  }

  /** The reminders of a job, and what became of each. */
  async reminderList(owner: TrackerOwner, id: string) {
    return { data: await this.reminders.list(owner, (await this.find(owner, id)).id) };
  }

  async statuses(owner: TrackerOwner): Promise<string[]> {
    return statusesOf(await this.trackerSettings.find(owner));
  }

  private async changeOne(owner: TrackerOwner, id: string, request: FastifyRequest, change: JobChange) {
    const statuses = await this.statuses(owner);
    const [job] = await this.jobs.change(owner, [asUuid(id, 'job')], (current) => {
      if (!allowsChange(request.headers['if-match'], etagOf(current)))
        throw new ApiError('precondition_failed', 'The job was changed meanwhile. Read it again.');
      if (change.archived_at && current.archived_at) return {};
      assertConsistent({ ...current, ...change }, statuses);
      return change;
    });
    if (!job) throw notFound('job');
    return job;
  }

  /** What a description says, read when it is written. Others get their turn between two of them. */
  private async derivedFrom({ job_description }: JobChange): Promise<JobChange> {
    if (job_description === undefined) return {};
    await new Promise((resolve) => setImmediate(resolve));
    return { ai_parsed_data: await readDescription(this.matcher, job_description) };
  }

  private async read<Schema extends z.ZodType>(request: FastifyRequest, schema: Schema, maxBytes: number) {
    const { bodyIdleMilliseconds: idleMilliseconds } = this.settings;
    return checkShape(schema, await readJsonBody(request.raw, { maxBytes, idleMilliseconds }));
  }
}

const statusesOf = ({ stages }: TrackerSettings): string[] => [...BASE_STATUSES, ...stages.map(({ name }) => name)];

type Consistent = Pick<TrackedJob, 'status' | 'applied_at' | 'interview_at' | 'salary_range_min' | 'salary_range_max'>;

/** What single fields cannot tell. `before` is the place of the job in the body. */
export function inconsistenciesOf(job: Consistent, statuses: readonly string[], before = ''): FieldError[] {
  const errors: FieldError[] = [];
  const refuse = (field: string, code: string, message: string): void => {
    errors.push({ field: before + field, code, message: `${before + field}: ${message}` });
  };
  if (!statuses.includes(job.status)) refuse('status', 'invalid_value', `must be one of ${statuses.join(', ')}.`);
  if (job.salary_range_min !== null && job.salary_range_max !== null && job.salary_range_min > job.salary_range_max)
    refuse('salary_range_max', 'too_small', 'must not be below salary_range_min.');
  if (job.applied_at && job.interview_at && job.applied_at > job.interview_at)
    refuse('interview_at', 'too_small', 'must not be before applied_at.');
  return errors;
}

function assertConsistent(job: Consistent, statuses: readonly string[]): void {
  const errors = inconsistenciesOf(job, statuses);
  if (errors.length > 0) throw validationError(errors);
}

function assertAllConsistent(jobs: readonly Consistent[], statuses: readonly string[], place: string): void {
  const errors = jobs.flatMap((job, i) => inconsistenciesOf(job, statuses, `${place}.${i}.`));
  if (errors.length > 0) throw validationError(errors);
}
