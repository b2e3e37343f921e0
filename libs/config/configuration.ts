import 'reflect-metadata';
import { FromEnvironment } from './setting.js';

const MEGABYTE = 1024 * 1024;
const whenRedis = { property: 'queueDriver', is: 'redis', shown: 'VITAMILL_QUEUE_DRIVER=redis' };
const whenS3 = { property: 'storageDriver', is: 's3', shown: 'VITAMILL_STORAGE_DRIVER=s3' };
const whenFolder = { property: 'storageDriver', is: 'folder', shown: 'VITAMILL_STORAGE_DRIVER=folder' };

/** What both apps need. */
export class ServiceConfig {
  @FromEnvironment({
    name: 'DATABASE_URL',
    type: 'url',
    schemes: ['postgres', 'postgresql'],
    secret: true,
    description: 'PostgreSQL 15 or newer',
  })
  databaseUrl!: string;

  @FromEnvironment({
    name: 'DATABASE_POOL_SIZE',
    type: 'integer',
    min: 2,
    max: 200,
    default: 10,
    description: 'Connections a process',
  })
  databasePoolSize!: number;

  @FromEnvironment({
    name: 'QUEUE_DRIVER',
    type: 'choice',
    choices: ['embedded', 'redis'],
    default: 'embedded',
    description: 'embedded: jobs are taken from the database; redis: over Bull',
  })
  queueDriver!: 'embedded' | 'redis';

  @FromEnvironment({
    name: 'REDIS_URL',
    type: 'url',
    schemes: ['redis', 'rediss'],
    secret: true,
    neededWhen: whenRedis,
    description: 'Redis 7 or Valkey 8, with maxmemory-policy noeviction',
  })
  redisUrl!: string | null;

  @FromEnvironment({
    name: 'STORAGE_DRIVER',
    type: 'choice',
    choices: ['folder', 's3'],
    default: 'folder',
    description: 'Where uploaded files are kept',
  })
  storageDriver!: 'folder' | 's3';

  @FromEnvironment({
    name: 'STORAGE_DIR',
    type: 'text',
    neededWhen: whenFolder,
    description: 'Folder of the uploaded files, the same for api and worker',
  })
  storageDir!: string | null;

  @FromEnvironment({
    name: 'S3_ENDPOINT',
    type: 'url',
    schemes: ['http', 'https'],
    neededWhen: whenS3,
    description: 'S3 server, without the bucket',
  })
  s3Endpoint!: string | null;

  @FromEnvironment({ name: 'S3_REGION', type: 'text', default: 'us-east-1', description: 'Region of the bucket' })
  s3Region!: string;

  @FromEnvironment({
    name: 'S3_BUCKET',
    type: 'text',
    default: 'vitamill',
    description: 'Bucket; made at the start where it is missing',
  })
  s3Bucket!: string;

  @FromEnvironment({
    name: 'S3_ACCESS_KEY',
    type: 'text',
    secret: true,
    neededWhen: whenS3,
    description: 'Access key of the bucket',
  })
  s3AccessKey!: string | null;

  @FromEnvironment({
    name: 'S3_SECRET_KEY',
    type: 'text',
    secret: true,
    neededWhen: whenS3,
    description: 'Secret key of the bucket',
  })
  s3SecretKey!: string | null;

  @FromEnvironment({
    name: 'SECRETS_KEY',
    type: 'text',
    minLength: 32,
    secret: true,
    description:
      'Encrypts the secrets of webhooks, signs receipts of erasure and links to exports; the same for api and worker',
  })
  secretsKey!: string;

  @FromEnvironment({
    name: 'SECRETS_KEY_PREVIOUS',
    type: 'text',
    minLength: 32,
    secret: true,
    optional: true,
    description: 'The key before, while VITAMILL_SECRETS_KEY is being replaced',
  })
  secretsKeyPrevious!: string | null;

  @FromEnvironment({
    name: 'WEBHOOK_ALLOW_HTTP',
    type: 'flag',
    default: false,
    description: 'Whether webhooks may go to http: addresses; for development',
  })
  webhookAllowHttp!: boolean;

  @FromEnvironment({
    name: 'WEBHOOK_ALLOWED_NETWORKS',
    type: 'text',
    optional: true,
    pattern: /^(?:\s*[\da-fA-F.:]+\/\d{1,3}\s*(?:,|$))+$/,
    patternMessage: 'must be networks as 10.0.0.0/8,fd00::/8',
    description: 'Private networks that webhooks may go to although they are not public, as 127.0.0.0/8,fd00::/8',
  })
  webhookAllowedNetworks!: string | null;

  @FromEnvironment({
    name: 'HTTP_HOST',
    type: 'text',
    default: '127.0.0.1',
    description: 'Address to listen on; 0.0.0.0 in a container',
  })
  httpHost!: string;

  @FromEnvironment({
    name: 'LOG_LEVEL',
    type: 'choice',
    choices: ['trace', 'debug', 'info', 'warn', 'error', 'silent'],
    default: 'info',
    description: 'Least level that is logged',
  })
  logLevel!: string;

  @FromEnvironment({
    name: 'PARSER_PROCESSES',
    type: 'integer',
    min: 1,
    max: 64,
    default: 2,
    description: 'Documents parsed at once, each in a process of its own',
  })
  parserProcesses!: number;

  @FromEnvironment({
    name: 'PARSER_MEMORY_MB',
    type: 'integer',
    min: 256,
    max: 65_536,
    default: 1_024,
    description: 'Memory that one parse may take',
  })
  parserMemoryMegabytes!: number;

  @FromEnvironment({
    name: 'PARSER_DEADLINE_SECONDS',
    type: 'integer',
    min: 5,
    max: 3_600,
    default: 180,
    description:
      'Time that one parse may take; on a busy machine, where it waits for the processor, at most five times that on the clock',
  })
  parserDeadlineSeconds!: number;

  @FromEnvironment({
    name: 'PARSER_RECYCLE_AFTER',
    type: 'integer',
    min: 1,
    max: 10_000,
    default: 100,
    description: 'Documents after which a parser process is replaced',
  })
  parserRecycleAfter!: number;

  @FromEnvironment({
    name: 'OCR_ENGINE',
    type: 'choice',
    choices: ['packaged', 'native'],
    default: 'packaged',
    description: 'packaged: tesseract from the npm packages; native: the program of the machine, which is quicker',
  })
  ocrEngine!: 'packaged' | 'native';

  @FromEnvironment({
    name: 'OCR_PROGRAM',
    type: 'text',
    default: 'tesseract',
    description: 'Tesseract 5 for the native engine: its name on the PATH, or its path',
  })
  ocrProgram!: string;

  @FromEnvironment({
    name: 'OCR_THREADS',
    type: 'integer',
    min: 1,
    max: 64,
    default: 1,
    description: 'Pages of one document read at once; each takes about 250 MB of the memory of its parse',
  })
  ocrThreads!: number;

  @FromEnvironment({
    name: 'OCR_DATA_DIR',
    type: 'text',
    optional: true,
    description: 'Folder with LANGUAGE.traineddata files that are used in place of the packaged ones',
  })
  ocrDataDir!: string | null;
}

/** Of apps/api: logins, mail and what operators do over HTTP. */
class PeopleConfig extends ServiceConfig {
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

/** apps/worker */
export class WorkerConfig extends ServiceConfig {
  @FromEnvironment({
    name: 'WORKER_HTTP_PORT',
    type: 'integer',
    min: 0,
    max: 65_535,
    default: 3_001,
    description: "Port of the worker's health checks and metrics; 0 takes any",
  })
  httpPort!: number;

  @FromEnvironment({
    name: 'MAX_ATTEMPTS',
    type: 'integer',
    min: 1,
    max: 20,
    default: 4,
    description: 'Runs that an asset may have before it fails',
  })
  maxAttempts!: number;

  @FromEnvironment({
    name: 'RETRY_SECONDS',
    type: 'integer',
    min: 1,
    max: 600,
    default: 5,
    description: 'Pause before the second run; it doubles with each',
  })
  retrySeconds!: number;

  @FromEnvironment({
    name: 'RUN_STALE_SECONDS',
    type: 'integer',
    min: 5,
    max: 3_600,
    default: 30,
    description: 'Silence after which a run counts as dead',
  })
  runStaleSeconds!: number;

  @FromEnvironment({
    name: 'SWEEP_SECONDS',
    type: 'integer',
    min: 1,
    max: 3_600,
    default: 10,
    description: 'Pause between two looks for what is stuck',
  })
  sweepSeconds!: number;

  @FromEnvironment({
    name: 'LOST_JOB_SECONDS',
    type: 'integer',
    min: 1,
    max: 86_400,
    default: 30,
    description: 'Age at which a published job is looked for in Redis',
  })
  lostJobSeconds!: number;

  @FromEnvironment({
    name: 'ORPHAN_MINUTES',
    type: 'integer',
    min: 5,
    max: 100_000,
    default: 60,
    description: 'Age at which a stored file that no asset stands for is deleted',
  })
  orphanMinutes!: number;

  @FromEnvironment({
    name: 'WEBHOOK_CONCURRENCY',
    type: 'integer',
    min: 1,
    max: 500,
    default: 16,
    description: 'Webhooks sent at once by one worker',
  })
  webhookConcurrency!: number;

  @FromEnvironment({
    name: 'WEBHOOK_TIMEOUT_SECONDS',
    type: 'integer',
    min: 1,
    max: 60,
    default: 15,
    description: 'Time that the receiver of a webhook has to answer',
  })
  webhookTimeoutSeconds!: number;

  @FromEnvironment({
    name: 'WEBHOOK_LOG_DAYS',
    type: 'integer',
    min: 1,
    max: 3_650,
    default: 30,
    description: 'Days that sent webhooks are kept in the delivery log',
  })
  webhookLogDays!: number;

  @FromEnvironment({
    name: 'TRACKER_KEEP_DAYS',
    type: 'integer',
    min: 1,
    max: 3_650,
    default: 30,
    description: 'Days that deleted jobs of the tracker and scrapes that ended are kept',
  })
  trackerKeepDays!: number;

  @FromEnvironment({
    name: 'DRAIN_SECONDS',
    type: 'integer',
    min: 0,
    max: 3_600,
    default: 20,
    description: 'Time that running documents have to finish when the worker is asked to stop',
  })
  drainSeconds!: number;
}
