import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ATTEMPTS = 4;
const PAUSE = 5_000;

/** Whether all of the programs can be started. */
export const areInstalled = (programs) =>
  programs.every((program) =>
    (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program))),
  );

export const canInstall = () => process.getuid?.() === 0 && areInstalled(['apt-get']);

const run = (parameters) =>
  new Promise((resolve) => {
    const output = [];
    const child = spawn('apt-get', parameters, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
    });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => output.push(data));
    child.once('error', () => resolve({ status: 1, output: '' }));
    child.once('close', (status) => resolve({ status, output: Buffer.concat(output).toString() }));
  });

/** Packages start their services when they are installed; only their programs are wanted here. */
const QUIETLY = ['-y', '-qq', '--no-install-recommends', '-o', 'Dpkg::Use-Pty=0', '-o', 'DPkg::Lock::Timeout=120'];

/** Installs packages of Debian, with patience for a mirror or a lock that is busy. Throws the end of apt's output. */
export async function aptInstall(packages) {
  let last = '';
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    await run(['update', '-qq', '-o', 'DPkg::Lock::Timeout=120']);
    const { status, output } = await run(['install', ...QUIETLY, ...packages]);
    if (status === 0) return;
    last = output;
    if (attempt < ATTEMPTS) await sleep(attempt * PAUSE);
  }
  throw new Error(`apt-get install ${packages.join(' ')} failed:\n${last.trim().split('\n').slice(-8).join('\n')}`);
}

/** Some packages leave a service running: one that was not there before is stopped. */
export const stopService = (name) => void spawnSync('service', [name, 'stop'], { stdio: 'ignore' });
