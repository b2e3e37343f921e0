// `npm run up`: everything on this machine, from a bare clone to a running service. Plain Node until npm ci has run.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isPortFree } from './services/free-port.mjs';
import { readArguments, USAGE } from './up/arguments.mjs';
import { openDataFolder } from './up/data-folder.mjs';
import { assertNodeVersion, installDependencies } from './up/dependencies.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** What was started, in order; it is stopped in the opposite one. */
const run = [];
let release = () => undefined;
let ending = false;

const say = (text) => process.stderr.write(`${text}\n`);

async function end(status, reason) {
  if (ending) return;
  ending = true;
  if (reason) say(reason);
  // The apps stop together, the database after them.
  const [database, ...apps] = run;
  await Promise.allSettled(apps.map((part) => part.stop()));
  await database?.stop().catch(() => undefined);
  release();
  process.exit(status);
}

function endWithParent() {
  // A shell between npm and this process may swallow the signal: npm gone means that nobody can stop us any more.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event === 'up') {
    setInterval(() => process.ppid !== parent && end(0, 'npm is gone; stopping.'), 500).unref();
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(0, 'Stopping ...'));
}

const curlLine = (url, key) => `curl -H "Authorization: Bearer ${key}" -F file=@CV.pdf ${url}/api/v1/files/upload`;

function announce({ json, url, key, isNew, keyFile, data }) {
  if (json) {
    process.stdout.write(`${JSON.stringify({ url, api_key: key })}\n`);
    return;
  }
  const shown = isNew ? key : `$(cat ${keyFile})`;
  const lines = [
    '',
    `Vitamill is ready:  ${url}   (documentation: ${url}/api/docs)`,
    isNew ? `API key:            ${key}` : null,
    `${isNew ? 'It is kept in' : 'API key: in'}       ${keyFile}`,
    `Data and logs:      ${data}`,
    '',
    'Send a CV (PDF, DOCX, image, text):',
    '',
    `  ${curlLine(url, shown)}`,
    '',
    'Ctrl-C stops everything.',
    '',
  ];
  process.stdout.write(lines.filter((line) => line !== null).join('\n'));
}

async function main() {
  const options = readArguments(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(USAGE);
    process.exit(0);
  }
  assertNodeVersion(root);
  endWithParent();
  const { host, port, json } = options;
  const data = openDataFolder(resolve(process.env.INIT_CWD ?? process.cwd(), options.data));
  release = data.release;
  if (!(await isPortFree(host, port)))
    throw new Error(
      `Port ${port} is taken. Choose another one: npm run up -- --port ${port < 65_000 ? port + 1 : 8080}`,
    );
  await installDependencies(root, (npm) => run.push(npm));
  run.length = 0;
  await import('./build.mjs');
  if (ending) return;
  const { startServices } = await import('./up/services.mjs');
  const url = `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host}:${port}`;
  const onGivenUp = (reason) => end(1, reason);
  const { key, isNew } = await startServices(root, { data, host, port, url, run, say, onGivenUp });
  announce({ json, url, key, isNew, keyFile: data.apiKeyFile, data: data.folder });
}

main().catch((error) => end(1, `Vitamill cannot start. ${error.message}`));
