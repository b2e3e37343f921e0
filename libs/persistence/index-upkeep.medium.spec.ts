import { newAccount, openDatabase } from '../../test/support/database.js';
import { startPostgres, type TestPostgres } from '../../test/support/postgres.js';
import { AuditRepository, IndexUpkeep, newId } from './index.js';

let postgres: TestPostgres;
let database: Awaited<ReturnType<typeof openDatabase>>;

beforeAll(async () => {
  postgres = await startPostgres();
  database = await openDatabase(await postgres.newDatabase());
}, 60_000);
afterAll(async () => {
  await database?.destroy();
  await postgres?.stop();
});

it('clears what was noted for the inverted indexes, and loses nothing of it', async () => {
  const accountId = await newAccount(database);
  const upkeep = new IndexUpkeep(database);
  await upkeep.clearPendingLists();
  const subjects = Array.from({ length: 500 }, newId);
  const audit = new AuditRepository(database);
  const entry = { accountId, actor: { kind: 'system', id: null }, action: 'test', requestId: null } as const;
  await audit.write({ ...entry, subjects });
  expect(await upkeep.clearPendingLists()).toBeGreaterThan(0);
  expect(await upkeep.clearPendingLists()).toBe(0);
  await database.query('SET enable_seqscan = off');
  const found = await audit.list(accountId, { subjectId: subjects[250] ?? '' }, null, 10);
  expect(found.items.map(({ action }) => action)).toEqual(['test']);
});
