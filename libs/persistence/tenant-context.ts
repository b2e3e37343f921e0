import { AsyncLocalStorage } from 'node:async_hooks';

/** On whose behalf the running code works. */
export interface Tenant {
  readonly accountId: string;
  /** The API key that asked, null for a person or a job. */
  readonly keyId: string | null;
}

/** Nobody in particular: any connection will do, whoever it worked for last. */
const ANYBODY = Symbol('anybody');

const storage = new AsyncLocalStorage<Tenant | typeof ANYBODY | null>();

/** Runs work on behalf of an organisation. */
export const withTenant = <Result>(tenant: Tenant, work: () => Result): Result => storage.run(tenant, work);

/** Runs work on behalf of the service, such as a look at another organisation's row that no request may have. */
export const asSystem = <Result>(work: () => Result): Result => storage.run(null, work);

/** Runs one statement that gives the same to everybody who may run it; anything else would see what the last one saw. */
export const asAnybody = <Result>(work: () => Result): Result => storage.run(ANYBODY, work);

export const isAnybody = (): boolean => storage.getStore() === ANYBODY;

export function currentTenant(): Tenant | null {
  const store = storage.getStore();
  return store === ANYBODY ? null : (store ?? null);
}
