// Needs S3: VITAMILL_TEST_S3_ENDPOINT.
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../support/until.js';
import { type Books, Deployment } from './support/deployment.js';

const CREDITS = 1_000;

let deployment: Deployment;
let sent = 0;
/** Numbers of CVs that nobody sent before. */
const newNumbers = (count: number): number[] => Array.from({ length: count }, () => sent++);

beforeAll(async () => {
  deployment = await Deployment.start({ workers: 1, credits: CREDITS });
}, 120_000);
afterAll(() => deployment?.stop(), 60_000);

/** The books when every CV sent so far was accepted, completed and charged once. */
const allCompleted = (): Books => ({
  assets: { completed: sent },
  credits: CREDITS - sent,
  ledger: CREDITS - sent,
  records: sent,
  rows: sent,
  outbox: 0,
});

const completed = async (): Promise<number> => (await deployment.books()).assets.completed ?? 0;

/** Sends until each was accepted: 202, or 409 where a try without an answer had been accepted after all. */
async function insist(numbers: readonly number[], seconds: number): Promise<void> {
  let waiting = [...numbers];
  await until(async () => {
    const statuses = await deployment.uploadAll(waiting);
    waiting = waiting.filter((_, index) => ![202, 409].includes(statuses[index] ?? 0));
    return waiting.length === 0;
  }, seconds);
}

/** Has something fail while CVs are sent and parsed. Those that were refused meanwhile are sent again afterwards. */
async function amidUploads(outage: (oneMore: () => Promise<number>) => Promise<void>): Promise<void> {
  const before = await completed();
  const numbers = newNumbers(80);
  const [last = 0] = newNumbers(1);
  const uploads = deployment.uploadAll(numbers);
  await until(async () => (await completed()) >= before + 5, 60);
  const { queued = 0, processing = 0 } = (await deployment.books()).assets;
  expect(queued + processing).toBeGreaterThan(0);
  await outage(() => deployment.upload(last));
  const statuses = await uploads;
  await insist([...numbers.filter((_, index) => statuses[index] !== 202), last], 60);
}

describe('every accepted upload ends once, and the ledger adds up', () => {
  it('when the API is killed in the middle of uploads', async () => {
    for (const pause of [40, 90, 150, 230, 320]) {
      const numbers = newNumbers(12);
      const uploads = deployment.uploadAll(numbers, 6);
      await sleep(pause);
      await deployment.api.end('SIGKILL');
      await uploads;
      deployment.api.restart();
      await deployment.untilReady();
      await insist(numbers, 60);
    }
    expect(await deployment.untilDone(120)).toEqual(allCompleted());
  }, 300_000);

  it('when Redis is restarted and its data are lost', async () => {
    await amidUploads(async () => {
      await deployment.redis.kill();
      await sleep(1_000);
      await deployment.redis.start();
    });
    expect(await deployment.untilDone(120)).toEqual(allCompleted());
  }, 300_000);

  it('when PostgreSQL is away for 10 s', async () => {
    await amidUploads(async (oneMore) => {
      await deployment.postgres.kill();
      expect(await oneMore()).toBe(503);
      await sleep(10_000);
      await deployment.postgres.start();
    });
    expect(await deployment.untilDone(120)).toEqual(allCompleted());
    expect([deployment.api, ...deployment.workers].map((app) => app.isRunning)).toEqual([true, true]);
  }, 300_000);

  it('when the object store is away', async () => {
    await amidUploads(async (oneMore) => {
      await deployment.storage.close();
      expect(await oneMore()).toBe(503);
      expect((await fetch(`${deployment.url}/api/health/ready`)).status).toBe(503);
      await sleep(3_000);
      await deployment.storage.open();
    });
    expect(await deployment.untilDone(120)).toEqual(allCompleted());
  }, 300_000);
});
