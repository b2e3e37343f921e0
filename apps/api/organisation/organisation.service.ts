import { Inject, Injectable } from '@nestjs/common';
import {
  asSystem,
  type Invitation,
  type Member,
  type MemberChange,
  OrganisationRepository,
  SessionRepository,
} from '@vitamill/persistence';
import type { FastifyRequest } from 'fastify';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { invitationMail } from '../auth/people-mails.js';
import { PostOffice } from '../auth/post-office.js';
import type { Principal } from '../auth/principal.js';
import { ROLES, type Role } from '../auth/scopes.js';
import { personOf } from '../auth/session.service.js';
import { hashSecret, newSecret } from '../auth/session-tokens.js';
import { ApiError, notFound, validationError } from '../errors/api-errors.js';
import { asUuid } from '../http/uuid.js';
import type { InvitationBody } from './organisation.bodies.js';

const INVITATION_DAYS = 7;

const presentMember = ({ userId, email, name, role, createdAt }: Member) => ({
  user_id: userId,
  email,
  name,
  role,
  created_at: createdAt.toISOString(),
});
const presentInvitation = ({ id, email, role, createdAt, expiresAt }: Invitation) => ({
  id,
  email,
  role,
  created_at: createdAt.toISOString(),
  expires_at: expiresAt.toISOString(),
});

/** Who is in an organisation. Nobody gives a role above their own, or takes one from somebody above them. */
@Injectable()
export class OrganisationService {
  constructor(
    @Inject(OrganisationRepository) private readonly organisations: OrganisationRepository,
    @Inject(SessionRepository) private readonly sessions: SessionRepository,
    @Inject(PostOffice) private readonly mail: PostOffice,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  async rename(who: Principal, name: string) {
    await this.organisations.rename(who.accountId, name);
    return { id: who.accountId, name };
  }

  async members(who: Principal) {
    return { data: (await this.organisations.members(who.accountId)).map(presentMember) };
  }

  async changeRole(who: Principal, id: string, role: Role) {
    const member = await this.memberBelow(who, id);
    assertMayGive(who, role);
    refuse(await this.organisations.changeRole(who.accountId, member.userId, role));
    return { data: presentMember({ ...member, role }) };
  }

  /** Removing oneself is leaving: everybody may. */
  async remove(who: Principal, id: string): Promise<void> {
    const userId = asUuid(id, 'member');
    if (userId !== who.userId) {
      assertMayGive(who, 'admin');
      await this.memberBelow(who, userId);
    }
    // Their keys of the sandbox, another account, end too.
    refuse(await asSystem(() => this.organisations.remove(who.accountId, userId)));
  }

  async invite(request: FastifyRequest, who: Principal, body: InvitationBody) {
    assertMayGive(who, body.role);
    const { person, account } = personOf(request);
    const token = newSecret();
    const invitation = await this.organisations.invite(who.accountId, {
      email: body.email,
      role: body.role,
      invitedBy: person.id,
      tokenHash: hashSecret(token),
      days: INVITATION_DAYS,
    });
    if (!invitation) throw new ApiError('conflict', 'This person is in the organisation already.');
    const { linkUrl } = this.settings.people;
    this.mail.post('invitation', invitationMail(body.email, account?.name ?? '', linkUrl, token, INVITATION_DAYS));
    return { data: presentInvitation(invitation) };
  }

  async invitations(who: Principal) {
    return { data: (await this.organisations.invitations(who.accountId)).map(presentInvitation) };
  }

  async withdraw(who: Principal, id: string): Promise<void> {
    if (!(await this.organisations.withdraw(who.accountId, asUuid(id, 'invitation')))) throw notFound('invitation');
  }

  /** The session goes on in the organisation that was joined. */
  async accept(request: FastifyRequest, token: string) {
    const { person, sessionId } = personOf(request);
    // The invitation is another organisation's row until it is accepted.
    const accountId = await asSystem(() => this.organisations.accept(person.id, person.email, hashSecret(token)));
    if (!accountId)
      throw validationError([
        {
          field: 'token',
          code: 'invalid_invitation',
          message: 'The invitation is unknown, used, expired or for another address.',
        },
      ]);
    await asSystem(() => this.sessions.switchTo(sessionId, accountId));
    return { organisation: { id: accountId } };
  }

  private async memberBelow(who: Principal, id: string): Promise<Member> {
    const userId = asUuid(id, 'member');
    const member = (await this.organisations.members(who.accountId)).find((row) => row.userId === userId);
    if (!member) throw notFound('member');
    assertMayGive(who, member.role);
    return member;
  }
}

function assertMayGive(who: Principal, role: Role): void {
  if (who.role && ROLES.indexOf(who.role) <= ROLES.indexOf(role)) return;
  throw new ApiError('insufficient_role', `This needs the role ${role} in the organisation.`, {
    members: { required_role: role },
  });
}

function refuse(change: MemberChange): void {
  if (change === 'unknown') throw notFound('member');
  if (change === 'last_owner') throw new ApiError('conflict', 'An organisation keeps at least one owner.');
}
