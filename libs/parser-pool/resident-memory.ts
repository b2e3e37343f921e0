import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** Bytes of memory that a process holds, all its threads and WebAssembly included; 0 where that cannot be told. */
export async function residentMemoryOf(pid: number): Promise<number> {
  if (process.platform === 'linux') {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  }
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'rss=', '-p', String(pid)], (error, output) =>
      resolve(error ? 0 : Number(output.trim()) * 1024),
    );
  });
}
