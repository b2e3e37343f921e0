import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { asyncBufferFromUrl, parquetReadObjects } from 'hyparquet';
import { needing } from '../support/needing.js';
import { clientOf, formOf, somePdf } from './support/client.js';
import { exportWorkerOver } from './support/exports.js';
import { jsonClientOf } from './support/person.js';
import { startService, type TestService } from './support/service.js';

const run = promisify(execFile);
const ROWS = 5_000;
let service: TestService;
let worker: ReturnType<typeof exportWorkerOver>;
let client: ReturnType<typeof jsonClientOf>;
let assetId: string;

const PATH = '/api/v1/data/exports';
const exported = async (body: object) => {
  const made = await client.post(PATH, { grain: 'skill', ...body });
  await worker.work();
  return (await client.get(`${PATH}/${made.body.export_id}`)).body;
};
/** Without any credentials. */
const ask = async (url: string, headers: Record<string, string> = {}, method = 'GET') => {
  // What is asked for in parts is sent as it lies.
  const response = await fetch(url, { method, headers: { 'accept-encoding': 'identity', ...headers } });
  const bytes = Buffer.from(await response.arrayBuffer());
  const [range, length] = ['content-range', 'content-length'].map((name) => response.headers.get(name));
  return { status: response.status, headers: response.headers, bytes, range, length: Number(length) };
};
const part = (url: string, range: string, headers = {}) => ask(url, { range, ...headers });
const entries = async (exportId: string): Promise<number> => {
  const { body } = await client.get(`/api/v1/privacy/audit-log?subject_id=${exportId}&action=export.downloaded`);
  return body.items.length;
};

beforeAll(async () => {
  service = await startService();
  worker = exportWorkerOver(service);
  const { key } = await service.newKey();
  client = jsonClientOf(service.url, key);
  const body = formOf(['file', somePdf(), 'cv.pdf']);
  assetId = (await clientOf(service.url, key).call('POST', '/api/v1/files/upload', { body })).body.asset_id;
  await service.complete(assetId, 'Ann Example');
  await service.dataSource.query(
    `INSERT INTO display_skills (asset_id, account_id, ordinal, candidate_name, name, months, is_listed, updated_at)
     SELECT asset_id, account_id, 1000 + n, name, 'Skill ' || n, n % 90, true, now()
     FROM display_rows, generate_series(1, $2) AS n WHERE asset_id = $1`,
    [assetId, ROWS],
  );
}, 120_000);
afterAll(() => service?.stop(), 60_000);

describe('files of exports', () => {
  it('say that they come in parts, which one they are and how long', async () => {
    const job = await exported({});
    const file = await ask(job.download_url);
    expect([file.status, file.length, file.bytes.length, file.range]).toEqual([200, job.bytes, job.bytes, null]);
    const tags = ['accept-ranges', 'etag'].map((name) => file.headers.get(name));
    expect(tags).toEqual(['bytes', `"${job.export_id}"`]);
  });

  it('answer HEAD with the headers of the whole file and nothing else', async () => {
    const job = await exported({ format: 'parquet' });
    const told = ['accept-ranges', 'cache-control', 'content-disposition', 'content-length', 'content-type', 'etag'];
    const headersOf = ({ headers }: Awaited<ReturnType<typeof ask>>) => told.map((name) => headers.get(name));
    const whole = await ask(job.download_url);
    expect(headersOf(whole)).not.toContain(null);
    for (const range of ['bytes=0-', 'bytes=0-9', 'bytes=99999999-']) {
      const head = await ask(job.download_url, { range }, 'HEAD');
      expect([head.status, head.bytes.length, head.range]).toEqual([200, 0, null]);
      expect(headersOf(head)).toEqual(headersOf(whole));
    }
    await service.store.delete(await keyOf(job.export_id));
    expect((await ask(job.download_url, {}, 'HEAD')).status).toBe(410);
    expect((await part(job.download_url, 'bytes=0-9')).status).toBe(410);
  });

  it('come in the part that is asked for', async () => {
    const job = await exported({});
    const { bytes: whole } = await ask(job.download_url);
    const size = whole.length;
    for (const [range, start, end] of [
      ['bytes=0-0', 0, 0],
      ['bytes=10-19', 10, 19],
      [`bytes=${size - 1}-`, size - 1, size - 1],
      ['bytes=100000-', 100_000, size - 1],
      ['bytes=-8', size - 8, size - 1],
      [`bytes=5-${size * 2}`, 5, size - 1],
    ] as const) {
      const answer = await part(job.download_url, range);
      expect([range, answer.status, answer.range, answer.length]).toEqual([
        ...[range, 206, `bytes ${start}-${end}/${size}`, end - start + 1],
      ]);
      expect(answer.bytes.equals(whole.subarray(start, end + 1))).toBe(true);
      const names = ['accept-ranges', 'etag', 'content-type', 'cache-control'];
      expect(names.map((name) => answer.headers.get(name))).toEqual([
        ...['bytes', `"${job.export_id}"`, 'text/csv; charset=utf-8; header=present', 'no-store'],
      ]);
    }
  });

  it.each(['bytes=0-1,5-6', 'bytes=5-4', 'bytes=first', 'rows=0-1'])('come whole for %s', async (range) => {
    const job = await exported({});
    const answer = await part(job.download_url, range);
    expect([answer.status, answer.range, answer.bytes.length]).toEqual([200, null, job.bytes]);
  });

  it('have no part behind their end, and say how long they are', async () => {
    const job = await exported({});
    const answer = await part(job.download_url, `bytes=${job.bytes}-`);
    expect([answer.status, answer.range, JSON.parse(answer.bytes.toString())]).toEqual([
      ...[416, `bytes */${job.bytes}`, expect.objectContaining({ code: 'range_not_satisfiable', status: 416 })],
    ]);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const empty = await exported({ format: 'ndjson', filters: { name: 'nothing of the kind' } });
    const none = await part(empty.download_url, 'bytes=0-');
    expect([empty.bytes, none.status, none.range]).toEqual([0, 416, 'bytes */0']);
    expect((await part(empty.download_url, 'bytes=-8')).status).toBe(200);
  });

  it('go on only where they are still the file that If-Range names', async () => {
    const job = await exported({});
    const status = async (tag: string) => (await part(job.download_url, 'bytes=1-2', { 'if-range': tag })).status;
    expect(await status(`"${job.export_id}"`)).toBe(206);
    for (const tag of [`W/"${job.export_id}"`, '"another"', 'Wed, 21 Oct 2026 07:28:00 GMT'])
      expect(await status(tag)).toBe(200);
  });

  it('tell nothing without the signature, whatever is asked for', async () => {
    const job = await exported({});
    const url = job.download_url.replace(/signature=./, 'signature=');
    for (const [method, range] of [
      ['HEAD', 'bytes=0-'],
      ['GET', 'bytes=0-0'],
      ['GET', 'bytes=999999999-'],
    ] as const) {
      const answer = await ask(url, { range }, method);
      const told = ['content-range', 'etag', 'accept-ranges'].map((name) => answer.headers.get(name));
      expect([answer.status, ...told]).toEqual([403, null, null, null]);
    }
    expect(await entries(job.export_id)).toBe(0);
  });

  it('have no more parts once somebody in them is erased', async () => {
    const job = await exported({});
    expect((await part(job.download_url, 'bytes=0-9')).status).toBe(206);
    await service.dataSource.query(`UPDATE export_jobs SET status = 'erased' WHERE id = $1`, [job.export_id]);
    expect((await part(job.download_url, 'bytes=10-19')).status).toBe(410);
    expect((await ask(job.download_url, {}, 'HEAD')).status).toBe(410);
  });

  needing('curl', it)('are finished by curl where a download broke off', async () => {
    const job = await exported({});
    const folder = mkdtempSync(join(tmpdir(), 'vitamill-curl-'));
    try {
      const path = join(folder, 'skills.csv');
      await run('curl', ['-sS', '--fail', '--range', '0-99999', '-o', path, job.download_url]);
      expect(readFileSync(path)).toHaveLength(100_000);
      await run('curl', ['-sS', '--fail', '-C', '-', '-o', path, job.download_url]);
      expect(readFileSync(path).equals((await ask(job.download_url)).bytes)).toBe(true);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('are read by readers of Parquet in parts, without the rest', async () => {
    const job = await exported({ format: 'parquet' });
    let read = 0;
    const answers: number[] = [];
    const counting: typeof fetch = async (...parameters) => {
      const response = await fetch(...parameters);
      answers.push(response.status);
      if (response.status === 206) read += Number(response.headers.get('content-length'));
      return response;
    };
    const file = await asyncBufferFromUrl({ url: job.download_url, fetch: counting });
    const rows = await parquetReadObjects({ file, columns: ['months'] });
    expect(rows.length).toBeGreaterThanOrEqual(ROWS);
    expect(rows.filter(({ months }) => months === 89)).toHaveLength(Math.floor(ROWS / 90));
    expect(answers[0]).toBe(200);
    expect(new Set(answers.slice(1))).toEqual(new Set([206]));
    expect(read).toBeLessThan(job.bytes + 512 * 1024);
  });
});

describe('the audit log', () => {
  it('has one entry of all the parts that are read by a link, whichever comes first', async () => {
    const job = await exported({});
    const parts = Array.from({ length: 30 }, (_, number) => part(job.download_url, `bytes=${number * 10 + 5}-`));
    for (const { status } of await Promise.all(parts)) expect(status).toBe(206);
    expect(await entries(job.export_id)).toBe(1);
    await sleep(1_100);
    const { download_url: another } = (await client.get(`${PATH}/${job.export_id}`)).body;
    expect(another).not.toBe(job.download_url);
    for (const url of [another, job.download_url, another]) await part(url, 'bytes=-8');
    expect(await entries(job.export_id)).toBe(2);
  });

  it('has one of each whole file, also of one that goes on in parts', async () => {
    const job = await exported({});
    await ask(job.download_url);
    await part(job.download_url, 'bytes=100-');
    expect(await entries(job.export_id)).toBe(1);
    await ask(job.download_url);
    await part(job.download_url, 'bytes=0-1,5-6');
    expect(await entries(job.export_id)).toBe(3);
  });

  it('has none where no byte was read', async () => {
    const job = await exported({});
    await ask(job.download_url, {}, 'HEAD');
    await part(job.download_url, `bytes=${job.bytes}-`);
    expect(await entries(job.export_id)).toBe(0);
  });

  it('forgets links that are over, of which no part can be read any more', async () => {
    const job = await exported({});
    await service.dataSource.query(`UPDATE export_jobs SET links_followed = '{1, 2}' WHERE id = $1`, [job.export_id]);
    await part(job.download_url, 'bytes=0-9');
    const end = new URL(job.download_url).searchParams.get('expires');
    expect(
      await service.dataSource.query('SELECT links_followed AS links FROM export_jobs WHERE id = $1', [job.export_id]),
    ).toEqual([{ links: [end] }]);
  });

  it('stops a part that cannot be written down', async () => {
    const job = await exported({});
    await service.dataSource.query(
      `ALTER TABLE audit_log ADD CONSTRAINT refused CHECK (action <> 'export.downloaded') NOT VALID`,
    );
    try {
      expect((await part(job.download_url, 'bytes=0-9')).status).toBe(500);
      expect((await ask(job.download_url)).status).toBe(500);
    } finally {
      await service.dataSource.query('ALTER TABLE audit_log DROP CONSTRAINT refused');
    }
    expect((await part(job.download_url, 'bytes=0-9')).status).toBe(206);
    expect(await entries(job.export_id)).toBe(1);
  });
});

async function keyOf(exportId: string): Promise<string> {
  const [row] = await service.dataSource.query('SELECT object_key AS key FROM export_jobs WHERE id = $1', [exportId]);
  return row.key;
}
