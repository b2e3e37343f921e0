import { EXPORT_FORMATS, type ExportFormat } from '@vitamill/exports';
import { Transform, Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { IncludeQuery } from './include.query.js';

const MAX_VERSION = 1_000_000;
export const HIDEABLE = ['institutions', 'places'] as const;

const asList = ({ value }: { value: unknown }): unknown =>
  [value].flat().flatMap((entry) => (typeof entry === 'string' ? entry.split(',') : [entry]));

/** Query of GET /api/v1/data/master/{id}. */
export class MasterQuery extends IncludeQuery {
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'version must be a whole number.' })
  @Min(1, { message: 'version starts at 1.' })
  @Max(MAX_VERSION, { message: `version is at most ${MAX_VERSION}.` })
  version?: number;

  @IsOptional()
  @IsIn(EXPORT_FORMATS, { message: `format must be one of ${EXPORT_FORMATS.join(', ')}.` })
  format?: ExportFormat;

  @IsOptional()
  @Transform(asList)
  @IsIn(HIDEABLE, { each: true, message: `hide must be one of ${HIDEABLE.join(', ')}.` })
  hide?: (typeof HIDEABLE)[number][];
}
