import { performance } from 'node:perf_hooks';

/** The value that a share of the values does not exceed (nearest rank); `share` 0 to 1. */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const p50 = (values) => percentile(values, 0.5);
export const p95 = (values) => percentile(values, 0.95);

/** Milliseconds that something takes. */
export async function timed(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

export const ms = (value) => `${value < 10 ? value.toFixed(2) : value.toFixed(1)} ms`;

/** Collects what was measured against what was wanted, for the table at the end. */
export class Report {
  results = [];

  /** `measured` is what counts; `limit` its bound; `atLeast` where more is better. */
  add(target, measured, limit, { unit = '', atLeast = false, note = '' } = {}) {
    const isMet = atLeast ? measured >= limit : measured <= limit;
    this.results.push({ target, measured, limit, unit, atLeast, isMet, note });
  }

  print() {
    console.log('\n| target | measured | limit | met |\n| --- | --- | --- | --- |');
    for (const { target, measured, limit, unit, atLeast, isMet, note } of this.results) {
      const shown = measured >= 1_000 ? Math.round(measured).toLocaleString('en') : measured.toFixed(2);
      console.log(
        `| ${target} | ${shown}${unit}${note ? ` (${note})` : ''} | ${atLeast ? 'at least' : 'at most'} ${limit.toLocaleString('en')}${unit} | ${isMet ? 'yes' : '**no**'} |`,
      );
    }
  }
}
