import type { DataSource } from 'typeorm';
import { TENANT_ROLE, TENANT_SCHEMA, TENANT_SETTING } from './row-security.js';
import { currentTenant, isAnybody } from './tenant-context.js';

interface Connection {
  query(statement: { name: string; text: string; values: readonly unknown[] }): Promise<unknown>;
}
/** The pool's connections that nobody uses, of which the last is taken next. A part of pg-pool that it does not promise. */
interface Pool {
  readonly _idle?: { readonly client: Connection }[];
}
type Obtained = [connection: Connection, release: (error?: Error) => void];

const BECOME_TENANT = {
  name: 'become_tenant',
  text: `SELECT set_config('${TENANT_SETTING}', $1, false),
  set_config('search_path', '${TENANT_SCHEMA}, public', false), set_config('role', '${TENANT_ROLE}', false)`,
};
const BECOME_SERVICE = {
  name: 'become_service',
  text: `SELECT set_config('role', 'none', false), set_config('${TENANT_SETTING}', '', false),
  set_config('search_path', '"$user", public', false)`,
};

/**
 * Lets each connection, when it is taken out of the pool, work as whom the running code works for. It stays so until
 * somebody else takes it, and of those that are free one that works for the same account is taken first: most requests cost
 * no statement more. Needs a pool of sessions: behind a proxy that shares them between transactions it does not hold.
 */
export function withTenantConnections(dataSource: DataSource): DataSource {
  const driver = dataSource.driver as unknown as { master?: Pool; obtainMasterConnection(): Promise<Obtained> };
  const obtain = driver.obtainMasterConnection.bind(driver);
  const worksFor = new WeakMap<Connection, string>();
  const offer = (wanted: string): void => {
    const idle = driver.master?._idle ?? [];
    const place = idle.findLastIndex(({ client }) => (worksFor.get(client) ?? '') === wanted);
    if (place >= 0) idle.push(...idle.splice(place, 1));
  };
  driver.obtainMasterConnection = async () => {
    if (isAnybody()) return obtain();
    const wanted = currentTenant()?.accountId ?? '';
    offer(wanted);
    const [connection, release] = await obtain();
    if ((worksFor.get(connection) ?? '') === wanted) return [connection, release];
    try {
      // Where this fails nobody knows whom it works for: the connection is given up.
      await connection.query(wanted ? { ...BECOME_TENANT, values: [wanted] } : { ...BECOME_SERVICE, values: [] });
    } catch (error) {
      release(error instanceof Error ? error : new Error('The connection cannot be prepared.'));
      throw error;
    }
    worksFor.set(connection, wanted);
    return [connection, release];
  };
  return dataSource;
}
