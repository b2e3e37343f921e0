// `npm run --silent parse -- [--jsonl] FILE...`: builds what is stale and hands over to the command line.
// Standard output belongs to the results.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assertNodeVersion, installDependencies } from './up/dependencies.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

try {
  assertNodeVersion(root);
  await installDependencies(root);
  await import('./build.mjs');
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
const main = join(root, 'dist', 'apps', 'cli', 'main.js');
// npm runs scripts in the project's folder: file names stand for what they meant where npm was called.
const child = spawn(process.execPath, [main, 'parse', ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.once('exit', (code, signal) => process.exit(signal ? 1 : code));
