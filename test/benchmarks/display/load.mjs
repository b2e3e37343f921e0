// Free text, groups, and many requests a second.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { accountId, accountShares } from './data-set.mjs';
import { filtersOf } from './filters.mjs';
import { ms, p50, p95, timed } from './measure.mjs';
import { page, persistence } from './service.mjs';

/** Words of every frequency, alone and together, as people look for candidates. */
export const SEARCHES = [
  ...[
    'python',
    'led',
    'managed projects',
    'sql docker',
    'wound care',
    'planning',
    'kubernetes aws',
    'müller',
    'zoë wolf',
  ],
  ...['"team leadership"', 'java -python', 'negotiated contracts suppliers', 'forklift warehouse', 'kakaka', 'lomiren'],
  ...[
    'payroll or ifrs',
    'customers',
    'installed machines',
    'haccp',
    'terraform kafka',
    'nobodyknowsthis',
    'tax law',
    'Äudited',
  ],
];
const RANKS = [1, 2, 3, 5, 10, 20, 50];

const pathOf = (parameters) => `/api/v1/data/display?${new URLSearchParams(parameters)}`;

/** (c) Free text over the candidates, numbered pages with their total. */
export async function searchText({ api, keys, report, say }) {
  const lines = [];
  const all = [];
  for (const rank of RANKS)
    for (const q of SEARCHES) {
      const times = [];
      let total = null;
      for (let round = 0; round < 6; round++) {
        const time = await timed(async () => {
          total = (await page(api, pathOf({ q }), keys.get(rank))).total;
        });
        if (round > 0) times.push(time);
      }
      all.push(...times);
      lines.push({ name: `${q}, account ${rank}, ${total} rows`, time: p95(times) });
    }
  say(`\nfree text: p50 ${ms(p50(all))}, p95 ${ms(p95(all))}; slowest:`);
  lines.sort((a, b) => b.time - a.time);
  for (const { name, time } of lines.slice(0, 8)) say(`  ${name}: ${ms(time)}`);
  report.add('free text, p95', p95(all), 100, { unit: ' ms' });
  const detail = [];
  for (const rank of RANKS.slice(0, 4))
    for (const q of SEARCHES.slice(0, 10))
      detail.push(await timed(() => page(api, pathOf({ q, grain: 'position' }), keys.get(rank))));
  say(`free text over positions: p50 ${ms(p50(detail))}, p95 ${ms(p95(detail))}`);
}

const FIGURES = [
  ['facets', { columns: 'country' }],
  ['facets', { columns: 'country,city,current_title,top_skills' }],
  ['facets', { columns: 'top_skills', country: 'DE' }],
  ['groups', { by: 'country', metrics: 'count,average:experience_months,p90:experience_months' }],
  ['groups', { by: 'created_at', unit: 'week' }],
  ['facets', { grain: 'skill', columns: 'normalized,type' }],
  ['groups', { grain: 'position', by: 'title_normalized', metrics: 'count,average:months_min' }],
];

/** Facets and groups of accounts of different sizes: figures without a target. */
export async function figures({ api, keys, say }) {
  say('\nfacets and groups, median of 5, by account:');
  for (const [kind, parameters] of FIGURES) {
    const shown = [];
    for (const rank of [1, 5, 20]) {
      const times = [];
      for (let round = 0; round < 5; round++)
        times.push(
          await timed(() =>
            page(api, `/api/v1/data/display/${kind}?${new URLSearchParams(parameters)}`, keys.get(rank)),
          ),
        );
      shown.push(`${rank}: ${ms(p50(times))}`);
    }
    say(`  ${kind} ${new URLSearchParams(parameters)}: ${shown.join(', ')}`);
  }
}

/** Even in 0 to 1 and the same every run. */
function chances(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

/** Requests as a day of BI tools and consoles has them, from accounts by their size. */
async function requestMix(client, accounts, count) {
  const chance = chances(11);
  const pick = (list) => list[Math.floor(chance() * list.length)];
  const shares = accountShares(accounts);
  const ranks = [1, 2, 3, 5, 8, 13, 21, 34, 50].filter((rank) => rank <= accounts);
  const weights = ranks.map((rank) => shares[rank - 1]);
  const filters = new Map();
  for (const rank of ranks) filters.set(rank, await filtersOf(client, accountId(rank), 5));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const someRank = () => {
    let left = chance() * total;
    return (
      ranks.find((_, index) => {
        left -= weights[index];
        return left <= 0;
      }) ?? 1
    );
  };
  return Array.from({ length: count }, () => {
    const rank = someRank();
    const kind = chance();
    if (kind < 0.1) return { rank, path: pathOf({ q: pick(SEARCHES) }) };
    const { grain, queries } = pick(filters.get(rank));
    const paging = kind < 0.4 ? { cursor: '' } : {};
    return { rank, path: pathOf({ grain, ...pick(queries), ...paging }) };
  });
}

/** Milliseconds of processor time that processes took so far, in the ticks of Linux (10 ms). */
export const processorTime = (pids) =>
  pids.reduce((sum, pid) => {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
      return sum + (Number(fields[11]) + Number(fields[12])) * 10;
    } catch {
      return sum;
    }
  }, 0);

/** The processes of the database that work for the API, or for the worker. */
export const backends = async (client, app = 'api') =>
  (await client.query('SELECT pid FROM pg_stat_activity WHERE application_name = $1', [`vitamill-${app}`])).rows.map(
    ({ pid }) => pid,
  );

/** What a worker does for the indexes meanwhile. */
async function keepUp(url) {
  const dataSource = await persistence.createDataSource({ url, poolSize: 1 }).initialize();
  const upkeep = new persistence.IndexUpkeep(dataSource);
  await upkeep.clearPendingLists();
  let round = Promise.resolve();
  const timer = setInterval(() => {
    round = round.then(() => upkeep.clearPendingLists());
  }, 10_000);
  return async () => {
    clearInterval(timer);
    await round;
    await dataSource.destroy();
  };
}

/** Sends requests at a steady rate, however long the answers take; each is timed from when it was due. */
async function send(api, keys, requests, rate) {
  const started = performance.now();
  const times = await Promise.all(
    requests.map(async ({ rank, path }, index) => {
      const due = (index * 1_000) / rate;
      await sleep(Math.max(0, started + due - performance.now()));
      // The page is not parsed: the client works on the same two cores.
      const { status } = await api.get(path, keys.get(rank)).catch(() => ({ status: 0 }));
      return { time: performance.now() - started - due, due, isFailure: status !== 200 };
    }),
  );
  return { times, taken: (performance.now() - started) / 1_000 };
}

/** (d) Requests at a steady rate, after half as many others that a process just started and its caches are warmed by. */
export async function underLoad({ api, client, url, keys, report, say, accounts, rate, seconds }) {
  const requests = await requestMix(client, accounts, Math.floor(rate * seconds * 1.5));
  const warming = requests.splice(0, Math.floor((rate * seconds) / 2));
  const stopUpkeep = await keepUp(url);
  await send(api, keys, warming, rate);
  const ours = [[api.pid], await backends(client)];
  const before = ours.map(processorTime);
  const { times, taken } = await send(api, keys, requests, rate);
  await stopUpkeep();
  const [service, database] = ours.map((pids, index) => (processorTime(pids) - before[index]) / requests.length);
  const failures = times.filter(({ isFailure }) => isFailure).length;
  const all = times.map(({ time }) => time);
  const bySecond = Array.from({ length: seconds }, (_, second) =>
    Math.round(p95(times.filter(({ due }) => Math.floor(due / 1_000) === second).map(({ time }) => time))),
  );
  say(
    `\nload: ${requests.length} requests at ${rate} a second, ${(requests.length / taken).toFixed(0)} a second answered, ${failures} failed`,
  );
  say(`p50 ${ms(p50(all))}, p95 ${ms(p95(all))}, slowest ${ms(Math.max(...all))}`);
  say(`processor time a request: API ${ms(service)}, database ${ms(database)}`);
  say(`p95 of each second, in ms: ${bySecond.join(' ')}`);
  report.add(`${rate} requests a second, p95`, failures > 0 ? Number.POSITIVE_INFINITY : p95(all), 50, { unit: ' ms' });
}
