import 'reflect-metadata';
import { PeopleConfig } from './people-config.js';
import { FromEnvironment } from './setting.js';

const MEGABYTE = 1024 * 1024;

/** apps/api */
export class ApiConfig extends PeopleConfig {
  @FromEnvironment({
    name: 'HTTP_PORT',
    type: 'integer',
    min: 0,
    max: 65_535,
    default: 3_000,
    description: 'Port of the API; 0 takes any',
  })
  httpPort!: number;

  @FromEnvironment({
    name: 'KEY_PEPPER',
    type: 'text',
    minLength: 32,
    secret: true,
    description: 'Keys the hashes of API keys; lost, all keys are invalid',
  })
  keyPepper!: string;

  @FromEnvironment({
    name: 'KEY_PEPPER_PREVIOUS',
    type: 'text',
    minLength: 32,
    secret: true,
    optional: true,
    description: 'The pepper before, while it is being replaced: keys are hashed anew when they are used',
  })
  keyPepperPrevious!: string | null;

  @FromEnvironment({
    name: 'CORS_ORIGINS',
    type: 'text',
    optional: true,
    pattern: /^https?:\/\/[^\s/,*]+(?:\s*,\s*https?:\/\/[^\s/,*]+)*$/,
    patternMessage: 'must be origins as https://app.example,https://other.example',
    description: 'Origins whose pages may call the API from a browser, parted by commas; none unless told',
  })
  corsOrigins!: string | null;

  @FromEnvironment({
    name: 'KEY_PREFIX',
    type: 'text',
    default: 'rsm_live_',
    description: 'What new API keys begin with',
  })
  keyPrefix!: string;

  @FromEnvironment({
    name: 'PUBLIC_URL',
    type: 'url',
    schemes: ['http', 'https'],
    optional: true,
    description: 'Address that clients reach the API at, for the OpenAPI document',
  })
  publicUrl!: string | null;

  @FromEnvironment({
    name: 'MAX_UPLOAD_BYTES',
    type: 'integer',
    min: 1_024,
    max: 100 * MEGABYTE,
    default: 10 * MEGABYTE,
    description: 'Largest file',
  })
  maxUploadBytes!: number;

  @FromEnvironment({
    name: 'MAX_QUEUE_DEPTH',
    type: 'integer',
    min: 1,
    max: 1_000_000,
    default: 10_000,
    description: 'Waiting assets at which uploads are refused with 503',
  })
  maxQueueDepth!: number;

  @FromEnvironment({
    name: 'BODY_IDLE_SECONDS',
    type: 'integer',
    min: 1,
    max: 300,
    default: 15,
    description: 'Pause that a client may make while it sends a body',
  })
  bodyIdleSeconds!: number;

  @FromEnvironment({
    name: 'REQUEST_SECONDS',
    type: 'integer',
    min: 5,
    max: 3_600,
    default: 120,
    description: 'Time for a whole request to arrive',
  })
  requestSeconds!: number;

  @FromEnvironment({
    name: 'SPOOL_MB',
    type: 'integer',
    min: 16,
    max: 16_384,
    default: 256,
    description: 'Memory that uploads in flight may take together',
  })
  spoolMegabytes!: number;

  @FromEnvironment({
    name: 'MAX_PARALLEL_PARSES',
    type: 'integer',
    min: 1,
    max: 64,
    default: 2,
    description: 'Synchronous parses at once; more are answered 503',
  })
  maxParallelParses!: number;

  @FromEnvironment({
    name: 'AUTHENTICATIONS_PER_MINUTE',
    type: 'integer',
    min: 1,
    max: 100_000,
    default: 5,
    description: 'Signups, logins and resets a minute and address',
  })
  authenticationsPerMinute!: number;

  @FromEnvironment({
    name: 'TRUSTED_PROXIES',
    type: 'text',
    optional: true,
    description: 'Addresses or networks, separated by commas, of proxies whose X-Forwarded-For is believed',
  })
  trustedProxies!: string | null;
}
