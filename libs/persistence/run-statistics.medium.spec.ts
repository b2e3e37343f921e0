import { openDatabase } from '../../test/support/database.js';
import { startPostgres, type TestPostgres } from '../../test/support/postgres.js';
import { RunStatisticsRepository, STAGE_BUCKETS } from './index.js';

let postgres: TestPostgres;
let database: Awaited<ReturnType<typeof openDatabase>>;
let statistics: RunStatisticsRepository;
beforeAll(async () => {
  postgres = await startPostgres();
  database = await openDatabase(await postgres.newDatabase());
  statistics = new RunStatisticsRepository(database);
}, 60_000);
afterAll(async () => {
  await database?.destroy();
  await postgres?.stop();
});

describe('RunStatisticsRepository', () => {
  it('adds the stages of runs up, whichever workers write at once', async () => {
    const runs = 40;
    await Promise.all(
      Array.from({ length: runs }, (_, i) => {
        const stages = [
          ['extract', 0.02],
          ['save', 120],
        ] as const;
        return statistics.addStages(new Map(i % 2 ? stages : [...stages].reverse()));
      }),
    );
    const { stages } = await statistics.read();
    expect(stages.map(({ stage }) => stage)).toEqual(['extract', 'save']);
    expect(stages[0]?.buckets).toEqual(STAGE_BUCKETS.map((bound) => (bound >= 0.02 ? runs : 0)));
    expect(stages[0]?.seconds).toBeCloseTo(0.02 * runs);
    expect(stages[1]).toMatchObject({ runs, seconds: 120 * runs, buckets: STAGE_BUCKETS.map(() => 0) });
  });

  it('counts failures by code and outcome', async () => {
    await statistics.addFailures('no_text', 'failed');
    await statistics.addFailures('storage_unavailable', 'retried');
    await statistics.addFailures('no_text', 'failed', 2);
    expect((await statistics.read()).failures).toEqual([
      { code: 'no_text', outcome: 'failed', runs: 3 },
      { code: 'storage_unavailable', outcome: 'retried', runs: 1 },
    ]);
  });
});
