// (e) Full exports of one account that has all rows, each by the API in a fresh process and as a job of a fresh worker.
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { accountId } from './data-set.mjs';
import { backends, processorTime } from './load.mjs';
import { persistence, startApi, startWorker } from './service.mjs';

export const FORMATS = ['csv', 'ndjson', 'parquet', 'xlsx'];
const MEGABYTE = 1_000_000;

/** What a process and the database behind it spend on `work`, by the clock and by the processor, in seconds. */
async function spent({ client, app, pid }, work) {
  const idle = processorTime([pid]);
  // A connection that the export is the first to open counts from its start.
  const before = new Map((await backends(client, app)).map((backend) => [backend, processorTime([backend])]));
  let database = 0;
  const started = performance.now();
  await work(async () => {
    for (const backend of await backends(client, app))
      database += processorTime([backend]) - (before.get(backend) ?? 0);
  });
  const seconds = (performance.now() - started) / 1_000;
  return { seconds, processor: (processorTime([pid]) - idle) / 1_000, database: database / 1_000 };
}

function tell({ say, report, rows }, { name, format, bytes, seconds, processor, database, idle, peak }) {
  const rate = rows / seconds;
  say(
    `${name} ${format}: ${rows} rows, ${(bytes / MEGABYTE).toFixed(0)} MB in ${seconds.toFixed(1)} s, ${Math.round(rate)} rows a second, processor time ${processor.toFixed(1)} s and of the database ${database.toFixed(1)} s, ${idle.toFixed(0)} MB idle, ${peak.toFixed(0)} MB at most`,
  );
  report.add(`${name} ${format}, rows a second`, rate, 50_000, { atLeast: true });
  report.add(`${name} ${format}, memory`, peak, 250, { unit: ' MB' });
}

/** As a client of the API streams it. */
async function stream({ url, box, client, key, rows }, format) {
  const api = await startApi(url, box);
  try {
    const idle = api.memory().now;
    let bytes = 0;
    let lines = 0;
    const count = (chunk) => {
      bytes += chunk.length;
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
    };
    const times = await spent({ client, app: 'api', pid: api.pid }, async (readDatabase) => {
      const { status } = await api.get(`/api/v1/data/display/export?format=${format}`, key, count);
      if (status !== 200) throw new Error(`export as ${format}: ${status}`);
      await readDatabase();
    });
    const expected = { ndjson: rows, csv: rows + 1 }[format] ?? lines;
    if (lines !== expected) throw new Error(`${lines} lines for ${rows} rows`);
    return { name: 'export', format, bytes, ...times, idle, peak: api.memory().peak };
  } finally {
    await api.stop();
  }
}

/** As a job, to a file in the object store. */
async function asJob({ url, box, client, rows }, format) {
  const dataSource = await persistence.createDataSource({ url, poolSize: 1 }).initialize();
  const exports = new persistence.ExportRepository(dataSource);
  const worker = await startWorker(url, box);
  try {
    const idle = worker.memory().now;
    const id = persistence.newId();
    const account = accountId(1);
    let job;
    const times = await spent({ client, app: 'worker', pid: worker.pid }, async (readDatabase) => {
      const columns = persistence.findGrain('candidate').columns.map(({ name }) => name);
      const request = { columns, bom: false, updatedAfter: null, filters: [] };
      await exports.create({ id, accountId: account, grain: 'candidate', format, request }, 1);
      do {
        await sleep(50);
        job = await exports.find(account, id);
      } while (job.status === 'pending' || job.status === 'processing');
      await readDatabase();
    });
    if (job.status !== 'completed' || job.rowsWritten !== rows)
      throw new Error(`job as ${format}: ${job.status}, ${job.rowsWritten} rows`);
    const { size } = statSync(join(box, 'files', job.objectKey));
    await exports.end(account, id);
    return { name: 'job', format, bytes: size, ...times, idle, peak: worker.memory().peak };
  } finally {
    await worker.stop();
    await dataSource.destroy();
    rmSync(join(box, 'files'), { recursive: true, force: true });
  }
}

export async function exportAll({ formats = FORMATS, ...bench }) {
  for (const format of formats) {
    tell(bench, await stream(bench, format));
    tell(bench, await asJob(bench, format));
  }
}
