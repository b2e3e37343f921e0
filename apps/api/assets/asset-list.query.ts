import { ASSET_STATUSES, type AssetFilters, type AssetStatus } from '@vitamill/persistence';
import { Transform, Type } from 'class-transformer';
import { IsIn, IsInt, IsISO8601, IsOptional, IsString, Length, Max, Min } from 'class-validator';

const asList = ({ value }: { value: unknown }): unknown =>
  [value].flat().flatMap((entry) => (typeof entry === 'string' ? entry.split(',') : [entry]));

/** Query of GET /api/v1/files/assets. */
export class AssetListQuery {
  @IsOptional()
  @Transform(asList)
  @IsIn(ASSET_STATUSES, { each: true, message: `status must be one of ${ASSET_STATUSES.join(', ')}.` })
  status?: AssetStatus[];

  @IsOptional()
  @IsString()
  @Length(1, 64)
  tag?: string;

  @IsOptional()
  @IsISO8601({ strict: true }, { message: 'created_after must be an ISO 8601 date or time.' })
  created_after?: string;

  @IsOptional()
  @IsISO8601({ strict: true }, { message: 'created_before must be an ISO 8601 date or time.' })
  created_before?: string;

  @IsOptional()
  @IsString()
  @Length(1, 200)
  filename?: string;

  @IsOptional()
  @IsString()
  @Length(1, 200)
  external_ref?: string;

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

export const ASSET_LIST_DEFAULT_LIMIT = 50;

export function filtersOf(query: AssetListQuery): AssetFilters {
  return {
    status: query.status,
    tag: query.tag,
    createdAfter: query.created_after ? new Date(query.created_after) : undefined,
    createdBefore: query.created_before ? new Date(query.created_before) : undefined,
    filename: query.filename,
    externalRef: query.external_ref,
  };
}
