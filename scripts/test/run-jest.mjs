import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs jest on some of the projects; gives what passed and failed. `onStart` gets the child, to stop it. */
export async function runJest({ root, projects, parameters = [], environment = {}, workers, onStart }) {
  const box = mkdtempSync(join(tmpdir(), 'vitamill-jest-'));
  const report = join(box, 'report.json');
  const node = process.env.NODE_OPTIONS ?? '';
  const child = spawn(
    process.execPath,
    [
      join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
      ...['--selectProjects', ...projects],
      ...[
        '--json',
        `--outputFile=${report}`,
        `--maxWorkers=${workers}`,
        '--passWithNoTests',
        '--forceExit',

        ...parameters,
      ],
    ],
    {
      cwd: root,
      // The report goes to the file; a copy of it on standard output helps nobody.
      stdio: ['ignore', 'ignore', 2],
      env: { ...process.env, ...environment, NODE_OPTIONS: `${node} --experimental-vm-modules --no-warnings`.trim() },
    },
  );
  onStart(child);
  try {
    const status = await new Promise((resolve) => {
      child.once('error', () => resolve(1));
      child.once('exit', (code, signal) => resolve(signal ? 1 : code));
    });
    try {
      const result = JSON.parse(readFileSync(report, 'utf8'));
      // A file that does not even load has no tests that could fail.
      const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
      return { passed: result.numPassedTests, failed: status === 0 ? failed : Math.max(failed, 1) };
    } catch {
      return { passed: 0, failed: 1 };
    }
  } finally {
    rmSync(box, { recursive: true, force: true });
  }
}
