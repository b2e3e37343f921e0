import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const runs = (command: string, ...parameters: string[]): boolean =>
  spawnSync(command, parameters, { stdio: 'ignore' }).status === 0;

/**
 * What is no part of the project, and whether it is there. `npm test` installs the programs and starts the server as root on
 * Debian (scripts/test).
 */
const NEEDS = {
  curl: () => runs('curl', '--version'),
  'python3 with requests': () => runs('python3', '-c', 'import requests'),
  tesseract: () => runs('tesseract', '--version'),
  VITAMILL_TEST_S3_ENDPOINT: () => !!process.env.VITAMILL_TEST_S3_ENDPOINT,
  '../shared/reference': () => existsSync(join(root, '../shared/reference/esco')),
} as const;
type Need = keyof typeof NEEDS;

/** Other people's data beside the project, which no clone can get for itself. */
const CANNOT_BE_HAD: ReadonlySet<Need> = new Set(['../shared/reference']);

/**
 * `it` or `describe` for tests that need one of these. Where it is missing they are left out and it is said; with CI set
 * they run, and fail, unless it is nothing that a clone could get.
 */
export function needing<Test extends typeof it | typeof describe>(need: Need, test: Test): Test {
  if (NEEDS[need]()) return test;
  if (['true', '1'].includes(process.env.CI ?? '') && !CANNOT_BE_HAD.has(need)) return test;
  // Jest puts a stack below what goes to the console.
  process.stderr.write(`LEFT OUT: tests that need ${need}.\n`);
  return test.skip as Test;
}
