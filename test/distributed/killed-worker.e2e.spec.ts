// Needs S3: VITAMILL_TEST_S3_ENDPOINT.
import { until } from '../support/until.js';
import { Deployment } from './support/deployment.js';

const COUNT = 200;
const CREDITS = 1_000;
const numbers = Array.from({ length: COUNT }, (_, index) => index);

let deployment: Deployment;
beforeAll(async () => {
  deployment = await Deployment.start({ workers: 2, credits: CREDITS });
}, 120_000);
afterAll(() => deployment?.stop(), 60_000);

describe('one API and two workers over PostgreSQL, Redis and S3', () => {
  it('complete 200 uploads once each although one worker is killed in between', async () => {
    const uploads = deployment.uploadAll(numbers);
    const [victim] = deployment.workers;
    await until(async () => ((await deployment.books()).assets.completed ?? 0) >= COUNT / 5, 120);
    await victim?.end('SIGKILL');
    expect(new Set(await uploads)).toEqual(new Set([202]));
    expect(await deployment.untilDone(240)).toEqual({
      assets: { completed: COUNT },
      credits: CREDITS - COUNT,
      ledger: CREDITS - COUNT,
      records: COUNT,
      rows: COUNT,
      outbox: 0,
    });
    const rows = (await deployment.get('/api/v1/data/display?page_size=500')) as { total: number; items?: unknown[] };
    expect(rows.total).toBe(COUNT);
    for (const number of numbers) expect(JSON.stringify(rows)).toContain(`ada.${number}@example.com`);
  }, 400_000);

  it('drain and end with status 0 when they are asked to stop', async () => {
    const running = [deployment.api, ...deployment.workers].filter((app) => app.isRunning);
    expect(await Promise.all(running.map((app) => app.end('SIGTERM')))).toEqual([0, 0]);
    for (const app of running) expect(app.log).not.toMatch(/ada\.|@example/i);
  }, 60_000);
});
