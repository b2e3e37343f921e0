import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';

/** A login that nobody made, or whose name is taken. */
export class ReportingLoginError extends Error {
  override readonly name = 'ReportingLoginError';
}

/** Names of logins go into SQL text: only these may. */
const LOGIN_NAME = /^[a-z][a-z0-9_]{2,62}$/;

function checkedName(name: string): string {
  if (!LOGIN_NAME.test(name))
    throw new ReportingLoginError('A login has 3 to 63 characters of a-z, 0-9 and _, and begins with a letter.');
  return name;
}

/** Logins for tools that read the schema `reporting` by SQL: read-only, and of one account each. */
export class ReportingRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Makes a login; gives its password, which is shown this once. The database user must be allowed to make roles. */
  async createLogin(accountId: string, name: string): Promise<string> {
    const login = checkedName(name);
    const password = randomBytes(24).toString('base64url');
    await this.dataSource.transaction(async (manager) => {
      const [account] = await manager.query('SELECT 1 FROM accounts WHERE id = $1', [accountId]);
      if (!account) throw new ReportingLoginError('There is no such account.');
      const [taken] = await manager.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [login]);
      if (taken) throw new ReportingLoginError('The database has a role of this name already.');
      await manager.query(
        `CREATE ROLE ${login} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT CONNECTION LIMIT 10 PASSWORD '${password}'`,
      );
      await manager.query(`ALTER ROLE ${login} SET default_transaction_read_only = on`);
      await manager.query(`ALTER ROLE ${login} SET statement_timeout = '60s'`);
      await manager.query(`ALTER ROLE ${login} SET search_path = reporting`);
      await manager.query(`GRANT USAGE ON SCHEMA reporting TO ${login}`);
      await manager.query(
        `GRANT SELECT ON reporting.candidates, reporting.positions, reporting.education, reporting.skills,
           reporting.languages, reporting.certificates, reporting.matches TO ${login}`,
      );
      await manager.query('INSERT INTO reporting.logins (name, account_id) VALUES ($1, $2)', [login, accountId]);
    });
    return password;
  }

  /** Ends a login that was made here; false where there is none. Connections that it has open end as well. */
  async dropLogin(name: string): Promise<boolean> {
    const login = checkedName(name);
    return this.dataSource.transaction(async (manager) => {
      const [known] = await manager.query('SELECT 1 FROM reporting.logins WHERE name = $1', [login]);
      if (!known) return false;
      await manager.query('DELETE FROM reporting.logins WHERE name = $1', [login]);
      await manager.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1', [login]);
      await manager.query(`DROP OWNED BY ${login}`);
      await manager.query(`DROP ROLE ${login}`);
      return true;
    });
  }
}
