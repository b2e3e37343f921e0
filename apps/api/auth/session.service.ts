import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { asSystem, type Membership, SessionRepository, UserRepository } from '@vitamill/persistence';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { ApiError, notFound } from '../errors/api-errors.js';
import { RATE_LIMITER, type RateLimiter } from '../limits/rate-limiter.js';
import type { ChangePasswordBody, LoginBody, RefreshBody } from './auth.bodies.js';
import { accessTokenOf } from './credentials.js';
import { hashPassword, isPassword, isWeakPassword } from './passwords.js';
import { passwordChangedMail } from './people-mails.js';
import { PostOffice } from './post-office.js';
import { clearSessionCookies, refreshCookie, setSessionCookies } from './session-cookies.js';
import { hashSecret, newSecret, SessionTokens } from './session-tokens.js';
import { weakPassword } from './signup.service.js';

/** Tries an hour on one account, from wherever they come (ASVS 2.2.1). */
const TRIES_AN_HOUR = 100;

const presentOrganisation = ({ accountId, organisation, role }: Membership) => ({
  id: accountId,
  name: organisation,
  role,
});

/** Logins: a short access token, and a refresh token that each use replaces. */
@Injectable()
export class SessionService {
  constructor(
    @Inject(UserRepository) private readonly users: UserRepository,
    @Inject(SessionRepository) private readonly sessions: SessionRepository,
    @Inject(SessionTokens) private readonly tokens: SessionTokens,
    @Inject(PostOffice) private readonly mail: PostOffice,
    @Inject(RATE_LIMITER) private readonly limiter: RateLimiter,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  /** Answers alike, and as late, whether the address or the password is wrong. */
  async logIn({ email, password }: LoginBody, reply: FastifyReply) {
    await this.slowGuessing(email);
    const found = await this.users.findByEmail(email);
    if (!(await isPassword(found?.passwordHash ?? null, password)) || !found)
      throw new ApiError('invalid_credentials', 'E-mail address or password is wrong.');
    const { person } = found;
    if (!person.emailConfirmedAt)
      throw new ApiError('email_not_confirmed', 'Confirm your e-mail address first: open the link in the mail.');
    const memberships = await this.users.membershipsOf(person.id);
    const refresh = newSecret();
    const accountId = memberships[0]?.accountId ?? null;
    const { sessionDays } = this.settings.people;
    const sessionId = await this.sessions.start(person.id, accountId, hashSecret(refresh), sessionDays);
    return {
      user: { id: person.id, email: person.email, name: person.name },
      organisation: memberships[0] ? presentOrganisation(memberships[0]) : null,
      ...(await this.hand(reply, person.id, sessionId, refresh)),
    };
  }

  async refresh(request: FastifyRequest, body: RefreshBody, reply: FastifyReply) {
    const given = body.refresh_token ?? refreshCookie(request);
    if (!given) throw new ApiError('unauthorized', 'Send the refresh token as refresh_token or as cookie.');
    const next = newSecret();
    const rotation = await this.sessions.rotate(hashSecret(given), hashSecret(next));
    if (rotation.kind !== 'rotated') {
      clearSessionCookies(reply, this.isSecure);
      throw new ApiError('unauthorized', 'The refresh token is unknown, used or expired. Log in again.');
    }
    const { sessionId } = rotation;
    if (body.organisation_id && !(await this.sessions.switchTo(sessionId, body.organisation_id)))
      throw notFound('organisation');
    const found = await this.sessions.find(sessionId);
    if (!found) throw new ApiError('unauthorized', 'The session has ended. Log in again.');
    const { account, person } = found;
    return {
      user: { id: person.id, email: person.email, name: person.name },
      organisation: account && { id: account.id, name: account.name, role: account.role },
      ...(await this.hand(reply, person.id, sessionId, next)),
    };
  }

  /** Ends the session at once, on all instances, whichever of its tokens is sent. */
  async logOut(request: FastifyRequest, refreshToken: string | undefined, reply: FastifyReply): Promise<void> {
    const access = accessTokenOf(request);
    const given = refreshToken ?? refreshCookie(request);
    const sessionId =
      (access && (await this.tokens.read(access))?.sessionId) ||
      (given ? await this.sessions.findByToken(hashSecret(given)) : null);
    if (sessionId) await this.sessions.end(sessionId);
    clearSessionCookies(reply, this.isSecure);
  }

  async me(request: FastifyRequest) {
    const { person, account } = personOf(request);
    // A person's organisations are more than the one at work.
    const memberships = await asSystem(() => this.users.membershipsOf(person.id));
    return {
      user: {
        id: person.id,
        email: person.email,
        name: person.name,
        email_confirmed: person.emailConfirmedAt !== null,
        created_at: person.createdAt.toISOString(),
      },
      organisation: account && {
        id: account.id,
        name: account.name,
        role: account.role,
        plan: account.plan,
        api_access_enabled: account.apiAccessEnabled,
      },
      organisations: memberships.map(presentOrganisation),
    };
  }

  async changePassword(request: FastifyRequest, body: ChangePasswordBody) {
    const { person, sessionId } = personOf(request);
    await this.slowGuessing(person.email);
    if (!(await isPassword(await asSystem(() => this.users.passwordHashOf(person.id)), body.current_password)))
      throw new ApiError('invalid_credentials', 'The current password is wrong.');
    if (isWeakPassword(body.password, person.email)) throw weakPassword();
    const passwordHash = await hashPassword(body.password);
    await asSystem(() => this.users.changePassword(person.id, passwordHash, sessionId));
    this.mail.post('password_changed', passwordChangedMail(person.email, this.settings.people.linkUrl));
    return { message: 'The password is changed; all other sessions have ended.' };
  }

  private get isSecure(): boolean {
    return this.settings.people.linkUrl.startsWith('https:');
  }

  private async hand(reply: FastifyReply, userId: string, sessionId: string, refresh: string) {
    const { accessTokenMinutes, sessionDays } = this.settings.people;
    const accessSeconds = accessTokenMinutes * 60;
    const access = await this.tokens.sign({ userId, sessionId }, accessSeconds);
    const refreshSeconds = sessionDays * 86_400;
    setSessionCookies(reply, { access, refresh }, { accessSeconds, refreshSeconds, secure: this.isSecure });
    return { access_token: access, token_type: 'Bearer', expires_in: accessSeconds, refresh_token: refresh };
  }

  private async slowGuessing(email: string): Promise<void> {
    const bucket = `login:${createHash('sha256').update(email).digest('hex')}`;
    const decision = await this.limiter.take(bucket, [{ name: 'hour', limit: TRIES_AN_HOUR }]);
    if (!decision.allowed)
      throw new ApiError('rate_limited', 'Too many tries on this account.', {
        headers: { 'retry-after': String(decision.retryAfterSeconds) },
      });
  }
}

/** The session of a route that only people may call. */
export function personOf(request: FastifyRequest) {
  if (!request.session) throw new ApiError('unauthorized', 'Log in and send "Authorization: Bearer <token>".');
  return request.session;
}
