import { Transform } from 'class-transformer';
import { IsEmail, IsOptional, IsString, IsUUID, Length, MaxLength } from 'class-validator';

const lowerCase = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.trim().toLowerCase() : value;
const trimmed = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.trim() : value);
/** Longer ones are refused as weak; this bounds what is hashed. */
const MAX_PASSWORD = 1_000;
const MAX_TOKEN = 200;

export class EmailBody {
  @Transform(lowerCase)
  @IsEmail({}, { message: 'Invalid email address' })
  @MaxLength(254)
  email!: string;
}

export class LoginBody extends EmailBody {
  @IsString({ message: 'password must be a text.' })
  @MaxLength(MAX_PASSWORD)
  password!: string;
}

export class SignupBody extends LoginBody {
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  redirect_to?: string;

  @IsOptional()
  @Transform(trimmed)
  @IsString()
  @Length(1, 200)
  name?: string;

  /** Name of the organisation that is made with the person. */
  @IsOptional()
  @Transform(trimmed)
  @IsString()
  @Length(1, 200)
  organisation?: string;

  @IsOptional()
  @IsString()
  @Length(1, MAX_TOKEN)
  invitation?: string;
}

export class TokenBody {
  @IsString()
  @Length(1, MAX_TOKEN)
  token!: string;
}

export class ResetBody extends TokenBody {
  @IsString({ message: 'password must be a text.' })
  @MaxLength(MAX_PASSWORD)
  password!: string;
}

export class ChangePasswordBody {
  @IsString()
  @MaxLength(MAX_PASSWORD)
  current_password!: string;

  @IsString({ message: 'password must be a text.' })
  @MaxLength(MAX_PASSWORD)
  password!: string;
}

export class RefreshBody {
  @IsOptional()
  @IsString()
  @Length(1, MAX_TOKEN)
  refresh_token?: string;

  /** The organisation to go on working for. */
  @IsOptional()
  @IsUUID()
  organisation_id?: string;
}
