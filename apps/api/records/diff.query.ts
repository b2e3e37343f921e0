import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

const MAX_VERSION = 1_000_000;

/** Query of GET /api/v1/data/master/{id}/diff. */
export class DiffQuery {
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'from must be a whole number.' })
  @Min(1)
  @Max(MAX_VERSION)
  from?: number;

  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'to must be a whole number.' })
  @Min(1)
  @Max(MAX_VERSION)
  to?: number;
}
