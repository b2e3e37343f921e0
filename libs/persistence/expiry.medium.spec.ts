import { newAccount, openDatabase } from '../../test/support/database.js';
import { startPostgres, type TestPostgres } from '../../test/support/postgres.js';
import { ExpiryRepository, newId } from './index.js';

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

describe('expiry', () => {
  it('forgets what is over and keeps what is not', async () => {
    const user = newId();
    await database.query(`INSERT INTO users (id, email, password_hash) VALUES ($1, 'ada@example.com', 'x')`, [user]);
    const account = await newAccount(database);
    for (const [index, when] of [
      [1, '-1 minute'],
      [2, '1 hour'],
    ] as const) {
      const hash = String(index).repeat(64);
      await database.query(`INSERT INTO sessions (id, user_id, expires_at) VALUES ($1, $2, now() + $3::interval)`, [
        newId(),
        user,
        when,
      ]);
      await database.query(
        `INSERT INTO user_tokens (token_hash, user_id, purpose, expires_at) VALUES ($1, $2, 'reset_password', now() + $3::interval)`,
        [hash, user, when],
      );
      await database.query(
        `INSERT INTO invitations (id, account_id, email, role, token_hash, expires_at)
         VALUES ($1, $2, $3, 'member', $4, now() + $5::interval)`,
        [newId(), account, `guest${index}@example.com`, hash, when],
      );
    }
    const expiry = new ExpiryRepository(database);
    expect(await expiry.dropExpired(100)).toBe(3);
    expect(await expiry.dropExpired(100)).toBe(0);
    for (const table of ['sessions', 'user_tokens', 'invitations'])
      expect([table, (await database.query(`SELECT count(*)::int AS n FROM ${table}`))[0].n]).toEqual([table, 1]);
  });
});
