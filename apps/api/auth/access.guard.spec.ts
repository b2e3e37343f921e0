import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiError } from '../errors/api-errors.js';
import { AccessGuard } from './access.guard.js';
import { Limited, Public, RequireRole, RequireScope } from './decorators.js';
import type { Principal } from './principal.js';

class Routes {
  @RequireScope('jobs:write')
  scoped() {}
  @RequireRole('admin')
  @Limited('tracker')
  managed() {}
  @Public()
  @Limited('authentication')
  open() {}
  @Public()
  free() {}
  unmarked() {}
}

const key: Principal = {
  accountId: 'a',
  userId: null,
  keyId: 'k',
  role: null,
  scopes: ['jobs:read', 'jobs:write'],
  plan: 'paid',
  isTest: false,
  windows: [],
};

/** Runs the guard in front of a route; gives what it took of the limits and what it asked for. */
async function pass(route: keyof Routes, principal: Principal = key) {
  const seen: string[] = [];
  const guard = new AccessGuard(
    new Reflector(),
    { authenticate: async (_: unknown, kind: string) => seen.push(kind) && principal } as never,
    { take: async (limitClass: string) => void seen.push(limitClass) } as never,
  );
  const http = { getRequest: () => ({}), getResponse: () => ({}) };
  const context = { getHandler: () => Routes.prototype[route], getClass: () => Routes, switchToHttp: () => http };
  try {
    await guard.canActivate(context as unknown as ExecutionContext);
  } catch (error) {
    seen.push((error as ApiError).code);
  }
  return seen;
}

describe('AccessGuard', () => {
  it('asks for a scope and counts to the class of the plan unless told', async () => {
    expect(await pass('scoped')).toEqual(['any', 'api']);
    expect(await pass('scoped', { ...key, scopes: ['jobs:read'] })).toEqual(['any', 'api', 'insufficient_scope']);
  });

  it('lets persons of at least the role pass, and no key', async () => {
    const person = (role: Principal['role']) => ({ ...key, keyId: null, userId: 'u', role });
    expect(await pass('managed', person('owner'))).toEqual(['person', 'tracker']);
    expect(await pass('managed', person('admin'))).toEqual(['person', 'tracker']);
    expect(await pass('managed', person('member'))).toEqual(['person', 'tracker', 'insufficient_role']);
    expect(await pass('managed')).toEqual(['person', 'tracker', 'insufficient_role']);
  });

  it('counts public routes only where told', async () => {
    expect(await pass('open')).toEqual(['authentication']);
    expect(await pass('free')).toEqual([]);
  });

  it('refuses a route that says nothing', async () => {
    expect(await pass('unmarked')).toEqual(['any', 'api', 'insufficient_scope']);
  });
});
