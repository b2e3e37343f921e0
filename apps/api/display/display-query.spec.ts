import { CANDIDATE_GRAIN, DISPLAY_COLUMNS, GRAINS } from '@vitamill/persistence';
import { ApiError, type FieldError } from '../errors/api-errors.js';
import { readDisplayQuery } from './display-query.js';

const fieldsRefused = (query: Record<string, unknown>): [string, string][] => {
  try {
    readDisplayQuery(query);
    return [];
  } catch (error) {
    return (error as ApiError).errors.map(({ field, code }: FieldError) => [field, code]);
  }
};

describe('readDisplayQuery', () => {
  it('starts with the newest', () => {
    expect(readDisplayQuery({})).toEqual({
      grain: CANDIDATE_GRAIN,
      filters: [],
      sort: { column: 'created_at', direction: 'desc' },
      page: { kind: 'page', number: 1, size: 50 },
    });
  });

  it('reads equality, any-of, ranges and parts', () => {
    const { filters } = readDisplayQuery({
      name__contains: 'ann',
      country: ['DE', 'FR'],
      experience_months__gte: '12',
      asset_id: '01900000-0000-7000-8000-00000000000A',
    });
    expect(filters).toEqual([
      { column: 'name', operator: 'contains', value: 'ann' },
      { column: 'country', operator: 'in', value: ['DE', 'FR'] },
      { column: 'experience_months', operator: 'gte', value: 12 },
      { column: 'asset_id', operator: 'eq', value: '01900000-0000-7000-8000-00000000000a' },
    ]);
  });

  it('reads the operators of other tools, and whether there is a value', () => {
    const { filters } = readDisplayQuery({
      ...{ experience_months__ge: '12', experience_months__le: '24', name__startswith: 'a', city__null: 'false' },
      country__ne: 'DE',
    });
    expect(filters.map(({ column, operator, value }) => [column, operator, value])).toEqual([
      ['experience_months', 'gte', 12],
      ['experience_months', 'lte', 24],
      ['name', 'starts_with', 'a'],
      ['city', 'null', false],
      ['country', 'ne', 'DE'],
    ]);
  });

  it.each(GRAINS.map(({ name }) => [name]))('knows the columns of the grain %s and no others', (name) => {
    const { grain, filters, sort } = readDisplayQuery({
      grain: name,
      asset_id__in: '01900000-0000-7000-8000-00000000000a',
    });
    expect(grain.name).toBe(name);
    expect(filters).toHaveLength(1);
    expect(sort).toEqual(grain.order);
    const foreign = name === 'candidate' ? 'ordinal' : 'experience_months';
    expect(fieldsRefused({ grain: name, [foreign]: '1' })).toEqual([[foreign, 'unknown_parameter']]);
  });

  it('gives only the columns selected, in their order', () => {
    expect(readDisplayQuery({ select: 'city, name,city' }).select).toEqual(['city', 'name']);
    expect(fieldsRefused({ select: 'name,secret' })).toEqual([['select', 'invalid_value']]);
  });

  it('splits the any-of operator at commas', () => {
    expect(readDisplayQuery({ country__in: 'DE,FR' }).filters[0]).toMatchObject({
      operator: 'in',
      value: ['DE', 'FR'],
    });
  });

  it.each([
    ['-name', undefined, 'name', 'desc'],
    ['name', undefined, 'name', 'asc'],
    ['name', 'desc', 'name', 'desc'],
    ['-name', 'asc', 'name', 'asc'],
  ])('sorts by %s %s', (sort, order, column, direction) => {
    expect(readDisplayQuery({ sort, ...(order ? { order } : {}) }).sort).toEqual({ column, direction });
  });

  it.each(DISPLAY_COLUMNS.map(({ name }) => [name]))('sorts by the column %s', (name) => {
    expect(readDisplayQuery({ sort: name }).sort.column).toBe(name);
  });

  it('walks by cursor', () => {
    expect(readDisplayQuery({ cursor: '', page_size: '500' }).page).toEqual({
      kind: 'cursor',
      cursor: null,
      size: 500,
    });
    expect(readDisplayQuery({ cursor: 'abc' }).page).toMatchObject({ kind: 'cursor', cursor: 'abc' });
  });

  it.each([
    [{ colour: 'red' }, [['colour', 'unknown_parameter']]],
    [{ name__like: 'x' }, [['name__like', 'unknown_parameter']]],
    [{ top_skills__contains: 'x' }, [['top_skills__contains', 'unknown_parameter']]],
    [{ grain: 'secret' }, [['grain', 'invalid_value']]],
    [{ city__null: 'maybe' }, [['city__null', 'invalid_value']]],
    [
      { constructor: 'x', __proto__x: '1' },
      [
        ['constructor', 'unknown_parameter'],
        ['__proto__x', 'unknown_parameter'],
      ],
    ],
    [
      { page: '0', page_size: '501' },
      [
        ['page', 'invalid_value'],
        ['page_size', 'invalid_value'],
      ],
    ],
    [{ page: '1', cursor: '' }, [['cursor', 'invalid_value']]],
    [{ experience_months__gte: '1e9' }, [['experience_months__gte', 'invalid_value']]],
    [{ created_at__gte: '2026-13-01' }, [['created_at__gte', 'invalid_value']]],
    [{ name: '' }, [['name', 'invalid_value']]],
    [{ page: ['1', '2'] }, [['page', 'repeated_parameter']]],
    [{ sort: 'secret' }, [['sort', 'invalid_value']]],
    [{ order: 'up' }, [['order', 'invalid_value']]],
  ] as [Record<string, unknown>, [string, string][]][])('refuses %j by name', (query, expected) => {
    expect(fieldsRefused(query)).toEqual(expected);
  });
});
