import { readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second, whatever the machine. */
const TICK_MILLISECONDS = 10;

/** Milliseconds of processor time that a process and its ended children used; null where that cannot be told. */
export function processorTimeOf(pid: number): number | null {
  if (process.platform !== 'linux') return null;
  try {
    // The name of the program stands in brackets and may have blanks: fields are counted behind it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0);
    return Number.isFinite(ticks) ? ticks * TICK_MILLISECONDS : null;
  } catch {
    return null;
  }
}
