import { json, jsonBody, type Operation, type Operations } from '../openapi/operation.js';
import { object, reference } from '../openapi/schemas.js';

const string = { type: 'string' };
const email = { type: 'string', format: 'email' };
const uuid = { type: 'string', format: 'uuid' };
const nullable = (name: string) => ({ anyOf: [reference(name), { type: 'null' }] });
const body = (required: readonly string[], properties: Record<string, object>) => ({
  type: 'object',
  required,
  properties,
});

const post = (
  id: string,
  summary: string,
  request: string,
  success: Operation['success'],
  errors: Operation['errors'] = [],
): Operation => ({
  id,
  tag: 'People',
  summary,
  scope: null,
  requestBody: jsonBody(request),
  success,
  errors: ['validation_error', 'malformed_request', 'unsupported_media_type', 'rate_limited', ...errors],
});
const message = (status: string, description: string) => ({ [status]: json('Message', description) });

export const AUTH_OPERATIONS: Operations = {
  '/api/auth/signup': {
    post: post(
      'signUp',
      'Create a person with an organisation, or join one by invitation.',
      'SignupRequest',
      { '201': json('Signup', 'Created') },
      ['weak_password', 'email_taken', 'forbidden'],
    ),
  },
  '/api/auth/login': {
    post: post(
      'logIn',
      'Log in. Sets the cookies of the session too.',
      'LoginRequest',
      { '200': json('Session', 'Logged in') },
      ['invalid_credentials', 'email_not_confirmed'],
    ),
  },
  '/api/auth/refresh': {
    post: {
      ...post(
        'refreshSession',
        'Change the refresh token, which is good once, for new tokens.',
        'RefreshRequest',
        { '200': json('Session', 'Refreshed') },
        ['unauthorized', 'not_found'],
      ),
      description: 'Without a body the cookie counts. A token that is used again ends the session.',
      requestBody: jsonBody('RefreshRequest', false),
    },
  },
  '/api/auth/logout': {
    post: {
      ...post('logOut', 'End the session at once.', 'RefreshRequest', { '204': { description: 'Ended' } }),
      requestBody: jsonBody('RefreshRequest', false),
    },
  },
  '/api/auth/me': {
    get: {
      id: 'getMe',
      tag: 'People',
      summary: 'Who is logged in, and for which organisation.',
      scope: null,
      access: 'person',
      success: { '200': json('Me', 'The person') },
      errors: [],
    },
  },
  '/api/auth/verify': {
    get: {
      id: 'openConfirmation',
      tag: 'People',
      summary: 'The link of the mail: confirms the e-mail address.',
      scope: null,
      parameters: [{ name: 'token', in: 'query', required: true, schema: string, description: 'Out of the mail' }],
      success: {
        ...message('200', 'Confirmed'),
        '303': { description: 'Confirmed; on to the page that the signup named' },
      },
      errors: ['validation_error', 'rate_limited'],
    },
    post: post('confirmEmail', 'Confirm the e-mail address.', 'TokenRequest', message('200', 'Confirmed')),
  },
  '/api/auth/verify/resend': {
    post: post('resendConfirmation', 'Send the mail again.', 'EmailRequest', message('202', 'Alike for every address')),
  },
  '/api/auth/password/forgot': {
    post: post('forgotPassword', 'Ask for a new password.', 'EmailRequest', message('202', 'Alike for every address')),
  },
  '/api/auth/password/reset': {
    post: post('resetPassword', 'Set a new password.', 'ResetRequest', message('200', 'Set; all sessions have ended'), [
      'weak_password',
    ]),
  },
  '/api/auth/password/change': {
    post: {
      ...post('changePassword', 'Change the password.', 'ChangePasswordRequest', message('200', 'Changed'), [
        'weak_password',
        'invalid_credentials',
      ]),
      access: 'person',
    },
  },
};

const refreshToken = { type: 'string', description: 'Good once; the next answer has another' };

export const AUTH_SCHEMAS = {
  SignupRequest: body(['email', 'password'], {
    email,
    password: { type: 'string', minLength: 8, maxLength: 200 },
    redirect_to: {
      type: 'string',
      description: 'Page after the confirmation; only of an origin that the operator named',
    },
    name: string,
    organisation: { type: 'string', description: 'Name of the organisation that is made' },
    invitation: { type: 'string', description: 'Token of an invitation: joins its organisation instead' },
  }),
  Signup: object({ user: object({ id: uuid, email }), message: string }),
  LoginRequest: body(['email', 'password'], { email, password: string }),
  RefreshRequest: body([], {
    refresh_token: string,
    organisation_id: { ...uuid, description: 'The organisation to go on working for' },
  }),
  TokenRequest: body(['token'], { token: string }),
  EmailRequest: body(['email'], { email }),
  ResetRequest: body(['token', 'password'], { token: string, password: string }),
  ChangePasswordRequest: body(['current_password', 'password'], { current_password: string, password: string }),
  Message: object({ message: string }),
  OrganisationRef: object({ id: uuid, name: string, role: { enum: ['owner', 'admin', 'member', 'viewer'] } }),
  Session: object({
    user: object({ id: uuid, email, name: { type: ['string', 'null'] } }),
    organisation: nullable('OrganisationRef'),
    access_token: { type: 'string', description: 'JWT' },
    token_type: { const: 'Bearer' },
    expires_in: { type: 'integer', description: 'Seconds' },
    refresh_token: refreshToken,
  }),
  Me: object({
    user: object({
      id: uuid,
      email,
      name: { type: ['string', 'null'] },
      email_confirmed: { type: 'boolean' },
      created_at: { type: 'string', format: 'date-time' },
    }),
    organisation: {
      type: ['object', 'null'],
      properties: {
        id: uuid,
        name: string,
        role: string,
        plan: { enum: ['free', 'starter', 'paid'] },
        api_access_enabled: { type: 'boolean' },
      },
    },
    organisations: { type: 'array', items: reference('OrganisationRef') },
  }),
};
