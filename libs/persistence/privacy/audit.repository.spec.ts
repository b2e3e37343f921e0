import type { DataSource } from 'typeorm';
import { newId } from '../ids.js';
import { currentTenant, withTenant } from '../tenant-context.js';
import { AuditRepository, type NewAuditEntry } from './audit.repository.js';

const COLUMNS = 7;
const entryOf = (action: string): NewAuditEntry => ({
  accountId: newId(),
  actor: { kind: 'key', id: newId() },
  action,
  subjects: [newId(), 'no id'],
  requestId: null,
});

/** A log over statements that are answered one by one; gives the actions that each had. */
function recorded() {
  const statements: { actions: unknown[]; tenant: unknown; answer: (error?: Error) => void }[] = [];
  const query = ({ values }: { values: unknown[] }) =>
    new Promise((resolve, reject) => {
      const actions = values.filter((_, index) => index % COLUMNS === 4);
      const answer = (error?: Error) => (error ? reject(error) : resolve({ rows: [] }));
      statements.push({ actions, tenant: currentTenant()?.accountId ?? null, answer });
    });
  const createQueryRunner = () => ({ connect: async () => ({ query }), release: async () => undefined });
  return { statements, log: new AuditRepository({ createQueryRunner } as unknown as DataSource) };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('the audit log', () => {
  it('writes one entry at once, and with the next statement all that came up meanwhile', async () => {
    const { statements, log } = recorded();
    const done: string[] = [];
    const entries = ['a', 'b', 'c'].map(entryOf);
    const writes = entries.map((entry) =>
      withTenant({ accountId: newId(), keyId: null }, () => log.write(entry)).then(() => done.push(entry.action)),
    );
    await turn();
    expect(statements.map(({ actions }) => actions)).toEqual([['a']]);
    statements[0]?.answer();
    await turn();
    expect(done).toEqual(['a']);
    expect(statements.map(({ actions }) => actions)).toEqual([['a'], ['b', 'c']]);
    // Entries of several organisations are nobody's.
    expect(statements.map(({ tenant }) => tenant)).toEqual([entries[0]?.accountId, null]);
    statements[1]?.answer();
    await Promise.all(writes);
    expect(done).toEqual(['a', 'b', 'c']);
  });

  it('fails for an entry that cannot be written, and for no other', async () => {
    const { statements, log } = recorded();
    const outcomes = Promise.allSettled(['a', 'bad', 'c'].map((action) => log.write(entryOf(action))));
    for (let answered = 0; answered < 4; answered++) {
      await turn();
      const statement = statements[answered];
      statement?.answer(statement.actions.includes('bad') ? new Error('refused') : undefined);
    }
    expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const later = log.write(entryOf('later'));
    await turn();
    statements.at(-1)?.answer();
    await later;
  });
});
