import { hkdfSync } from 'node:crypto';
import type { ApiConfig } from '@vitamill/config';
import type { ApiSettings, PeopleSettings } from './api-settings.js';

const SECOND = 1_000;
const MEGABYTE = 1024 * 1024;

/** The part of the configuration that the HTTP side needs, in its units. */
export const settingsFrom = (config: ApiConfig): ApiSettings => ({
  maxUploadBytes: config.maxUploadBytes,
  maxQueueDepth: config.maxQueueDepth,
  bodyIdleMilliseconds: config.bodyIdleSeconds * SECOND,
  requestMilliseconds: config.requestSeconds * SECOND,
  spoolBytes: config.spoolMegabytes * MEGABYTE,
  maxParallelParses: config.maxParallelParses,
  publicUrl: config.publicUrl,
  authenticationsPerMinute: config.authenticationsPerMinute,
  corsOrigins: config.corsOrigins?.split(',').map((origin) => origin.trim()) ?? [],
  secretKeys: { current: config.secretsKey, previous: config.secretsKeyPrevious },
  webhookAllowHttp: config.webhookAllowHttp,
  webhookAllowedNetworks: config.webhookAllowedNetworks,
  trustedProxies: listOf(config.trustedProxies),
  people: peopleSettingsFrom(config),
});

/** Tokens have a key of their own that comes out of the pepper, so that one secret is enough to run. */
const derived = (pepper: string): string =>
  Buffer.from(hkdfSync('sha256', pepper, '', 'vitamill session tokens', 32)).toString('hex');

const listOf = (text: string | null): string[] =>
  (text ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

const peopleSettingsFrom = (config: ApiConfig): PeopleSettings => ({
  tokenSecret: config.tokenSecret ?? derived(config.keyPepper),
  accessTokenMinutes: config.accessTokenMinutes,
  sessionDays: config.sessionDays,
  signup: config.signup,
  linkUrl: (config.publicUrl ?? `http://localhost:${config.httpPort}`).replace(/\/+$/, ''),
  redirectOrigins: listOf(config.redirectOrigins),
  operatorToken: config.operatorToken,
});
