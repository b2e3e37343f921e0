import { Controller, Get, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import { MAX_JOB_CHARACTERS } from '@vitamill/matching';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { CurrentPrincipal, RequireScope } from '../auth/decorators.js';
import type { Principal } from '../auth/principal.js';
import { type FieldError, validationError } from '../errors/api-errors.js';
import { readJsonBody } from '../http/json-body.js';
import { validated } from '../http/validation.js';
import { CandidatesService, type SearchRequest } from './candidates.service.js';

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 50;
const MAX_BODY_BYTES = 512 * 1024;

/** Query of GET /api/v1/candidates/search. */
export class CandidateSearchQuery {
  @IsOptional()
  @IsString()
  @Length(1, 8_000)
  job_spec?: string;

  @IsOptional()
  @IsString()
  @Length(1, 64)
  job_id?: string;

  @IsOptional()
  @IsString()
  @Length(1, 64)
  like?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'limit must be a whole number.' })
  @Min(1)
  @Max(MAX_LIMIT)
  limit?: number;

  @IsOptional()
  @IsIn(['explanation'])
  include?: string;
}

@Controller('api/v1/candidates')
export class CandidatesController {
  constructor(
    @Inject(CandidatesService) private readonly candidates: CandidatesService,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Get('search')
  @RequireScope('match:read')
  search(@CurrentPrincipal() who: Principal, @Query(validated(CandidateSearchQuery)) query: CandidateSearchQuery) {
    return this.candidates.search(who.accountId, requestOf({ ...query }));
  }

  /** The same with the advert in the body, for adverts that fit no address. */
  @Post('search')
  @HttpCode(200)
  @RequireScope('match:read')
  async searchByBody(@CurrentPrincipal() who: Principal, @Req() request: FastifyRequest) {
    const body = await readJsonBody(request.raw, {
      maxBytes: MAX_BODY_BYTES,
      idleMilliseconds: this.settings.bodyIdleMilliseconds,
    });
    return this.candidates.search(
      who.accountId,
      requestOf((typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>),
    );
  }
}

function requestOf(given: Readonly<Record<string, unknown>>): SearchRequest {
  const errors: FieldError[] = [];
  const text = (name: string, longest: number): string | null => {
    const value = given[name];
    if (value === undefined || value === null) return null;
    if (typeof value === 'string' && value.trim() !== '' && value.length <= longest) return value;
    errors.push({ field: name, code: 'invalid', message: `${name} must be a text of 1 to ${longest} characters.` });
    return null;
  };
  const request = { jobSpec: text('job_spec', MAX_JOB_CHARACTERS), jobId: text('job_id', 64), like: text('like', 64) };
  const limit = given.limit ?? DEFAULT_LIMIT;
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT)
    errors.push({
      field: 'limit',
      code: 'out_of_range',
      message: `limit must be a whole number from 1 to ${MAX_LIMIT}.`,
    });
  if (errors.length === 0 && Object.values(request).filter((value) => value !== null).length !== 1)
    errors.push({ field: 'job_spec', code: 'missing', message: 'Give one of job_spec, job_id and like.' });
  if (errors.length > 0) throw validationError(errors);
  return { ...request, limit: limit as number, explanation: given.include === 'explanation' };
}
