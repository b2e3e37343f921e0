import { USAGE_DIMENSIONS, type UsageDimension } from '@vitamill/persistence';
import { Transform, Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';

const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

export class LedgerQuery {
  @IsOptional()
  @IsString()
  @Length(1, 1000)
  cursor?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'limit must be a whole number.' })
  @Min(1)
  @Max(200)
  limit?: number;
}

export class UsageQuery {
  @IsOptional()
  @Matches(DATE, { message: 'from must be a date: 2026-05-01.' })
  from?: string;

  @IsOptional()
  @Matches(DATE, { message: 'to must be a date: 2026-05-31.' })
  to?: string;

  @IsOptional()
  @Transform(({ value }) => [value].flat().flatMap((text) => (typeof text === 'string' ? text.split(',') : [text])))
  @IsIn(USAGE_DIMENSIONS, { each: true, message: `group_by must be of ${USAGE_DIMENSIONS.join(', ')}.` })
  group_by?: UsageDimension[];
}
