import 'reflect-metadata';
import { ServiceConfig } from './service-config.js';
import { FromEnvironment } from './setting.js';

/** Of apps/api: logins, mail and what operators do over HTTP. */
export class PeopleConfig extends ServiceConfig {
  @FromEnvironment({
    name: 'SIGNUP',
    type: 'choice',
    choices: ['open', 'invited'],
    default: 'open',
    description: 'open: anyone may sign up; invited: only with an invitation',
  })
  signup!: 'open' | 'invited';

  @FromEnvironment({
    name: 'TOKEN_SECRET',
    type: 'text',
    minLength: 32,
    secret: true,
    optional: true,
    description: 'Signs the tokens of logins; made out of the key pepper where it is not given',
  })
  tokenSecret!: string | null;

  @FromEnvironment({
    name: 'ACCESS_TOKEN_MINUTES',
    type: 'integer',
    min: 1,
    max: 43_200,
    default: 60,
    description: 'Life of an access token',
  })
  accessTokenMinutes!: number;

  @FromEnvironment({
    name: 'SESSION_DAYS',
    type: 'integer',
    min: 1,
    max: 365,
    default: 30,
    description: 'Life of a login, however often it is refreshed',
  })
  sessionDays!: number;

  @FromEnvironment({
    name: 'REDIRECT_ORIGINS',
    type: 'text',
    optional: true,
    description: 'Origins, separated by commas, that a person may be sent on to after confirming their address',
  })
  redirectOrigins!: string | null;

  @FromEnvironment({
    name: 'OPERATOR_TOKEN',
    type: 'text',
    minLength: 32,
    secret: true,
    optional: true,
    description: 'Opens the routes below /api/operator; they are closed without it',
  })
  operatorToken!: string | null;

  @FromEnvironment({
    name: 'MAIL_DRIVER',
    type: 'choice',
    choices: ['folder', 'smtp'],
    default: 'folder',
    description: 'folder: mail is written to files, for development; smtp: it is sent',
  })
  mailDriver!: 'folder' | 'smtp';

  @FromEnvironment({
    name: 'MAIL_DIR',
    type: 'text',
    default: 'data/mail',
    description: 'Folder that mail is written to',
  })
  mailDir!: string;

  @FromEnvironment({
    name: 'SMTP_URL',
    type: 'url',
    schemes: ['smtp', 'smtps'],
    secret: true,
    neededWhen: { property: 'mailDriver', is: 'smtp', shown: 'VITAMILL_MAIL_DRIVER=smtp' },
    description: 'Mail server, with user and password where it asks for them',
  })
  smtpUrl!: string | null;

  @FromEnvironment({
    name: 'MAIL_FROM',
    type: 'text',
    default: 'Vitamill <no-reply@localhost>',
    description: 'Address that mail comes from',
  })
  mailFrom!: string;

  @FromEnvironment({
    name: 'KEY_TEST_PREFIX',
    type: 'text',
    default: 'rsm_test_',
    description: 'What new test keys begin with',
  })
  keyTestPrefix!: string;
}
