import type { DataSource } from 'typeorm';
import { TENANT_ROLE, TENANT_SCHEMA, TENANT_SETTING } from './row-security.js';
import { currentTenant, isAnybody } from './tenant-context.js';

interface Connection {
  query(text: string, values?: readonly unknown[]): Promise<unknown>;
}
type Obtained = [connection: Connection, release: (error?: Error) => void];

const BECOME_TENANT = `SELECT set_config('${TENANT_SETTING}', $1, false),
  set_config('search_path', '${TENANT_SCHEMA}, public', false), set_config('role', '${TENANT_ROLE}', false)`;
const BECOME_SERVICE = `SELECT set_config('role', 'none', false), set_config('${TENANT_SETTING}', '', false),
  set_config('search_path', '"$user", public', false)`;

/**
 * Lets each connection, when it is taken out of the pool, work as whom the running code works for. It stays so until
 * somebody else takes it: most requests of a client that goes on cost no statement more. Needs a pool of sessions:
 * behind a proxy that shares them between transactions it does not hold.
 */
export function withTenantConnections(dataSource: DataSource): DataSource {
  const driver = dataSource.driver as unknown as { obtainMasterConnection(): Promise<Obtained> };
  const obtain = driver.obtainMasterConnection.bind(driver);
  const worksFor = new WeakMap<Connection, string>();
  driver.obtainMasterConnection = async () => {
    const [connection, release] = await obtain();
    if (isAnybody()) return [connection, release];
    const wanted = currentTenant()?.accountId ?? '';
    if ((worksFor.get(connection) ?? '') === wanted) return [connection, release];
    try {
      // Where this fails nobody knows whom it works for: the connection is given up.
      await (wanted ? connection.query(BECOME_TENANT, [wanted]) : connection.query(BECOME_SERVICE));
    } catch (error) {
      release(error instanceof Error ? error : new Error('The connection cannot be prepared.'));
      throw error;
    }
    worksFor.set(connection, wanted);
    return [connection, release];
  };
  return dataSource;
}
