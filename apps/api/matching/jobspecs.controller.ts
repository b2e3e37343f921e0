import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { MAX_JOB_CHARACTERS, presentJobSpec } from '@vitamill/matching';
import type { FastifyRequest } from 'fastify';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { RequireScope } from '../auth/decorators.js';
import { type FieldError, validationError } from '../errors/api-errors.js';
import { readJsonBody } from '../http/json-body.js';
import { LazyMatcher, MATCHER } from './matching-parts.js';
import { readCriteria } from './read-criteria.js';

const MAX_BODY_BYTES = 512 * 1024;

@Controller('api/v1/jobspecs')
export class JobSpecsController {
  constructor(
    @Inject(MATCHER) private readonly matcher: LazyMatcher,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  /** What the matching reads out of an advert. Costs nothing, stores nothing. */
  @Post('parse')
  @HttpCode(200)
  @RequireScope('match:read')
  async parse(@Req() request: FastifyRequest) {
    const body = (await readJsonBody(request.raw, {
      maxBytes: MAX_BODY_BYTES,
      idleMilliseconds: this.settings.bodyIdleMilliseconds,
    })) as Record<string, unknown> | null;
    const errors: FieldError[] = [];
    const text = body?.job_spec;
    if (typeof text !== 'string' || text.trim() === '')
      errors.push({
        field: 'job_spec',
        code: text === undefined ? 'missing' : 'not_text',
        message: 'job_spec must be a text.',
      });
    else if (text.length > MAX_JOB_CHARACTERS)
      errors.push({
        field: 'job_spec',
        code: 'too_long',
        message: `job_spec may have ${MAX_JOB_CHARACTERS} characters.`,
      });
    const { language } = readCriteria({ language: body?.language }, errors);
    if (errors.length > 0) throw validationError(errors);
    return presentJobSpec((await this.matcher.get()).parseJob(text as string, language));
  }
}
