import { spawnSync } from 'node:child_process';

/** Programs that are no part of the project. `npm test` installs them as root on Debian (scripts/test/test-programs.mjs). */
const PROGRAMS = {
  curl: ['curl', '--version'],
  'python3 with requests': ['python3', '-c', 'import requests'],
  tesseract: ['tesseract', '--version'],
} as const;

/**
 * `it` or `describe` for tests that run such a program. Where it is missing they are left out and it is said; with CI set
 * nothing is left out, and they fail.
 */
export function needing<Test extends typeof it | typeof describe>(program: keyof typeof PROGRAMS, test: Test): Test {
  const [command, ...parameters] = PROGRAMS[program];
  if (spawnSync(command, parameters, { stdio: 'ignore' }).status === 0) return test;
  if (['true', '1'].includes(process.env.CI ?? '')) return test;
  console.warn(`LEFT OUT: tests that need ${program}.`);
  return test.skip as Test;
}
