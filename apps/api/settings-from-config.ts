import type { ApiConfig } from '@vitamill/config';
import type { ApiSettings } from './api-settings.js';

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
  secretKeys: { current: config.secretsKey, previous: config.secretsKeyPrevious },
  webhookAllowHttp: config.webhookAllowHttp,
  webhookAllowedNetworks: config.webhookAllowedNetworks,
  trustedProxies: config.trustedProxies?.split(',').map((address) => address.trim()) ?? [],
});
