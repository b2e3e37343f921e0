import { newAccount, openDatabase } from '../../../test/support/database.js';
import { startPostgres, type TestPostgres } from '../../../test/support/postgres.js';
import {
  AccountRepository,
  CreditExpiryRepository,
  chargeCredits,
  issueCredits,
  newId,
  refundCredits,
  takeQuota,
  UsageRepository,
} from '../index.js';

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

const charge = (accountId: string, amount: number, referenceId = newId()) =>
  database.transaction((manager) => chargeCredits(manager, { accountId, amount, reason: 'match', referenceId }));
const refund = (accountId: string, chargeId: string, options: { amount?: number; referenceId?: string } = {}) =>
  database.transaction((manager) => refundCredits(manager, { accountId, chargeId, chargeReason: 'match', ...options }));
const issue = (accountId: string, amount: number, expiresAt: Date | null = null) =>
  database.transaction((manager) => issueCredits(manager, { accountId, amount, reason: 'grant', expiresAt }));
const expireNow = (accountId: string) =>
  database.query(
    `UPDATE credit_lots SET expires_at = now() - interval '1 second' WHERE account_id = $1 AND expires_at IS NOT NULL`,
    [accountId],
  );
/** Amounts of the entries for a reason, smallest first. */
const entriesOf = async (accountId: string, reason: string): Promise<number[]> =>
  (
    await database.query('SELECT amount FROM ledger_entries WHERE account_id = $1 AND reason = $2 ORDER BY amount', [
      accountId,
      reason,
    ])
  ).map(({ amount }: { amount: number }) => amount);
const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);
/** The wallet as the account, the entries and the lots have it: all must agree. */
const booksOf = async (accountId: string) => {
  const [row] = await database.query(
    `SELECT credits,
       (SELECT coalesce(sum(CASE WHEN to_account = 'wallet' THEN amount ELSE -amount END), 0)::int
        FROM ledger_entries WHERE account_id = $1) AS entries,
       (SELECT coalesce(sum(remaining), 0)::int FROM credit_lots WHERE account_id = $1) AS lots
     FROM accounts WHERE id = $1`,
    [accountId],
  );
  return row;
};
const books = (amount: number) => ({ credits: amount, entries: amount, lots: amount });

describe('charge', () => {
  it('takes exactly 50 of 200 at once on 50 credits', async () => {
    const accountId = await newAccount(database, 50);
    const results = await Promise.all(Array.from({ length: 200 }, () => charge(accountId, 1)));
    expect(results.filter(({ kind }) => kind === 'charged')).toHaveLength(50);
    expect(await booksOf(accountId)).toEqual(books(0));
  });

  it('takes all or nothing', async () => {
    const accountId = await newAccount(database, 5);
    expect(await charge(accountId, 6)).toEqual({ kind: 'insufficient', balance: 5 });
    expect(await charge(accountId, 5)).toEqual({ kind: 'charged', balance: 0 });
  });

  it('takes once for one reference, however often and however parallel it is asked', async () => {
    const accountId = await newAccount(database, 10);
    const jobId = newId();
    await Promise.all(Array.from({ length: 20 }, () => charge(accountId, 3, jobId)));
    expect(await booksOf(accountId)).toEqual(books(7));
  });

  it('is undone with the transaction that it stands in', async () => {
    const accountId = await newAccount(database, 10);
    const failing = database.transaction(async (manager) => {
      await chargeCredits(manager, { accountId, amount: 4, reason: 'match', referenceId: newId() });
      throw new Error('The work failed.');
    });
    await expect(failing).rejects.toThrow('The work failed.');
    expect(await booksOf(accountId)).toEqual(books(10));
  });

  it.each([-1, 0.5, Number.NaN])('refuses %d credits', async (amount) => {
    await expect(charge(await newAccount(database), amount)).rejects.toThrow(RangeError);
  });
});

describe('refund', () => {
  it('gives back in parts, each once, and never more than was charged', async () => {
    const accountId = await newAccount(database, 10);
    const jobId = newId();
    const candidate = newId();
    await charge(accountId, 6, jobId);
    const parts = await Promise.all(
      [1, 2, 3].map(() => refund(accountId, jobId, { amount: 2, referenceId: candidate })),
    );
    expect(parts.sort()).toEqual([0, 0, 2]);
    expect(await refund(accountId, jobId)).toBe(4);
    expect(await refund(accountId, jobId, { referenceId: newId() })).toBe(0);
    expect(await booksOf(accountId)).toEqual(books(10));
  });

  it('gives nothing for what was not charged, or not to this account', async () => {
    const accountId = await newAccount(database, 10);
    const jobId = newId();
    await charge(accountId, 6, jobId);
    expect(await refund(accountId, newId())).toBe(0);
    expect(await refund(await newAccount(database, 0), jobId)).toBe(0);
  });
});

describe('expiry', () => {
  it('spends first what expires first, and takes out what has expired, with an entry', async () => {
    const accountId = await newAccount(database, 0);
    await issue(accountId, 10);
    await issue(accountId, 5, inDays(30));
    await issue(accountId, 3, inDays(1));
    await charge(accountId, 4);
    const lots = await database.query(
      'SELECT remaining FROM credit_lots WHERE account_id = $1 ORDER BY expires_at NULLS LAST',
      [accountId],
    );
    expect(lots.map(({ remaining }: { remaining: number }) => remaining)).toEqual([0, 4, 10]);
    await database.query(
      `UPDATE credit_lots SET expires_at = now() - interval '1 second' WHERE expires_at IS NOT NULL`,
    );
    expect(await charge(accountId, 11)).toEqual({ kind: 'insufficient', balance: 10 });
    expect(await booksOf(accountId)).toEqual(books(10));
    const [expired] = await database.query(
      `SELECT from_account, to_account, amount FROM ledger_entries WHERE account_id = $1 AND reason = 'expiry'`,
      [accountId],
    );
    expect(expired).toEqual({ from_account: 'wallet', to_account: 'expired', amount: 4 });
  });

  it('counts in no balance from its moment on, before anything is written', async () => {
    const accountId = await newAccount(database, 0);
    await issue(accountId, 10);
    await issue(accountId, 5, inDays(1));
    const accounts = new AccountRepository(database);
    expect(await accounts.balance(accountId)).toBe(15);
    await expireNow(accountId);
    expect(await accounts.balance(accountId)).toBe(10);
    expect(await booksOf(accountId)).toEqual(books(15));
    const usage = new UsageRepository(database);
    expect((await usage.ledger(accountId, null, 10)).items[0]).toMatchObject({ reason: 'expiry', amount: 5 });
    expect(await usage.balance(accountId)).toEqual({ balance: 10, expiring: [] });
    expect(await booksOf(accountId)).toEqual(books(10));
    expect(await accounts.balance(newId())).toBeNull();
  });

  it('is written down in wallets that nobody touches, once however many workers look', async () => {
    const expiry = new CreditExpiryRepository(database);
    await expiry.expireDue(1_000);
    const [idle, mixed, untouched] = [
      await newAccount(database, 0),
      await newAccount(database, 0),
      await newAccount(database, 0),
    ];
    for (const [accountId, ...lots] of [
      [idle, 5, 7],
      [mixed, 3],
    ] as const)
      for (const amount of lots) await issue(accountId, amount, inDays(1));
    await expireNow(idle);
    await expireNow(mixed);
    await issue(mixed, 20);
    await issue(untouched, 9, inDays(1));
    await issue(mixed, 4, inDays(1));
    await Promise.all(Array.from({ length: 5 }, () => expiry.expireDue(100)));
    expect(await Promise.all([idle, mixed, untouched].map(booksOf))).toEqual([books(0), books(24), books(9)]);
    expect(await entriesOf(idle, 'expiry')).toEqual([5, 7]);
    expect(await entriesOf(mixed, 'expiry')).toEqual([3]);
    expect(await expiry.expireDue(100)).toBe(0);
  });

  it('and charges at the same moment take each credit once', async () => {
    const accountId = await newAccount(database, 0);
    await issue(accountId, 20, inDays(1));
    await issue(accountId, 20);
    const expiry = new CreditExpiryRepository(database);
    const charges = Array.from({ length: 30 }, (_, index) =>
      index === 10 ? expireNow(accountId).then(() => null) : charge(accountId, 1),
    );
    await Promise.all([...charges, expiry.expireDue(100), expiry.expireDue(100)]);
    await expiry.expireDue(100);
    const { credits, ...others } = await booksOf(accountId);
    expect(others).toEqual({ entries: credits, lots: credits });
    expect(credits).toBeGreaterThanOrEqual(0);
    expect(await new AccountRepository(database).balance(accountId)).toBe(credits);
  });

  it('that goes below the mark is told', async () => {
    const accountId = await newAccount(database, 0);
    await database.query('UPDATE accounts SET credits_low_threshold = 10 WHERE id = $1', [accountId]);
    await database.query(
      `INSERT INTO webhook_endpoints (id, account_id, url, events, secret) VALUES ($1, $2, 'https://x.example', '{*}', 's')`,
      [newId(), accountId],
    );
    await issue(accountId, 8);
    await issue(accountId, 8, inDays(1));
    await expireNow(accountId);
    await new CreditExpiryRepository(database).expireDue(100);
    await charge(accountId, 1);
    const told: { body: string }[] = await database.query(
      `SELECT body FROM webhook_messages WHERE account_id = $1 AND event = 'credits.low'`,
      [accountId],
    );
    expect(told.map(({ body }) => JSON.parse(body).data)).toEqual([{ credits: 8, threshold: 10 }]);
  });

  it('lets credits be spent that come back after their lot expired', async () => {
    const accountId = await newAccount(database, 0);
    await issue(accountId, 5, inDays(1));
    const jobId = newId();
    await charge(accountId, 5, jobId);
    await database.query(`UPDATE credit_lots SET expires_at = now() - interval '1 day' WHERE account_id = $1`, [
      accountId,
    ]);
    expect(await refund(accountId, jobId)).toBe(5);
    expect(await charge(accountId, 5)).toEqual({ kind: 'charged', balance: 0 });
    expect(await booksOf(accountId)).toEqual(books(0));
  });
});

describe('quota', () => {
  const take = (accountId: string, count: number) =>
    database.transaction((manager) => takeQuota(manager, { accountId, keyId: null, count }));

  it('takes up to the hard cap, all or nothing, whoever asks at once', async () => {
    const { id } = await new AccountRepository(database).create({ name: 'Quota', plan: 'free', hardCapScans: 100 });
    const results = await Promise.all(Array.from({ length: 30 }, () => take(id, 7)));
    expect(results.filter(({ kind }) => kind === 'taken')).toHaveLength(14);
    const month = new Date().toISOString().slice(0, 7);
    expect(await take(id, 3)).toEqual({ kind: 'exceeded', currentUsage: 98, hardCap: 100, month });
    expect(await take(id, 2)).toMatchObject({ kind: 'taken', used: 100 });
  });
});
