// Display rows at the scale of BI: `npm run bench:display` makes 1,000,000 candidates of 50 organisations and measures the
// targets of docs/benchmarks-display.md, the service and plain SQL in one go.
//   --rows N      candidates, 1,000,000 unless told
//   --data DIR    keeps the database there and uses it again
//   --part NAMES  only these parts, separated by commas: pages, walk, text, figures, load, projection, exports
//   --only TEXT   only filters whose name has it, such as "candidate.city eq"
//   --formats NAMES   of the exports, separated by commas: csv, ndjson, parquet, xlsx
//   --rate N --seconds N   of the load, 200 and 20 unless told
// The part `exports` has a database of its own, of one organisation, which is kept in the folder `exports` of DIR.
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { accountId } from './data-set.mjs';
import { exportAll, FORMATS } from './exports.mjs';
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
    formats: { type: 'string', default: FORMATS.join(',') },
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

/** The parts that ask for pages, filters and figures of many organisations. */
async function measureAll() {
  say(`${rows} candidates of ${ACCOUNTS} organisations`);
  const database = await openDatabase({ rows, accounts: ACCOUNTS, folder: values.data, say });
  const client = await connect(database.url);
  try {
    const ranks = Array.from({ length: ACCOUNTS }, (_, index) => index + 1);
    const made = await keysOf(database.url, ranks.map(accountId));
    const keys = new Map(ranks.map((rank, index) => [rank, made[index]]));
    if (parts.some((part) => part !== 'projection' && part !== 'exports')) {
      const api = await startApi(database.url, database.box);
      const bench = {
        api,
        client,
        url: database.url,
        keys,
        report,
        say,
        only: values.only,
        accounts: ACCOUNTS,
        rate,
        seconds,
      };
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
  } finally {
    await client.end();
    await database.stop();
  }
}

async function measureExports() {
  say(`${rows} candidates of one organisation, to be exported`);
  const folder = values.data && join(values.data, 'exports');
  const { url, box, stop } = await openDatabase({ rows, accounts: 1, folder, say, forExports: true });
  const client = await connect(url);
  try {
    const [key] = await keysOf(url, [accountId(1)]);
    await exportAll({ url, box, client, key, report, say, rows, formats: values.formats.split(',') });
  } finally {
    await client.end();
    await stop();
  }
}

say(`${cpus().length} cores, load average ${load()}`);
if (parts.some((part) => part !== 'exports')) await measureAll();
if (parts.includes('exports')) await measureExports();
say(`\nload average at the end ${load()}`);
report.print();
