import { AsyncLocalStorage } from 'node:async_hooks';

/** On whose behalf the running code works. */
export interface Tenant {
  readonly accountId: string;
  /** The API key that asked, null for a person or a job. */
  readonly keyId: string | null;
}

const storage = new AsyncLocalStorage<Tenant | null>();

/** Runs work on behalf of an organisation. */
export const withTenant = <Result>(tenant: Tenant, work: () => Result): Result => storage.run(tenant, work);

/** Runs work on behalf of the service, such as a look at another organisation's row that no request may have. */
export const asSystem = <Result>(work: () => Result): Result => storage.run(null, work);

export const currentTenant = (): Tenant | null => storage.getStore() ?? null;
