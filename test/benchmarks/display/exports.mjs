// (e) Full exports of one account that has all rows, each in a fresh API process.
import { accountId } from './data-set.mjs';
import { processorTime } from './load.mjs';
import { startApi } from './service.mjs';

/** Gives all candidates to the largest account, without the indexes that an export does not read. */
export async function gatherRows(client, say) {
  const { rows } = await client.query(
    `SELECT indexrelid::regclass::text AS name FROM pg_index
     WHERE indrelid = 'display_rows'::regclass AND NOT indisunique AND indexrelid <> 'display_rows_asset_id'::regclass`,
  );
  await client.query(`DROP INDEX ${rows.map(({ name }) => name).join(', ')}`);
  await client.query('UPDATE display_rows SET account_id = $1 WHERE account_id <> $1', [accountId(1)]);
  await client.query('VACUUM (FULL, ANALYZE) display_rows');
  say(`\nall rows in one account, the other indexes of the table (${rows.length}) dropped`);
}

export async function exportAll({ url, box, key, report, say, rows, formats = ['csv', 'ndjson', 'parquet', 'xlsx'] }) {
  for (const format of formats) {
    const api = await startApi(url, box);
    try {
      const before = api.memory().now;
      const cpu = processorTime([api.pid]);
      let bytes = 0;
      let lines = 0;
      const started = performance.now();
      const { status } = await api.get(`/api/v1/data/display/export?format=${format}`, key, (chunk) => {
        bytes += chunk.length;
        for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
      });
      const seconds = (performance.now() - started) / 1_000;
      if (status !== 200) throw new Error(`export as ${format}: ${status}`);
      if (format === 'ndjson' && lines !== rows) throw new Error(`${lines} lines for ${rows} rows`);
      if (format === 'csv' && lines !== rows + 1) throw new Error(`${lines} lines for ${rows} rows`);
      const { peak } = api.memory();
      const rate = rows / seconds;
      say(
        `export ${format}: ${rows} rows, ${(bytes / 1e6).toFixed(0)} MB in ${seconds.toFixed(1)} s, ${Math.round(rate)} rows a second, processor time of the API ${((processorTime([api.pid]) - cpu) / 1_000).toFixed(1)} s, ${before.toFixed(0)} MB idle, ${peak.toFixed(0)} MB at most`,
      );
      if (format === 'csv' || format === 'ndjson')
        report.add(`export ${format}, rows a second`, rate, 50_000, { atLeast: true });
      report.add(`export ${format}, memory`, peak, 250, { unit: ' MB' });
    } finally {
      await api.stop();
    }
  }
}
