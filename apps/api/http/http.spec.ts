import { bearerToken } from '../auth/bearer-token.js';
import { matchesEtag } from './conditional.js';
import { requestIdOf } from './request-id.js';
import { RouteTable } from './route-table.js';

describe('RouteTable', () => {
  const routes = new RouteTable();
  routes.add('GET', '/api/v1/files/assets/:assetId');
  routes.add(['DELETE'], '/api/v1/files/assets/:assetId');
  it('names the methods of a path', () => {
    expect(routes.methodsOf('/api/v1/files/assets/x?y=1')).toEqual(['DELETE', 'GET']);
    expect(routes.methodsOf('/api/v1/files/assets/x/y')).toEqual([]);
  });
});

describe('requestIdOf', () => {
  it('keeps a harmless id and replaces any other', () => {
    expect(requestIdOf({ headers: { 'x-request-id': 'abc-1.2' } })).toBe('abc-1.2');
    for (const id of ['', 'a b', 'x'.repeat(129), 'a\nb', '{"a":1}'])
      expect(requestIdOf({ headers: { 'x-request-id': id } })).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('matchesEtag', () => {
  it.each([
    ['"abc"', true],
    ['W/"abc"', true],
    ['"x", "abc"', true],
    ['*', true],
    ['"abcd"', false],
    ['abc', false],
    [undefined, false],
  ])('compares %s', (header, expected) => {
    expect(matchesEtag(header, 'abc')).toBe(expected);
  });
});

describe('bearerToken', () => {
  it('reads the token whatever the case of the scheme', () => {
    expect(bearerToken('bearer rsm_live_abcdefgh')).toBe('rsm_live_abcdefgh');
    expect(bearerToken('Basic abcdefghijk')).toBeNull();
    expect(bearerToken('Bearer a b')).toBeNull();
  });
});
