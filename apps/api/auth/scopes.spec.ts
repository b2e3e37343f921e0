import { isJwt } from './bearer-token.js';
import { expandScopes, isGrantable, ROLE_SCOPES, SCOPES } from './scopes.js';

describe('scopes', () => {
  it.each([
    [['match:execute'], ['match:execute', 'match:read']],
    [['match:read'], ['match:read']],
    [['jobs:*'], ['jobs:read', 'jobs:write']],
    [['*'], Object.keys(SCOPES)],
    [['job:*', 'files', 'constructor'], []],
  ])('%j open %j', (granted, opened) => {
    expect(expandScopes(granted).sort()).toEqual([...opened].sort());
  });

  it.each([
    ['files:read', true],
    ['jobs:*', true],
    ['*', true],
    ['files:*:*', false],
    [':*', false],
    ['unknown:read', false],
    ['toString', false],
  ])('%s may be granted: %s', (scope, may) => {
    expect(isGrantable(scope)).toBe(may);
  });

  it('let viewers read and only owners and admins manage keys', () => {
    expect(ROLE_SCOPES.viewer.every((scope) => scope.endsWith(':read'))).toBe(true);
    for (const [role, scopes] of Object.entries(ROLE_SCOPES))
      expect([role, scopes.includes('keys:manage')]).toEqual([role, role === 'owner' || role === 'admin']);
  });
});

describe('isJwt', () => {
  it('tells a token of a login from an API key', () => {
    expect(isJwt('eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln')).toBe(true);
    expect(isJwt('rsm_live_eyJhbGciOi')).toBe(false);
  });
});
