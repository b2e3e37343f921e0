import { WEBHOOK_EVENTS } from '@vitamill/domain';
import { DELIVERY_STATUSES, type DeliveryStatus } from '@vitamill/persistence';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';

export const EVENT_NAMES = ['*', ...Object.keys(WEBHOOK_EVENTS)];
export const LONGEST_OVERLAP_HOURS = 168;
export const DEFAULT_OVERLAP_HOURS = 24;

const WHAT_EVENTS = { each: true, message: `events must be any of ${EVENT_NAMES.join(', ')}.` };

/** Body of POST /api/v1/webhooks/endpoints. */
export class NewEndpointBody {
  @IsString()
  @Length(1, 2_000)
  url!: string;

  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsIn(EVENT_NAMES, WHAT_EVENTS)
  events?: string[];

  @IsOptional()
  @IsString()
  @Length(0, 200)
  description?: string | null;
}

/** Body of PATCH /api/v1/webhooks/endpoints/{endpointId}: what is not named stays. */
export class EndpointChangeBody {
  @ValidateIf((body: EndpointChangeBody) => body.url !== undefined)
  @IsString()
  @Length(1, 2_000)
  url?: string;

  @ValidateIf((body: EndpointChangeBody) => body.events !== undefined)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsIn(EVENT_NAMES, WHAT_EVENTS)
  events?: string[];

  @IsOptional()
  @IsString()
  @Length(0, 200)
  description?: string | null;

  @ValidateIf((body: EndpointChangeBody) => body.enabled !== undefined)
  @IsBoolean()
  enabled?: boolean;
}

/** Query of POST /api/v1/webhooks/endpoints/{endpointId}/rotate-secret. */
export class RotationQuery {
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'overlap_hours must be a whole number.' })
  @Min(0)
  @Max(LONGEST_OVERLAP_HOURS)
  overlap_hours?: number;
}

/** Query of GET /api/v1/webhooks/deliveries. */
export class DeliveryListQuery {
  @IsOptional()
  @IsIn(DELIVERY_STATUSES, { message: `status must be one of ${DELIVERY_STATUSES.join(', ')}.` })
  status?: DeliveryStatus;

  @IsOptional()
  @IsIn(Object.keys(WEBHOOK_EVENTS), { message: 'event must be the name of an event.' })
  event?: string;

  @IsOptional()
  @IsUUID('all', { message: 'endpoint_id must be a UUID.' })
  endpoint_id?: string;

  @IsOptional()
  @IsString()
  @Length(1, 1_000)
  cursor?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'limit must be a whole number.' })
  @Min(1)
  @Max(200)
  limit?: number;
}
