import type { ApiError } from '../errors/api-errors.js';
import { readFacetQuery, readGroupQuery } from './group-query.js';

const fieldsRefused = (read: () => unknown): string[] => {
  try {
    read();
    return [];
  } catch (error) {
    return (error as ApiError).errors.map(({ field }) => field);
  }
};

describe('readGroupQuery', () => {
  it('counts all rows of candidates where nothing else is asked', () => {
    expect(readGroupQuery({})).toMatchObject({ by: [], metrics: [{ name: 'count' }], unit: 'month', filters: [] });
  });

  it('reads columns, figures, unit and filters', () => {
    const query = readGroupQuery({
      ...{ grain: 'position', by: 'country,start_date', metrics: 'count,average:months_min,p90:months_max' },
      ...{ unit: 'year', limit: '5', is_current: 'true' },
    });
    expect(query).toMatchObject({
      by: ['country', 'start_date'],
      metrics: [
        { name: 'count', metric: { kind: 'count' } },
        { name: 'average:months_min', metric: { kind: 'average', column: 'months_min' } },
        { name: 'p90:months_max', metric: { kind: 'percentile', percent: 90, column: 'months_max' } },
      ],
      ...{ unit: 'year', limit: 5, filters: [{ column: 'is_current', operator: 'eq', value: true }] },
    });
  });

  it.each([
    [{ by: 'secret' }, 'by'],
    [{ by: 'name,email,phone,city' }, 'by'],
    [{ metrics: 'average:name' }, 'metrics'],
    [{ metrics: 'p101:experience_months' }, 'metrics'],
    [{ metrics: 'median' }, 'metrics'],
    [{ unit: 'decade' }, 'unit'],
    [{ limit: '0' }, 'limit'],
    [{ colour: 'red' }, 'colour'],
  ] as [Record<string, unknown>, string][])('refuses %j by name', (query, field) => {
    expect(fieldsRefused(() => readGroupQuery(query))).toEqual([field]);
  });
});

describe('readFacetQuery', () => {
  it('needs columns', () => {
    expect(readFacetQuery({ columns: 'country,top_skills' })).toMatchObject({ columns: ['country', 'top_skills'] });
    expect(fieldsRefused(() => readFacetQuery({}))).toEqual(['columns']);
  });
});
