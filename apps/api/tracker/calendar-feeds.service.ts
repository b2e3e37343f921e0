import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  asSystem,
  CalendarFeedRepository,
  MOST_CALENDAR_FEEDS,
  type TrackerOwner,
  withTenant,
} from '@vitamill/persistence';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { hashSecret, newSecret } from '../auth/session-tokens.js';
import { ApiError, notFound } from '../errors/api-errors.js';
import { checkShape } from '../http/check-shape.js';
import { matchesEtag } from '../http/conditional.js';
import { readJsonBody } from '../http/json-body.js';
import { asUuid } from '../http/uuid.js';
import { JobFilesService } from './job-files.service.js';

const MAX_BYTES = 16 * 1024;
const feedBody = z.object({
  label: z
    .string()
    .transform((label) => label.replaceAll('\0', '').trim())
    .pipe(z.string().min(1, 'must not be empty').max(100, 'may have 100 characters'))
    .default('Calendar'),
});
/** What `newSecret` makes, and the ending that calendar programs like. */
const ADDRESS = /^([\w-]{43})(?:\.ics)?$/;

/** Addresses that a calendar program subscribes to. Whoever knows one reads the calendar: it is shown once, and can be revoked. */
@Injectable()
export class CalendarFeedsService {
  constructor(
    @Inject(CalendarFeedRepository) private readonly feeds: CalendarFeedRepository,
    @Inject(JobFilesService) private readonly files: JobFilesService,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  async create(owner: TrackerOwner, request: FastifyRequest) {
    const { bodyIdleMilliseconds: idleMilliseconds } = this.settings;
    const { label } = checkShape(feedBody, await readJsonBody(request.raw, { maxBytes: MAX_BYTES, idleMilliseconds }));
    const secret = newSecret();
    const feed = await this.feeds.create(owner, label, hashSecret(secret));
    if (!feed) throw new ApiError('conflict', `There are ${MOST_CALENDAR_FEEDS} calendars already. Revoke one first.`);
    return { data: { ...feed, url: `${this.settings.people.linkUrl}/api/jobs/feed/${secret}.ics` } };
  }

  async list(owner: TrackerOwner) {
    return { data: await this.feeds.list(owner) };
  }

  async revoke(owner: TrackerOwner, id: string): Promise<void> {
    if (!(await this.feeds.revoke(owner, asUuid(id, 'calendar')))) throw notFound('calendar');
  }

  /** The calendar of an address; the same answer for one that was revoked and one that never was. */
  async read(address: string, known: string | undefined, reply: FastifyReply): Promise<string | undefined> {
    const secret = ADDRESS.exec(address)?.[1];
    const owner = secret ? await asSystem(() => this.feeds.use(hashSecret(secret))) : null;
    if (!owner) throw notFound('calendar');
    const text = await withTenant({ accountId: owner.accountId, keyId: null }, () => this.files.calendar(owner));
    const etag = createHash('sha256').update(text).digest('base64url').slice(0, 27);
    reply.header('etag', `"${etag}"`).header('cache-control', 'private, no-cache');
    if (matchesEtag(known, etag)) {
      reply.code(304);
      return undefined;
    }
    reply.header('content-type', 'text/calendar; charset=utf-8');
    return text;
  }
}
