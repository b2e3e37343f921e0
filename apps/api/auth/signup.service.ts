import { Inject, Injectable } from '@nestjs/common';
import { type Person, UserRepository } from '@vitamill/persistence';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { ApiError, validationError } from '../errors/api-errors.js';
import type { EmailBody, ResetBody, SignupBody } from './auth.bodies.js';
import { hashPassword, isWeakPassword } from './passwords.js';
import { confirmationMail, passwordChangedMail, resetMail } from './people-mails.js';
import { PostOffice } from './post-office.js';
import { hashSecret, newSecret } from './session-tokens.js';

const CONFIRM_HOURS = 48;
const RESET_MINUTES = 60;
const CHECK_MAIL = 'Check your email to confirm your account';

export const weakPassword = (): ApiError =>
  new ApiError('weak_password', 'Password does not meet security requirements.');

const invalidToken = (what: string): ApiError =>
  validationError([
    { field: 'token', code: 'invalid_token', message: `The ${what} is unknown, used or expired. Ask for another one.` },
  ]);

/** How people come in, prove their address and get back in without their password. */
@Injectable()
export class SignupService {
  constructor(
    @Inject(UserRepository) private readonly users: UserRepository,
    @Inject(PostOffice) private readonly mail: PostOffice,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  async signUp(body: SignupBody) {
    const { email, password } = body;
    if (isWeakPassword(password, email)) throw weakPassword();
    const { signup } = this.settings.people;
    if (signup === 'invited' && !body.invitation)
      throw new ApiError('forbidden', 'Signing up needs an invitation here.');
    const person = {
      email,
      name: body.name ?? null,
      passwordHash: await hashPassword(password),
      organisation: body.organisation ?? email,
    };
    if (body.invitation) return this.signUpInvited(person, body.invitation);
    const created = await this.users.signUp(person);
    if (!created) throw emailTaken();
    await this.askToConfirm(created, this.allowedRedirect(body.redirect_to));
    return { user: { id: created.id, email }, message: CHECK_MAIL };
  }

  /** Answers alike whether or not the address is known or confirmed. */
  async resendConfirmation({ email }: EmailBody) {
    const found = await this.users.findByEmail(email);
    if (found && !found.person.emailConfirmedAt) await this.askToConfirm(found.person, null);
    return { message: 'If the address waits for its confirmation, a mail is on its way.' };
  }

  async confirm(token: string): Promise<{ redirectTo: string | null }> {
    const confirmed = await this.users.confirmEmail(hashSecret(token));
    if (!confirmed) throw invalidToken('confirmation');
    return confirmed;
  }

  /** Answers alike whether or not the address is known. */
  async forgotPassword({ email }: EmailBody) {
    const found = await this.users.findByEmail(email);
    if (found) {
      const token = newSecret();
      await this.users.issueToken(found.person.id, 'reset_password', hashSecret(token), { minutes: RESET_MINUTES });
      this.mail.post('reset', resetMail(email, this.settings.people.linkUrl, token, RESET_MINUTES));
    }
    return { message: 'If there is an account with this address, a mail is on its way.' };
  }

  async resetPassword({ token, password }: ResetBody) {
    if (isWeakPassword(password, '')) throw weakPassword();
    const email = await this.users.resetPassword(hashSecret(token), await hashPassword(password));
    if (!email) throw invalidToken('token');
    this.mail.post('password_changed', passwordChangedMail(email, this.settings.people.linkUrl));
    return { message: 'The password is set. Log in with it; all other sessions have ended.' };
  }

  private async signUpInvited(person: Parameters<UserRepository['signUp']>[0], invitation: string) {
    const created = await this.users.signUpInvited(person, hashSecret(invitation));
    if (created === 'email_taken') throw emailTaken();
    if (created === 'no_invitation')
      throw validationError([
        {
          field: 'invitation',
          code: 'invalid_invitation',
          message: 'The invitation is unknown, used, expired or for another address.',
        },
      ]);
    return { user: { id: created.id, email: created.email }, message: 'Your account is confirmed; log in.' };
  }

  private async askToConfirm(person: Person, redirectTo: string | null): Promise<void> {
    const token = newSecret();
    const options = { minutes: CONFIRM_HOURS * 60, redirectTo };
    await this.users.issueToken(person.id, 'confirm_email', hashSecret(token), options);
    this.mail.post('confirmation', confirmationMail(person.email, this.settings.people.linkUrl, token, CONFIRM_HOURS));
  }

  /** Only to pages that the operator named: a link in a mail of ours must lead nowhere else. */
  private allowedRedirect(url: string | undefined): string | null {
    if (!url || !URL.canParse(url)) return null;
    const { origin, href } = new URL(url);
    return this.settings.people.redirectOrigins.includes(origin) ? href : null;
  }
}

const emailTaken = (): ApiError => new ApiError('email_taken', 'There is an account with this e-mail address.');
