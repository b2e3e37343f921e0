import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { IncludeQuery } from './include.query.js';

const MAX_VERSION = 1_000_000;

/** Query of GET /api/v1/data/master/{id}. */
export class MasterQuery extends IncludeQuery {
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'version must be a whole number.' })
  @Min(1, { message: 'version starts at 1.' })
  @Max(MAX_VERSION, { message: `version is at most ${MAX_VERSION}.` })
  version?: number;
}
