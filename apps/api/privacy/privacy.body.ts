import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsEmail,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';

/** Body of PATCH /api/v1/privacy/settings: what is not named stays; `retention_days` null ends the retention. */
export class PrivacySettingsBody {
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(3_650)
  retention_days?: number | null;

  @ValidateIf((body: PrivacySettingsBody) => body.delete_after_parse !== undefined)
  @IsBoolean()
  delete_after_parse?: boolean;

  @ValidateIf((body: PrivacySettingsBody) => body.credits_low_threshold !== undefined)
  @IsInt()
  @Min(0)
  @Max(1_000_000_000)
  credits_low_threshold?: number;
}

/** Body of the export and the erasure of a person: an e-mail address or an asset. Never in the URL. */
export class SubjectBody {
  @ValidateIf((body: SubjectBody) => body.asset_id === undefined || body.email !== undefined)
  @IsEmail({}, { message: 'email must be an e-mail address.' })
  @Length(3, 254)
  email?: string;

  @ValidateIf((body: SubjectBody) => body.asset_id !== undefined)
  @IsUUID('all', { message: 'asset_id must be a UUID.' })
  asset_id?: string;
}

/** Query of GET /api/v1/privacy/audit-log. */
export class AuditQuery {
  @IsOptional()
  @IsUUID('all', { message: 'subject_id must be a UUID.' })
  subject_id?: string;

  @IsOptional()
  @IsUUID('all', { message: 'actor_id must be a UUID.' })
  actor_id?: string;

  @IsOptional()
  @IsString()
  @Length(1, 200)
  action?: string;

  @IsOptional()
  @IsISO8601({ strict: true }, { message: 'after must be an ISO 8601 date or time.' })
  after?: string;

  @IsOptional()
  @IsISO8601({ strict: true }, { message: 'before must be an ISO 8601 date or time.' })
  before?: string;

  @IsOptional()
  @IsString()
  @Length(1, 1_000)
  cursor?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'limit must be a whole number.' })
  @Min(1)
  @Max(500)
  limit?: number;
}
