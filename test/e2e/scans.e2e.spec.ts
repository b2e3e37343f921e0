import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { loadWorkerConfig } from '@vitamill/config';
import { createParserPool } from '@vitamill/parser-pool';
import { pino } from 'pino';
import sharp, { type Sharp } from 'sharp';
import { type RunningWorker, startWorker } from '../../apps/worker/start-worker.js';
import { writeMixedDocument } from '../benchmarks/ocr/picture-pdf.mjs';
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

const grey = async (lines: readonly string[]): Promise<Sharp> =>
  sharp(await draw(lines), { raw: { ...SIZE, channels: 1 } });
const SHADE = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE.width}" height="${SIZE.height}"><linearGradient id="s" x2="1" y2="1"><stop stop-color="#777"/><stop offset="0.7" stop-color="#fff"/></linearGradient><rect width="100%" height="100%" fill="url(#s)"/></svg>`,
);
/** As a telephone takes it: in the shade, three degrees askew. */
async function photograph(lines: readonly string[]): Promise<Buffer> {
  const shaded = await (await grey(lines))
    .toColourspace('srgb')
    .composite([{ input: SHADE, blend: 'multiply' }])
    .png()
    .toBuffer();
  return sharp(shaded).rotate(3, { background: '#d8d4cc' }).jpeg({ quality: 75 }).toBuffer();
}
async function mixPages(picture: readonly string[], text: readonly string[]): Promise<Buffer> {
  const { data, info } = await (await grey(picture))
    .toColourspace('b-w')
    .jpeg({ quality: 80 })
    .toBuffer({ resolveWithObject: true });
  return writeMixedDocument({ jpeg: data, pixels: info, width: 595, height: 384 }, text);
}

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

  it.each([
    ['a photo, askew and in the shade', 'photo.jpg', () => photograph([...FIRST, ...SECOND]), 1],
    ['a page on its head', 'head.png', async () => (await grey([...FIRST, ...SECOND])).rotate(180).png().toBuffer(), 1],
    ['a PDF of a picture and of a page with text', 'mixed.pdf', () => mixPages(FIRST, SECOND), 2],
  ] as const)(
    'are read where they are %s, with boxes where the words stand',
    async (_, name, make, pages) => {
      const id = await upload(await make(), name);
      await until(async () => (await statusOf(id)).status === 'completed', 60);
      const { body: record } = await client.get(`/api/v1/data/master/${id}?include=provenance`);
      expect(record.contact.name.full).toBe('Miriam Oakfield');
      expect(record.contact.emails).toEqual(['miriam.oakfield@example.com']);
      expect(record.experience).toHaveLength(1);
      expect(record.experience[0]).toMatchObject({ start: '2016-03', is_current: true });
      expect(record.education[0].institution.name).toBe('University of Plymouth');
      // The name is drawn 90 pixels from the left of 1240 and from 70 to 90 from the top of 800; the photo has a rim.
      const [{ page, bbox }] = record.provenance['/contact/name'].spans;
      expect(page).toBe(1);
      const rim = name === 'photo.jpg' ? 0.06 : 0.01;
      expect(Math.abs(bbox[0] - 90 / 1240)).toBeLessThan(rim);
      expect(Math.abs((bbox[1] + bbox[3]) / 2 - 80 / 800)).toBeLessThan(rim);
      expect(bbox[2] - bbox[0]).toBeGreaterThan(0.1);
      const [degree] = record.provenance['/education/0/degree'].spans;
      expect(degree.page).toBe(pages);
      expect(degree.bbox.every((side: number) => side > 0 && side < 1)).toBe(true);
    },
    200_000,
  );

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
