// Pages of one filter: through HTTP and as bare SQL by turns, and page 10,000 by cursor.
import { accountId } from './data-set.mjs';
import { filtersOf } from './filters.mjs';
import { ms, p50, p95, timed } from './measure.mjs';
import { page } from './service.mjs';
import { runBare, statementsOf } from './statements.mjs';

const VARIANTS = 1;
const ROUNDS = 2;
/** Ranks of the accounts that are asked: the largest, and smaller ones. */
const RANKS = [1, 10];

const pathOf = (parameters) => `/api/v1/data/display?${new URLSearchParams(parameters)}`;

/** Times of one filter on both sides, by turns, so that what else the machine does falls on both. */
async function measureFilter({ grain, queries }, { api, client, keys, rank, paging }) {
  const times = { http: [], bare: [] };
  for (const query of queries) {
    const parameters = { grain, ...query, ...paging };
    const path = pathOf(parameters);
    const statements = await statementsOf(client, accountId(rank), parameters);
    await page(api, path, keys.get(rank));
    for (let round = 0; round < ROUNDS; round++) {
      times.http.push(await timed(() => page(api, path, keys.get(rank))));
      times.bare.push(await timed(() => runBare(client, statements)));
    }
  }
  return times;
}

/** (a) Every column and operator of the grains. `paging` is `{}` for numbered pages with a total, `{cursor: ''}` without. */
export async function comparePages({ api, client, keys, report, say, only }, paging, label) {
  const all = { http: [], bare: [] };
  const lines = [];
  for (const rank of RANKS) {
    for (const filter of await filtersOf(client, accountId(rank), VARIANTS)) {
      const name = `${filter.grain}.${filter.column} ${filter.operator}`;
      if (only && !name.includes(only)) continue;
      const times = await measureFilter(filter, { api, client, keys, rank, paging });
      all.http.push(...times.http);
      all.bare.push(...times.bare);
      lines.push({
        name: `${name}, account ${rank}`,
        http: p95(times.http),
        bare: p95(times.bare),
        ratio: p95(times.http) / p95(times.bare),
      });
    }
  }
  const show = ({ name, http, bare, ratio }) => say(`  ${name}: ${ms(http)} over ${ms(bare)}, ${ratio.toFixed(2)}`);
  say(`\n${label}: ${lines.length} filters and accounts, ${all.http.length} pages`);
  say(`HTTP p50 ${ms(p50(all.http))} p95 ${ms(p95(all.http))}, bare p50 ${ms(p50(all.bare))} p95 ${ms(p95(all.bare))}`);
  const within = lines.filter(({ ratio }) => ratio <= 1.5).length;
  say(
    `ratio of p95s by filter: median ${p50(lines.map(({ ratio }) => ratio)).toFixed(2)}, within 1.5: ${within} of ${lines.length}`,
  );
  say('highest ratios:');
  [...lines]
    .sort((a, b) => b.ratio - a.ratio)
    .slice(0, 8)
    .forEach(show);
  say('slowest:');
  [...lines]
    .sort((a, b) => b.http - a.http)
    .slice(0, 15)
    .forEach(show);
  report.add(`${label}, p95 over the same SQL bare`, p95(all.http) / p95(all.bare), 1.5, {
    unit: ' times',
    note: `${ms(p95(all.http))} over ${ms(p95(all.bare))}`,
  });
  report.add(`${label}, the median filter's p95 over its SQL bare`, p50(lines.map(({ ratio }) => ratio)), 1.5, {
    unit: ' times',
  });
}

/** (b) A walk through the largest account: the pages around the 10,000th against the first ones. */
export async function walk({ api, client, keys, report, say }) {
  const last = 10_000;
  const {
    rows: [{ count }],
  } = await client.query('SELECT count(*)::int AS count FROM display_rows WHERE account_id = $1', [accountId(1)]);
  const size = Math.min(50, Math.floor(count / (last + 20)));
  if (size < 1) return say('too few rows for 10,000 pages');
  const base = { page_size: String(size), sort: 'name' };
  let cursor = '';
  let sum = 0;
  const cursors = [];
  for (let number = 1; number <= last + 10; number++) {
    if (number > last - 10) cursors.push(cursor);
    sum += await timed(async () => {
      cursor = (await page(api, pathOf({ ...base, cursor }), keys.get(1))).next_cursor;
    });
  }
  const times = { first: [], last: [] };
  for (let round = 0; round < 10; round++)
    for (const at of cursors) {
      times.last.push(await timed(() => page(api, pathOf({ ...base, cursor: at }), keys.get(1))));
      times.first.push(await timed(() => page(api, pathOf({ ...base, cursor: '' }), keys.get(1))));
    }
  say(`\nwalk by cursor, ${last} pages of ${size} rows: ${ms(sum / last)} a page`);
  say(
    `page 1 p50 ${ms(p50(times.first))} p95 ${ms(p95(times.first))}, page ${last} p50 ${ms(p50(times.last))} p95 ${ms(p95(times.last))}`,
  );
  report.add('page 10,000 by cursor over page 1, medians', p50(times.last) / p50(times.first), 1.2, { unit: ' times' });
}
