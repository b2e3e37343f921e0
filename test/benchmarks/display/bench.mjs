// Display rows at the scale of BI: `npm run bench:display` makes 1,000,000 candidates of 50 organisations and measures the
// targets of docs/benchmarks-display.md, the service and plain SQL in one go.
//   --rows N      candidates, 1,000,000 unless told
//   --data DIR    keeps the database there and uses it again
//   --part NAMES  only these parts, separated by commas: pages, walk, text, figures, load, projection, exports
//   --only TEXT   only filters whose name has it, such as "candidate.city eq"
//   --rate N --seconds N   of the load, 200 and 20 unless told
// The part `exports` changes the database: a kept one is made anew after it.
import { rmSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { accountId } from './data-set.mjs';
import { exportAll, gatherRows } from './exports.mjs';
import { figures, searchText, underLoad } from './load.mjs';
import { Report } from './measure.mjs';
import { comparePages, walk } from './pages.mjs';
import { project } from './projection.mjs';
import { connect, keysOf, openDatabase, startApi } from './service.mjs';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    data: { type: 'string' },
    part: { type: 'string', default: 'pages,walk,text,figures,load,projection,exports' },
    only: { type: 'string' },
    rate: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '20' },
  },
});
const ACCOUNTS = 50;
const [rows, rate, seconds] = [values.rows, values.rate, values.seconds].map(Number);
const parts = values.part.split(',');
const say = (text) => console.log(text);
const load = () =>
  loadavg()
    .map((value) => value.toFixed(1))
    .join(' ');

const report = new Report();
say(`${rows} candidates of ${ACCOUNTS} organisations, ${cpus().length} cores, load average ${load()}`);
const database = await openDatabase({ rows, accounts: ACCOUNTS, folder: values.data, say });
const client = await connect(database.url);
try {
  const ranks = Array.from({ length: ACCOUNTS }, (_, index) => index + 1);
  const made = await keysOf(database.url, ranks.map(accountId));
  const keys = new Map(ranks.map((rank, index) => [rank, made[index]]));
  const served = parts.filter((part) => part !== 'projection' && part !== 'exports');
  if (served.length > 0) {
    const api = await startApi(database.url, database.box);
    const bench = { api, client, keys, report, say, only: values.only, accounts: ACCOUNTS, rate, seconds };
    try {
      if (parts.includes('pages')) {
        await comparePages(bench, {}, 'page of one filter with its total');
        await comparePages(bench, { cursor: '' }, 'page of one filter by cursor');
      }
      if (parts.includes('walk')) await walk(bench);
      if (parts.includes('text')) await searchText(bench);
      if (parts.includes('figures')) await figures(bench);
      if (parts.includes('load')) await underLoad(bench);
    } finally {
      await api.stop();
    }
  }
  if (parts.includes('projection')) await project({ url: database.url, report, say });
  if (parts.includes('exports')) {
    if (values.data) rmSync(join(values.data, 'rows'), { force: true });
    await gatherRows(client, say);
    await exportAll({ url: database.url, box: database.box, key: keys.get(1), report, say, rows });
  }
  say(`\nload average at the end ${load()}`);
  report.print();
} finally {
  await client.end();
  await database.stop();
}
