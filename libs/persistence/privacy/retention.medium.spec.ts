import { acceptedAsset, newAccount, openDatabase } from '../../../test/support/database.js';
import { startPostgres, type TestPostgres } from '../../../test/support/postgres.js';
import { RetentionRepository } from '../index.js';

let postgres: TestPostgres;
let url: string;
let database: Awaited<ReturnType<typeof openDatabase>>;
let retention: RetentionRepository;
let accountId: string;

beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres?.stop());
beforeEach(async () => {
  url = await postgres.newDatabase();
  database = await openDatabase(url, 5);
  retention = new RetentionRepository(database);
  accountId = await newAccount(database);
}, 60_000);
afterEach(() => database.destroy());

/** An asset that was due so many minutes ago. */
async function due(minutes: number): Promise<string> {
  const { id } = await acceptedAsset(database, accountId);
  await database.query('UPDATE assets SET expires_at = now() - make_interval(mins => $2) WHERE id = $1', [id, minutes]);
  return id;
}
/** Makes the database refuse to erase these, with an error of this code. */
async function refuse(ids: readonly string[], code = 'P0001'): Promise<void> {
  await database.query(
    `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'Ada Example stays' USING ERRCODE = '${code}'; END $$`,
  );
  await database.query(
    `CREATE TRIGGER refuse BEFORE UPDATE ON assets FOR EACH ROW
       WHEN (NEW.status = 'deleted' AND NEW.id IN (${ids.map((id) => `'${id}'`).join(', ')})) EXECUTE FUNCTION refuse()`,
  );
}
const left = async (): Promise<string[]> =>
  (await database.query(`SELECT id FROM assets WHERE status <> 'deleted' ORDER BY expires_at`)).map(
    ({ id }: { id: string }) => id,
  );

describe('erasing on time', () => {
  it('goes on past an asset that cannot be erased, and tells of it', async () => {
    const [bad, good, other] = [await due(3), await due(2), await due(1)];
    await refuse([bad]);
    const { keys, failures, next } = await retention.eraseExpired(10);
    expect(await left()).toEqual([bad]);
    expect(keys).toEqual([good, other].map((id) => `${accountId}/${id}`));
    expect(failures).toMatchObject([{ assetId: bad, error: { code: 'P0001' } }]);
    expect(next).toBeNull();
    const log = await database.query(`SELECT subjects FROM audit_log WHERE action = 'asset.expired' ORDER BY id`);
    expect(log).toEqual([good, other].map((id) => ({ subjects: [id] })));
  });

  it('comes to the end of what is due although whole batches cannot be erased', async () => {
    const bad = [await due(5), await due(4), await due(3)];
    // Due at the same moment as one of those.
    const good = await due(3);
    await database.query('UPDATE assets SET expires_at = (SELECT expires_at FROM assets WHERE id = $2) WHERE id = $1', [
      good,
      bad[2],
    ]);
    await refuse(bad);
    const failed: string[] = [];
    let batches = 0;
    for (let next: Awaited<ReturnType<typeof retention.eraseExpired>>['next'] = null; ; ) {
      const round = await retention.eraseExpired(1, next);
      failed.push(...round.failures.map(({ assetId }) => assetId));
      batches += 1;
      next = round.next;
      if (!next) break;
    }
    expect(await left()).toEqual(bad);
    expect([failed, batches]).toEqual([bad, 5]);
  });

  it('tries those again that could not be erased', async () => {
    const id = await due(1);
    await refuse([id]);
    await retention.eraseExpired(10);
    await database.query('DROP TRIGGER refuse ON assets');
    expect(await retention.eraseExpired(10)).toMatchObject({ keys: [`${accountId}/${id}`], failures: [] });
  });

  it('stops where the database is away, which is the fault of no asset', async () => {
    const ids = [await due(2), await due(1)];
    await refuse(ids, '57P01');
    await expect(retention.eraseExpired(10)).rejects.toMatchObject({ code: '57P01' });
  });
});
