import 'reflect-metadata';
import { FromEnvironment } from './setting.js';

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
