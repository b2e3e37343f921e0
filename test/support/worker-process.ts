import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** A built worker in a process of its own, as production starts it. */
export class WorkerProcess {
  private readonly child: ChildProcess;
  private output = '';
  readonly ended: Promise<number | null>;

  constructor(environment: Readonly<Record<string, string>>) {
    this.child = spawn(process.execPath, [join(root, 'dist/apps/worker/main.js')], {
      env: { PATH: process.env.PATH, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString();
      });
    this.ended = new Promise((resolve) => this.child.once('exit', resolve));
  }

  /** Log lines so far. */
  get log(): string {
    return this.output;
  }

  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    this.child.kill(signal);
    return this.ended;
  }
}
