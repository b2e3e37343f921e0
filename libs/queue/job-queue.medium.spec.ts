import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IdentifiedJob } from '@vitamill/domain';
import { OutboxRepository } from '@vitamill/persistence';
import Bull from 'bull';
import { acceptedAsset, newAccount, openDatabase } from '../../test/support/database.js';
import { startPostgres, type TestPostgres } from '../../test/support/postgres.js';
import { startRedis, type TestRedis } from '../../test/support/redis.js';
import { until } from '../../test/support/until.js';
import { BullJobQueue, bullConnection, EmbeddedJobQueue, type JobHandlers, type JobQueue } from './index.js';

const newJob = (): IdentifiedJob => {
  const assetId = randomUUID();
  return { id: `process_asset.${assetId}.1`, job: { kind: 'process_asset', assetId } };
};
const handlersWith = (run: (assetId: string) => Promise<void>): JobHandlers => ({
  process_asset: ({ assetId }) => run(assetId),
  erase_object: async () => undefined,
  run_match: async () => undefined,
});

describe('BullJobQueue', () => {
  let redis: TestRedis;
  const open: JobQueue[] = [];
  const finished: string[] = [];
  const newQueue = (name: string) => {
    const { options, disconnect } = bullConnection(redis.url);
    const ledger = { finishJob: async (id: string) => void finished.push(id) };
    const queue = new BullJobQueue(new Bull(name, options), ledger, disconnect);
    open.push(queue);
    return queue;
  };
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => {
    await Promise.all(open.map((queue) => queue.close()));
    await redis.stop();
  }, 30_000);

  it('runs a job once that was published twice, and keeps nothing of it', async () => {
    const queue = newQueue(randomUUID());
    const job = newJob();
    await queue.publish([job]);
    await queue.publish([job, newJob()]);
    expect(await queue.has(job.id)).toBe(true);
    expect((await queue.waiting()).depth).toBe(2);
    const ran: string[] = [];
    queue.process(
      handlersWith(async (id) => void ran.push(id)),
      2,
    );
    await until(() => ran.length === 2);
    await until(async () => !(await queue.has(job.id)));
    expect(new Set(ran).size).toBe(2);
    expect(finished).toContain(job.id);
  });

  it('frees the id of a job that failed, without ending it', async () => {
    const queue = newQueue(randomUUID());
    const job = newJob();
    let runs = 0;
    queue.process(
      handlersWith(async () => {
        if (++runs === 1) throw new Error('transient');
      }),
      1,
    );
    await queue.publish([job]);
    await until(async () => runs === 1 && !(await queue.has(job.id)));
    expect(finished).not.toContain(job.id);
    await queue.publish([job]);
    await until(() => finished.includes(job.id));
  });

  it('lets the jobs at work end when it is paused and closed', async () => {
    const queue = newQueue(randomUUID());
    const ended: string[] = [];
    let started = 0;
    queue.process(
      handlersWith(async (id) => {
        started += 1;
        await sleep(300);
        ended.push(id);
      }),
      1,
    );
    await queue.publish([newJob(), newJob()]);
    await until(() => started === 1);
    await queue.pause();
    await queue.close();
    expect([started, ended.length]).toEqual([1, 1]);
    open.splice(open.indexOf(queue), 1);
  });

  it('goes on after Redis was restarted with all data lost', async () => {
    const queue = newQueue(randomUUID());
    const ran: string[] = [];
    queue.process(
      handlersWith(async (id) => void ran.push(id)),
      1,
    );
    await queue.publish([newJob()]);
    await until(() => ran.length === 1);
    await redis.kill();
    await expect(queue.publish([newJob()])).rejects.toThrow();
    await expect(queue.check()).rejects.toThrow();
    await redis.start();
    await until(() =>
      queue.check().then(
        () => true,
        () => false,
      ),
    );
    await queue.publish([newJob()]);
    await until(() => ran.length === 2);
  }, 40_000);

  it('stops the boot where a job has no handler', () => {
    const handlers = { process_asset: async () => undefined } as unknown as JobHandlers;
    expect(() => newQueue(randomUUID()).process(handlers, 1)).toThrow('erase_object');
  });
});

describe('EmbeddedJobQueue', () => {
  let postgres: TestPostgres;
  let database: Awaited<ReturnType<typeof openDatabase>>;
  let outbox: OutboxRepository;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterAll(() => postgres?.stop());
  beforeEach(async () => {
    database = await openDatabase(await postgres.newDatabase());
    outbox = new OutboxRepository(database);
  });
  afterEach(() => database.destroy());

  const newQueue = (options = {}) => new EmbeddedJobQueue(outbox, undefined, { pollMilliseconds: 20, ...options });

  it('shares the jobs among processes, each once', async () => {
    const accountId = await newAccount(database);
    const queues = [newQueue(), newQueue(), newQueue()];
    const ran: string[] = [];
    for (const queue of queues)
      queue.process(
        handlersWith(async (id) => {
          await sleep(5);
          ran.push(id);
        }),
        3,
      );
    for (let i = 0; i < 30; i++) await acceptedAsset(database, accountId);
    await until(() => ran.length === 30);
    await Promise.all(queues.map((queue) => queue.close()));
    expect(new Set(ran).size).toBe(30);
    expect(await outbox.waiting()).toMatchObject({ depth: 0 });
  });

  it('gives a job that failed, or whose holder died, another go', async () => {
    const { id } = await acceptedAsset(database, await newAccount(database));
    expect(await outbox.claimJob('died', 1)).not.toBeNull();
    const queue = newQueue({ retrySeconds: 0 });
    let runs = 0;
    queue.process(
      handlersWith(async () => {
        if (++runs === 1) throw new Error('transient');
      }),
      1,
    );
    await until(() => runs === 2);
    await queue.close();
    expect(await queue.has(`process_asset.${id}.1`)).toBe(false);
  });

  it('keeps a long job for itself', async () => {
    await acceptedAsset(database, await newAccount(database));
    const queues = [newQueue({ leaseSeconds: 1 }), newQueue({ leaseSeconds: 1 })];
    let runs = 0;
    for (const queue of queues)
      queue.process(
        handlersWith(async () => {
          runs += 1;
          await sleep(2_500);
        }),
        1,
      );
    await sleep(2_800);
    await Promise.all(queues.map((queue) => queue.close()));
    expect(runs).toBe(1);
  });
});
