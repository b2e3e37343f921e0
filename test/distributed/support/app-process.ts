import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');
const KEPT_OUTPUT = 20_000;

/** A built app as a process of its own, started by the command line given (that of docker/compose.yaml). */
export class AppProcess {
  private child: ChildProcess;
  private ended: Promise<number | null>;
  private output = '';

  constructor(
    private readonly command: readonly string[],
    private readonly environment: Readonly<Record<string, string>>,
  ) {
    this.child = this.spawn();
    this.ended = this.endOf(this.child);
  }

  /** Standard output and error so far. */
  get log(): string {
    return this.output;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Resolves to the exit status; null where a signal ended it. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    this.child.kill(signal);
    return this.ended;
  }

  exit(): Promise<number | null> {
    return this.ended;
  }

  restart(): void {
    if (this.isRunning) throw new Error('It is running.');
    this.child = this.spawn();
    this.ended = this.endOf(this.child);
  }

  private spawn(): ChildProcess {
    const [program, ...parameters] = this.command;
    const child = spawn(program === 'node' ? process.execPath : String(program), parameters, {
      cwd: root,
      env: { PATH: process.env.PATH, ...this.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        this.output = (this.output + chunk.toString()).slice(-KEPT_OUTPUT);
      });
    return child;
  }

  private endOf(child: ChildProcess): Promise<number | null> {
    return new Promise((resolve) => child.once('exit', resolve));
  }
}
