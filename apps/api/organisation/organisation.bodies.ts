import { Transform } from 'class-transformer';
import { IsIn, IsString, Length } from 'class-validator';
import { EmailBody } from '../auth/auth.bodies.js';
import { ROLES, type Role } from '../auth/scopes.js';

const message = `role must be one of ${ROLES.join(', ')}.`;

export class RenameBody {
  @Transform(({ value }) => (typeof value === 'string' ? value.trim() : value))
  @IsString()
  @Length(1, 200)
  name!: string;
}

export class RoleBody {
  @IsIn(ROLES, { message })
  role!: Role;
}

export class InvitationBody extends EmailBody {
  @IsIn(ROLES, { message })
  role!: Role;
}
