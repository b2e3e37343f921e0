import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type CvParser, DEFAULT_PARSE_LIMITS, type ParseOptions } from '@vitamill/domain';
import { until } from '../../test/support/until.js';
import { createParserPool, type ParserPoolOptions } from './parser-pool.js';

const OPTIONS: ParseOptions = {
  locale: null,
  referenceDate: '2026-01-15',
  assetId: null,
  filename: 'cv.txt',
  limits: DEFAULT_PARSE_LIMITS,
};
const CV = Buffer.from(`Mara Ellwood
mara.ellwood@example.com

EXPERIENCE
Software Engineer, Harbour Analytics Ltd, Leeds
03/2019 - present
- Wrote the code of the billing system
`);

/** Processes that this one has started and that still run, by id. */
const children = (): number[] =>
  spawnSync('ps', ['-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((row) => row.includes('parser-process.js'))
    .map((row) => row.trim().split(/\s+/))
    .filter(([, parent]) => Number(parent) === process.pid)
    .map(([pid]) => Number(pid));

const pools: CvParser[] = [];
const open = (changes: Partial<ParserPoolOptions> = {}): CvParser => {
  const pool = createParserPool({
    processes: 1,
    memoryMegabytes: 1024,
    deadlineMilliseconds: 30_000,
    recycleAfter: 100,
    ...changes,
  });
  pools.push(pool);
  return pool;
};

beforeAll(() => {
  execFileSync(process.execPath, [join(import.meta.dirname, '../../scripts/build.mjs')]);
}, 60_000);
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())));

describe('a pool of parser processes', () => {
  it('parses a document in a process of its own and tells how far it is', async () => {
    const seen: string[] = [];
    const { record, provenance } = await open().parse(CV, OPTIONS, {
      onProgress: ({ stage, fraction }) => {
        expect(fraction > 0 && fraction <= 1).toBe(true);
        seen.push(stage);
      },
    });
    expect(record.contact.name?.full).toBe('Mara Ellwood');
    expect(record.experience[0]).toMatchObject({ start: '2019-03', is_current: true });
    expect(provenance['/contact/name']?.confidence).toBeGreaterThan(0.5);
    expect(seen).toEqual(['extract', 'ocr', 'layout', 'sections', 'entities', 'normalise', 'validate']);
    expect(children()).toHaveLength(1);
  }, 20_000);

  it('keeps the process for the next document, and parses no more at once than it has processes', async () => {
    const pool = open();
    await pool.parse(CV, OPTIONS);
    const [first] = children();
    const records = await Promise.all([1, 2, 3, 4].map(() => pool.parse(CV, OPTIONS)));
    expect(new Set(records.map((r) => JSON.stringify(r))).size).toBe(1);
    expect(children()).toEqual([first]);
  }, 20_000);

  it('replaces a process after its share of documents', async () => {
    const pool = open({ recycleAfter: 1 });
    await pool.parse(CV, OPTIONS);
    const [first] = children();
    await pool.parse(CV, OPTIONS);
    expect(children()).not.toContain(first);
  }, 20_000);

  it('fails a damaged document with its code and stays usable', async () => {
    const pool = open();
    const damaged = Buffer.from('%PDF-1.7\nthis is no PDF');
    await expect(pool.parse(damaged, { ...OPTIONS, filename: 'cv.pdf' })).rejects.toMatchObject({
      name: 'ParseError',
      code: 'damaged',
      stage: 'extract',
    });
    await expect(pool.parse(Buffer.alloc(0), OPTIONS)).rejects.toMatchObject({ code: 'empty_file' });
    await expect(pool.parse(CV, OPTIONS)).resolves.toBeDefined();
  }, 20_000);

  it('ends a document that takes longer than the deadline', async () => {
    await expect(open({ deadlineMilliseconds: 1 }).parse(CV, OPTIONS)).rejects.toMatchObject({
      code: 'timeout',
      refundable: true,
    });
  }, 20_000);

  it('ends a process that holds more memory than the ceiling', async () => {
    await expect(open({ memoryMegabytes: 40 }).parse(CV, OPTIONS)).rejects.toMatchObject({
      code: 'out_of_memory',
      refundable: true,
    });
  }, 20_000);

  it('ends a document that is called off, before and while it is parsed', async () => {
    const pool = open();
    await expect(pool.parse(CV, OPTIONS, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
    const abort = new AbortController();
    const parsing = pool.parse(CV, OPTIONS, { signal: abort.signal, onProgress: () => abort.abort() });
    await expect(parsing).rejects.toMatchObject({ code: 'cancelled', refundable: false });
    await expect(pool.parse(CV, OPTIONS)).resolves.toBeDefined();
  }, 20_000);

  it('tells a process that is killed as a crash, and parses the next document', async () => {
    const pool = open();
    let killed = false;
    const parsing = pool.parse(CV, OPTIONS, {
      onProgress: () => {
        if (!killed) process.kill(children()[0]!, 'SIGKILL');
        killed = true;
      },
    });
    await expect(parsing).rejects.toMatchObject({ code: 'parser_crash', retryable: false, refundable: true });
    const { record } = await pool.parse(CV, OPTIONS);
    expect(record.contact.emails).toEqual(['mara.ellwood@example.com']);
  }, 20_000);

  it('leaves no process behind when it is closed, and calls off what still waits', async () => {
    const pool = open({ processes: 2 });
    const outcomes = Promise.allSettled([1, 2, 3, 4].map(() => pool.parse(CV, OPTIONS)));
    await delay(50);
    await pool.close();
    for (const outcome of await outcomes)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } });
    await until(() => children().length === 0);
    await expect(pool.parse(CV, OPTIONS)).rejects.toMatchObject({ code: 'cancelled' });
  }, 20_000);
});
