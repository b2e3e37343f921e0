// Every filter that the documentation names, with values that occur in the data.
import { persistence } from './service.mjs';

const { GRAINS, OPERATORS_OF } = persistence;

/** The grains that the data set has. */
export const grains = GRAINS.filter(({ name }) => ['candidate', 'position', 'skill'].includes(name));

/** A value of a column as the query string has it; texts are shortened for `contains` and `starts_with`. */
function written(value, { type }, operator) {
  if (value instanceof Date) return type === 'date' ? value.toISOString().slice(0, 10) : value.toISOString();
  const text = String(Array.isArray(value) ? value[0] : value);
  if (operator === 'starts_with') return text.slice(0, 5);
  if (operator === 'contains') return text.slice(Math.min(2, Math.max(0, text.length - 5)), 9);
  return text;
}

/** Rows of an account that values are taken from: spread over all of it, the same every time. */
async function sampleRows(client, grain, account, count) {
  const columns = grain.columns.map(({ name, type }) => (type === 'date' ? `"${name}"::text` : `"${name}"`)).join(', ');
  const { rows } = await client.query(
    `SELECT ${columns} FROM ${grain.table} WHERE account_id = $1 ORDER BY md5(asset_id::text) LIMIT $2`,
    [account, count],
  );
  return rows;
}

/** `{grain, column, operator, path(variant)}` of every filter of the grains; the variants have different values. */
export async function filtersOf(client, account, variants) {
  const filters = [];
  for (const grain of grains) {
    const rows = await sampleRows(client, grain, account, 200);
    for (const column of grain.columns)
      for (const operator of OPERATORS_OF[column.type]) {
        const values = rows.map((row) => row[column.name]).filter((value) => value !== null && value?.length !== 0);
        const name = `${column.name}__${operator}`;
        const queries = Array.from({ length: variants }, (_, variant) => {
          if (operator === 'null') return { [name]: variant % 2 === 0 ? 'true' : 'false' };
          if (values.length === 0) return null;
          const [one, two] = [values[variant % values.length], values[(variant * 7 + 3) % values.length]];
          const texts = (operator === 'in' ? [one, two] : [one]).map((value) => written(value, column, operator));
          return { [name]: texts.join(',') };
        }).filter((query) => query !== null && !Object.values(query).some((text) => text.length > 200 || text === ''));
        if (queries.length > 0) filters.push({ grain: grain.name, column: column.name, operator, queries });
      }
  }
  return filters;
}
