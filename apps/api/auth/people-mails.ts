import type { Mail } from '@vitamill/domain';

/** A link without what makes it work is of no use to whoever reads logs: only the mail has it. */
const linkOf = (base: string, path: string, token: string): string => `${base}${path}?token=${token}`;

export const confirmationMail = (to: string, base: string, token: string, hours: number): Mail => ({
  to,
  subject: 'Confirm your e-mail address',
  text: [
    'Somebody, probably you, signed up for Vitamill with this address. To confirm it, open',
    '',
    linkOf(base, '/api/auth/verify', token),
    '',
    `within ${hours} hours. If it was not you, do nothing.`,
    '',
  ].join('\n'),
});

export const resetMail = (to: string, base: string, token: string, minutes: number): Mail => ({
  to,
  subject: 'Set a new password',
  text: [
    'Somebody, probably you, asked for a new password at Vitamill. To set it, send the token',
    '',
    token,
    '',
    `to ${base}/api/auth/password/reset within ${minutes} minutes. If it was not you, do nothing.`,
    '',
  ].join('\n'),
});

/** To whoever may not have done it. */
export const passwordChangedMail = (to: string, base: string): Mail => ({
  to,
  subject: 'Your password was changed',
  text: [
    'The password of your account at Vitamill was changed, and sessions were ended. If it was not you, set another one at once by',
    `${base}/api/auth/password/forgot, and tell the owner of your organisation.`,
    '',
  ].join('\n'),
});

export const invitationMail = (to: string, organisation: string, base: string, token: string, days: number): Mail => ({
  to,
  subject: `You are invited to ${organisation.replace(/[\r\n]+/g, ' ')}`,
  text: [
    `You are invited to ${organisation} on Vitamill. To accept, sign up at ${base}/api/auth/signup with this address and`,
    'the invitation',
    '',
    token,
    '',
    `within ${days} days, or, if you have an account, log in and send it to ${base}/api/auth/invitations/accept.`,
    '',
  ].join('\n'),
});
