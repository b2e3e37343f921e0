// The SQL behind a page: what the service sends to the database for it, to be run bare.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { persistence } from './service.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const { readDisplayQuery } = await import(join(root, 'dist/apps/api/display/display-query.js'));

/** The statements of a page with their values, in the order in which the service sends them. */
export async function statementsOf(client, account, parameters) {
  const sent = [];
  const recorder = {
    query: async (text, values) => {
      sent.push({ text, values });
      return (await client.query(text, values)).rows;
    },
    createQueryRunner: () => ({
      connect: async () => ({
        // As the service sends it: the answer goes to a callback.
        query: (statement, done) => {
          sent.push({ text: statement.text, values: statement.values });
          client.query(statement, done);
        },
      }),
      release: async () => undefined,
    }),
  };
  const { grain, ...query } = readDisplayQuery(parameters);
  const display = new persistence.DisplayRepository(recorder);
  await display.query(account, query, grain);
  // What the service still knows when it is asked again is not asked bare either.
  sent.length = 0;
  await display.query(account, query, grain);
  return sent;
}

export async function runBare(client, statements) {
  for (const { text, values } of statements) await client.query(text, values);
}
