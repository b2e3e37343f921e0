import { dataSourceOptions } from './data-source.js';
import { ForwardMigration } from './forward-migration.js';

const migrations = dataSourceOptions({ url: 'postgres://nowhere' }).migrations as (new () => ForwardMigration)[];

describe('migrations', () => {
  it('stand in the order of their times, each once', () => {
    const times = migrations.map((each) => new each().name.slice(-13));
    expect(times.length).toBeGreaterThan(10);
    expect(times.every((time) => /^\d{13}$/.test(time))).toBe(true);
    expect([...new Set(times)].sort()).toEqual(times);
  });

  it.each(migrations.map((each) => [each.name, each]))('%s goes forward only', async (_, each) => {
    expect(new each()).toBeInstanceOf(ForwardMigration);
    await expect(new each().down()).rejects.toThrow('restore the backup');
  });
});
