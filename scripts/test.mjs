// `npm test [-- PATTERN ...]`: all tests against real services, which are started for it and stopped in every case.
// The last line says `N passed, N failed`.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stopProcess } from './services/stop-process.mjs';
import { runJest } from './test/run-jest.mjs';
import { startTestServices } from './test/test-services.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const parameters = process.argv.slice(2);
const isContinuous = ['true', '1'].includes(process.env.CI ?? '');
const totals = { passed: 0, failed: 0 };
let services = null;
let jest = null;
let ended = false;

const say = (text) => process.stderr.write(`${text}\n`);

async function end() {
  if (ended) return;
  ended = true;
  if (jest) await stopProcess(jest, 'SIGTERM', 5_000);
  await (await services?.catch(() => null))?.stop();
  process.stdout.write(`${totals.passed} passed, ${totals.failed} failed\n`);
  process.exit(totals.failed > 0 ? 1 : 0);
}
const fail = (reason) => {
  say(reason);
  totals.failed++;
  return end();
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => fail(`Ended by ${signal}.`));

async function run(projects, workers, environment = {}, more = []) {
  const onStart = (child) => {
    jest = child;
  };
  const result = await runJest({ root, projects, workers, environment, onStart, parameters: [...parameters, ...more] });
  totals.passed += result.passed;
  totals.failed += result.failed;
}

async function main() {
  await import('./build.mjs');
  // They take their time to start: meanwhile the tests run that need none.
  services = startTestServices(root);
  services.catch(() => undefined);
  await run(['unit'], 2);
  const { environment, leftOut, missing } = await services;
  for (const { file, service, variable } of leftOut)
    say(`LEFT OUT: ${file} needs ${service}; ${variable} may name a server.`);
  for (const name of missing) say(`LEFT OUT: tests that need ${name}.`);
  if (leftOut.length + missing.length > 0 && isContinuous) return fail('With CI set, nothing may be left out.');
  // Servers on a busy machine take their time.
  const patient = '--testTimeout=300000';
  const ignored = leftOut.map(({ file }) => `--testPathIgnorePatterns=/${file.replaceAll('.', '\\.')}$`);
  await run(['medium', 'e2e'], 2, environment, [patient, ...ignored]);
  // They measure and kill processes of their own: nothing else may run beside them.
  await run(['distributed'], 1, environment, [patient, ...ignored]);
  return end();
}

main().catch((error) => fail(error.message));
