import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stopProcess } from '../services/stop-process.mjs';

const packagesIn = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return null;
  }
};

/** Whether node_modules holds what package-lock.json asks for. Optional packages are those of other platforms. */
function isInstalled(root) {
  const wanted = packagesIn(join(root, 'package-lock.json')) ?? {};
  const installed = packagesIn(join(root, 'node_modules', '.package-lock.json'));
  if (!installed) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional, link }]) => path === '' || optional || link || installed[path]?.version === version,
  );
}

/** Runs `npm ci` where it is needed. No package of ours needs its install script. `onStart` gets the way to stop it. */
export async function installDependencies(root, onStart = () => undefined) {
  if (isInstalled(root)) return;
  process.stderr.write('Installing the packages (npm ci) ...\n');
  const npm = process.env.npm_execpath;
  const [command, before] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  // The caller may have silenced npm for its own sake.
  const flags = [
    '--loglevel=error',
    '--include=dev',
    '--include=optional',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
  ];
  const child = spawn(command, [...before, 'ci', ...flags], {
    cwd: root,
    // Standard output belongs to the caller.
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32' && command === 'npm',
  });
  onStart({ stop: () => stopProcess(child) });
  const status = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.code));
    child.once('exit', resolve);
  });
  if (status !== 0) throw new Error(`npm ci failed (${status}). Mend what it names above and try again.`);
}

export function assertNodeVersion(root) {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [, major, minor, below] = /^>=(\d+)\.(\d+) <(\d+)$/.exec(engines.node).map(Number);
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  if (ownMajor > major - 1 && (ownMajor > major || ownMinor >= minor) && ownMajor < below) return;
  throw new Error(`Node ${engines.node} is needed; this is ${process.versions.node}.`);
}
