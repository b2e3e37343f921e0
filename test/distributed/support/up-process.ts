import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../support/until.js';
import { AppProcess } from './app-process.js';

const root = join(import.meta.dirname, '..', '..', '..');

/** `npm run up` on a data folder of its own. */
export class UpProcess {
  private readonly app: AppProcess;

  constructor(
    readonly port: number,
    readonly data: string,
    environment: Readonly<Record<string, string>> = {},
  ) {
    const options = ['--json', '--port', String(port), '--data', data];
    this.app = new AppProcess(['node', join(root, 'scripts', 'up.mjs'), ...options], {
      VITAMILL_PARSER_PROCESSES: '1',
      VITAMILL_RUN_STALE_SECONDS: '5',
      VITAMILL_SWEEP_SECONDS: '1',
      ...environment,
    });
  }

  get output(): string {
    return this.app.log;
  }

  /** What `--json` prints. */
  async ready(): Promise<{ url: string; api_key: string }> {
    await until(() => this.app.log.includes('"api_key"') || !this.app.isRunning, 60);
    const line = this.app.log.split('\n').find((text) => text.startsWith('{"url"'));
    if (!line) throw new Error(this.app.log);
    return JSON.parse(line) as { url: string; api_key: string };
  }

  exit(): Promise<number | null> {
    return this.app.exit();
  }

  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    return this.app.end(signal);
  }
}

/** Processes that work on the data folder: by their command line or their environment. */
export function processesOn(data: string): string[] {
  if (process.platform !== 'linux') {
    const lines = execFileSync('ps', ['-axww', '-o', 'command'], { encoding: 'utf8' }).split('\n');
    return lines.filter((line) => line.includes(data));
  }
  const text = (pid: string, name: string) => {
    try {
      return readFileSync(`/proc/${pid}/${name}`, 'utf8');
    } catch {
      return '';
    }
  };
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && (text(pid, 'cmdline') + text(pid, 'environ')).includes(data))
    .map((pid) => `${pid} ${text(pid, 'cmdline').replaceAll('\0', ' ')}`);
}
