import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { loadWorkerConfig } from '@vitamill/config';
import { createParserPool } from '@vitamill/parser-pool';
import { pino } from 'pino';
import sharp from 'sharp';
import { type RunningWorker, startWorker } from '../../apps/worker/start-worker.js';
import { until } from '../support/until.js';
import { type Client, clientOf } from './support/client.js';
import { startService, type TestService } from './support/service.js';

const FIRST = [
  'Miriam Oakfield',
  'miriam.oakfield@example.com',
  'Experience',
  'Harbour Pilot, Port of Whitby, 03/2016 - present',
  'Planned the moorings of forty vessels every week',
];
const SECOND = ['Education', 'Bachelor of Nautical Science, University of Plymouth, 2008 - 2012'];
const SIZE = { width: 1240, height: 800 };

/** Pixels of a page with these lines, `mark` drawn below so that no two files are the same. */
const draw = (lines: readonly string[], mark = ''): Promise<Buffer> =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE.width}" height="${SIZE.height}" font-family="DejaVu Sans, sans-serif" font-size="26"><rect width="100%" height="100%" fill="white"/>${[
        ...lines,
        mark,
      ]
        .map((line, i) => `<text x="90" y="${90 + i * 60}">${line}</text>`)
        .join('')}</svg>`,
    ),
  )
    .flatten({ background: '#ffffff' })
    .greyscale()
    .raw()
    .toBuffer();
const tiffOf = async (pages: readonly (readonly string[])[]): Promise<Buffer> => {
  const frames = await Promise.all(pages.map((lines, i) => draw(lines, pages.length > 2 ? `Sheet ${i + 1}` : '')));
  return sharp(Buffer.concat(frames), {
    raw: { width: SIZE.width, height: SIZE.height * pages.length, channels: 1, pageHeight: SIZE.height },
  })
    .tiff({ compression: 'lzw' })
    .toBuffer();
};

/** Parser processes below this one, by id. */
const parsers = (): number[] =>
  spawnSync('ps', ['-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((row) => row.includes('parser-process.js'))
    .map((row) => row.trim().split(/\s+/))
    .filter(([, parent]) => Number(parent) === process.pid)
    .map(([pid]) => Number(pid));

describe('scans through the API', () => {
  let service: TestService;
  let worker: RunningWorker;
  let client: Client;
  let account: Awaited<ReturnType<TestService['newKey']>>;

  beforeAll(async () => {
    execFileSync(process.execPath, [join(import.meta.dirname, '../../scripts/build.mjs')]);
    service = await startService();
    account = await service.newKey();
    client = clientOf(service.url, account.key);
    const config = loadWorkerConfig({
      VITAMILL_DATABASE_URL: service.databaseUrl,
      VITAMILL_STORAGE_DIR: service.filesFolder,
      VITAMILL_SECRETS_KEY: 'a key of the tests, of more than 32 letters',
      VITAMILL_QUEUE_DRIVER: 'embedded',
      VITAMILL_WORKER_HTTP_PORT: '0',
      VITAMILL_PARSER_PROCESSES: '1',
    });
    const pool = createParserPool({
      processes: 1,
      memoryMegabytes: 1024,
      deadlineMilliseconds: 600_000,
      recycleAfter: 100,
    });
    worker = await startWorker(config, pool, pino({ level: 'silent' }));
  }, 120_000);
  afterAll(async () => {
    await worker?.stop();
    await service?.stop();
  }, 60_000);

  const upload = async (bytes: Buffer, name: string): Promise<string> =>
    (await client.upload(['file', bytes, name], ['locale', 'en_GB'])).body.asset_id;
  const statusOf = async (id: string) => (await client.get(`/api/v1/files/assets/${id}/status`)).body;

  it('are read page by page into a record with boxes, and tell how far they are', async () => {
    const id = await upload(await tiffOf([FIRST, SECOND]), 'scan.tiff');
    const seen = new Set<number>();
    await until(async () => {
      const { status, progress } = await statusOf(id);
      seen.add(progress);
      return status === 'completed';
    }, 60);
    // Half of the pages: 0.15 + 0.7 / 2.
    expect([...seen].some((progress) => progress > 0.4 && progress < 0.86)).toBe(true);
    const { body: record } = await client.get(`/api/v1/data/master/${id}?include=provenance`);
    expect(record.contact.name.full).toBe('Miriam Oakfield');
    expect(record.experience[0]).toMatchObject({ start: '2016-03', is_current: true });
    expect(record.education[0].institution.name).toBe('University of Plymouth');
    const [span] = record.provenance['/education/0/degree'].spans;
    expect(span.page).toBe(2);
    expect(span.bbox.every((side: number) => side > 0 && side < 1)).toBe(true);
  }, 200_000);

  it('are read no further once they are deleted', async () => {
    const before = await service.storedObjects();
    const id = await upload(await tiffOf(Array(20).fill([...FIRST, ...SECOND])), 'long.tiff');
    await until(async () => (await statusOf(id)).progress > 0.16, 60);
    const [reading] = parsers();
    expect(reading).toBeGreaterThan(0);
    expect((await client.delete(`/api/v1/files/assets/${id}`)).status).toBe(204);
    // Its process ends in the middle of the page and another waits for the next document.
    await until(() => !parsers().includes(reading as number), 20);
    expect((await client.get(`/api/v1/files/assets/${id}/status`)).status).toBe(404);
    await until(async () => (await service.storedObjects()) === before);
    const next = await upload(Buffer.from(`${FIRST.join('\n')}\n`), 'cv.txt');
    await until(async () => (await statusOf(next)).status === 'completed', 40);
  }, 300_000);
});
