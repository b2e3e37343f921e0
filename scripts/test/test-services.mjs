import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { aptInstall, areInstalled, canInstall, stopService } from '../services/apt.mjs';
import { S3_PACKAGES, S3_PROGRAMS, startS3 } from '../services/s3.mjs';
import { PROGRAMS } from './test-programs.mjs';

/** Spec files below the root that mention something. */
function specsThatMention(root, mark) {
  const found = [];
  for (const top of ['apps', 'libs', 'test'])
    for (const entry of readdirSync(join(root, top), { withFileTypes: true, recursive: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.spec.ts')) continue;
      // `parentPath` came with Node 20.12.
      const path = join(entry.parentPath ?? entry.path, entry.name);
      if (readFileSync(path, 'utf8').includes(mark)) found.push(relative(root, path));
    }
  return found;
}

const REDIS = {
  name: 'Redis',
  variable: 'VITAMILL_TEST_REDIS_URL',
  mark: '/support/redis.js',
  programs: ['redis-server'],
  packages: ['redis-server'],
  // The tests start servers of their own.
  start: async () => ({ environment: {}, stop: async () => undefined }),
};
const S3 = {
  name: 'S3',
  variable: 'VITAMILL_TEST_S3_ENDPOINT',
  mark: 'VITAMILL_TEST_S3_ENDPOINT',
  programs: S3_PROGRAMS,
  packages: S3_PACKAGES,
  start: async () => {
    const { endpoint, accessKey, secretKey, stop } = await startS3();
    return {
      environment: {
        VITAMILL_TEST_S3_ENDPOINT: endpoint,
        VITAMILL_TEST_S3_ACCESS_KEY: accessKey,
        VITAMILL_TEST_S3_SECRET_KEY: secretKey,
      },
      stop,
    };
  },
};

async function install(services) {
  const missing = [
    ...services.filter(({ programs }) => !areInstalled(programs)),
    ...(canInstall() ? PROGRAMS.filter(({ isThere }) => !isThere()) : []),
  ];
  if (missing.length === 0) return;
  process.stderr.write(`Installing ${missing.map(({ name }) => name).join(' and ')} for the tests ...\n`);
  const hadRedis = areInstalled(['redis-server']);
  await aptInstall(missing.flatMap(({ packages }) => packages));
  if (!hadRedis && areInstalled(['redis-server'])) stopService('redis-server');
}

/**
 * The services and programs that the tests need beside PostgreSQL, which comes with the packages. Gives the environment for
 * the tests, the spec files that must be left out because a service cannot be had, the programs that are missing, and the way
 * to stop everything.
 */
export async function startTestServices(root) {
  const wanted = [REDIS, S3].filter(({ variable }) => !process.env[variable]);
  const had = wanted.filter(({ programs }) => canInstall() || areInstalled(programs));
  const leftOut = wanted
    .filter((service) => !had.includes(service))
    .flatMap((service) =>
      specsThatMention(root, service.mark).map((file) => ({ file, service: service.name, variable: service.variable })),
    );
  await install(had);
  const started = [];
  for (const service of had) started.push(await service.start());
  return {
    environment: Object.assign({}, ...started.map(({ environment }) => environment)),
    leftOut,
    missing: PROGRAMS.filter(({ isThere }) => !isThere()).map(({ name }) => name),
    stop: async () => void (await Promise.allSettled(started.map(({ stop }) => stop()))),
  };
}
