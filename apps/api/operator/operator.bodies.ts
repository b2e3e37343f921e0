import { PLANS, type Plan } from '@vitamill/persistence';
import { IsBoolean, IsIn, IsInt, IsISO8601, IsOptional, IsString, Length, Max, Min, ValidateIf } from 'class-validator';

/** Packs that can be bought, in credits. */
export const PACKS = [100, 500, 1_000] as const;
const MAX = 1_000_000_000;

/** Null takes what the plan has; what is left out stays. */
const orNull = () => ValidateIf((_, value) => value !== null && value !== undefined);

export class TermsBody {
  @IsOptional()
  @IsBoolean({ message: 'api_access_enabled must be true or false.' })
  api_access_enabled?: boolean;

  @IsOptional()
  @IsIn(PLANS, { message: `plan must be one of ${PLANS.join(', ')}.` })
  plan?: Plan;

  @orNull()
  @IsInt()
  @Min(0)
  @Max(MAX)
  committed_scans?: number | null;

  @orNull()
  @IsInt()
  @Min(0)
  @Max(MAX)
  hard_cap_scans?: number | null;

  @orNull()
  @IsInt()
  @Min(1)
  @Max(MAX)
  rate_per_minute?: number | null;

  @orNull()
  @IsInt()
  @Min(1)
  @Max(MAX)
  rate_per_day?: number | null;
}

export class CreditsBody {
  @IsInt({ message: 'credits must be a whole number.' })
  @Min(1)
  @Max(MAX)
  credits!: number;

  @IsIn(['grant', 'purchase'], { message: 'reason must be grant or purchase.' })
  reason!: 'grant' | 'purchase';

  @IsOptional()
  @IsISO8601({ strict: true }, { message: 'expires_at must be an ISO 8601 time.' })
  expires_at?: string;

  @IsOptional()
  @IsString()
  @Length(1, 200)
  note?: string;
}
