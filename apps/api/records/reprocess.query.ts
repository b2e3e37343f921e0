import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
} from 'class-validator';

export const MAX_REPROCESSED = 1_000;

const lowerCased = ({ value }: { value: unknown }): unknown =>
  Array.isArray(value) ? value.map((id) => (typeof id === 'string' ? id.toLowerCase() : id)) : value;

/** Body of POST /api/v1/files/assets/reprocess: which assets; an empty object is all of the account's. */
export class ReprocessBody {
  @IsOptional()
  @IsArray({ message: 'asset_ids must be a list.' })
  @ArrayMinSize(1, { message: 'asset_ids must name an asset.' })
  @ArrayMaxSize(MAX_REPROCESSED, { message: `asset_ids may name ${MAX_REPROCESSED} assets.` })
  @ArrayUnique({ message: 'asset_ids must name each asset once.' })
  @IsUUID('all', { each: true, message: 'asset_ids must be UUIDs.' })
  @Transform(lowerCased)
  asset_ids?: string[];

  @IsOptional()
  @IsIn(['completed', 'failed'], { message: 'status must be completed or failed.' })
  status?: 'completed' | 'failed';

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
  @IsBoolean({ message: 'outdated must be true or false.' })
  outdated?: boolean;

  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'limit must be a whole number.' })
  @Min(1)
  @Max(MAX_REPROCESSED)
  limit?: number;

  @IsOptional()
  @IsUUID('all', { message: 'after must be the next_after of the answer before.' })
  after?: string;
}
