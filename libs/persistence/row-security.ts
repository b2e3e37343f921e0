import type { QueryRunner } from 'typeorm';
import { rowsOf } from './rows-of.js';

/**
 * The second wall between organisations. What works on behalf of one does so as the role `vitamill_tenant`, for which every
 * row of another organisation does not exist, whatever a statement forgets to ask for. The first wall is the account id in
 * every query; this one is put up by the shape of the tables, so that a new table cannot be forgotten:
 *
 * - a table with `account_id` shows the rows of that account;
 * - a table without it that refers to such a table shows the rows whose parent it may see;
 * - what is everybody's stands in SHARED and can be read;
 * - everything else is closed to the role.
 */
export const TENANT_ROLE = 'vitamill_tenant';

/** Session variable that holds the account. */
export const TENANT_SETTING = 'vitamill.account_id';

/** Schema of the views through which the role reads tables whose indexes row security would keep from being used. */
export const TENANT_SCHEMA = 'tenant';

/** Nothing of these is for work on behalf of an organisation. */
const CLOSED = ['schema_migrations', 'sessions', 'refresh_tokens', 'user_tokens', 'stage_durations', 'failure_counts'];

/** Everybody's: read on behalf of any organisation, changed on behalf of none. */
const SHARED = ['taxonomies', 'taxonomy_concepts', 'taxonomy_labels', 'taxonomy_relations'];

/** Conditions of tables that do not fit the rules above. */
const SPECIAL: Readonly<Record<string, string>> = {
  accounts: 'id = current_tenant()',
  users: 'EXISTS (SELECT 1 FROM memberships WHERE memberships.user_id = users.id)',
};

/** What the role may do with a table other than everything. */
const PRIVILEGES: Readonly<Record<string, string>> = {
  accounts: 'SELECT, UPDATE',
  users: 'SELECT',
  audit_log: 'SELECT, INSERT',
  erasure_receipts: 'SELECT, INSERT',
};

/**
 * PostgreSQL checks conditions that could leak (LIKE, full text, arrays) only after the policy, so their indexes go unused.
 * These tables are searched by such conditions: the role finds them as views of the same name, whose one condition is the
 * account, and which can be written through like the tables.
 */
const VIEWED = /^(?:display_\w+|candidate_index)$/;

const FUNCTIONS = `
CREATE OR REPLACE FUNCTION current_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('${TENANT_SETTING}', true), '')::uuid $$;
-- The queue is everybody's: how full it is must not depend on who asks.
CREATE OR REPLACE FUNCTION count_waiting_assets(most integer) RETURNS integer
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
  $$ SELECT count(*)::integer FROM (SELECT 1 FROM assets WHERE status = 'queued' LIMIT most) AS waiting $$;`;

/** Roles belong to the server: another database of it may make the same one at the same time. */
const ROLE = `
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '${TENANT_ROLE}') THEN
    CREATE ROLE ${TENANT_ROLE} NOLOGIN;
  END IF;
EXCEPTION
  WHEN duplicate_object OR unique_violation THEN NULL;
  WHEN insufficient_privilege THEN
    RAISE EXCEPTION 'The database user may not make roles. As a superuser: CREATE ROLE ${TENANT_ROLE} NOLOGIN; GRANT ${TENANT_ROLE} TO "%";', current_user;
END $$;
DO $$ BEGIN
  IF NOT pg_has_role(current_user, '${TENANT_ROLE}', 'MEMBER') THEN
    EXECUTE format('GRANT ${TENANT_ROLE} TO %I', current_user);
  END IF;
END $$;`;

interface TableShape {
  readonly name: string;
  readonly hasAccount: boolean;
  /** A column that refers to a table with `account_id`, with that table and its column. */
  readonly parent: { readonly column: string; readonly table: string; readonly key: string } | null;
}

const SHAPES = `
WITH tables AS (
  SELECT c.oid, c.relname::text AS name,
    EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'account_id' AND NOT a.attisdropped) AS has_account
  FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace)
SELECT t.name, t.has_account AS "hasAccount",
  (SELECT jsonb_build_object('column', a.attname, 'table', p.name, 'key', k.attname)
   FROM pg_constraint f JOIN tables p ON p.oid = f.confrelid AND p.has_account
     JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
     JOIN pg_attribute k ON k.attrelid = f.confrelid AND k.attnum = f.confkey[1]
   WHERE f.contype = 'f' AND f.conrelid = t.oid AND cardinality(f.conkey) = 1 AND a.attnotnull
   ORDER BY a.attnum LIMIT 1) AS parent
FROM tables t ORDER BY t.name`;

/** Which rows of a table the role sees; null where it sees none. */
function conditionOf({ name, hasAccount, parent }: TableShape): string | null {
  if (CLOSED.includes(name) || SHARED.includes(name)) return null;
  if (SPECIAL[name]) return SPECIAL[name];
  if (hasAccount) return 'account_id = current_tenant()';
  return parent ? `"${parent.column}" IN (SELECT "${parent.key}" FROM public."${parent.table}")` : null;
}

/** Views hold on to the columns of their tables: they go before migrations that may change those. */
export async function dropTenantViews(runner: QueryRunner): Promise<void> {
  await runner.query(`DROP SCHEMA IF EXISTS ${TENANT_SCHEMA} CASCADE`);
}

/** Puts the wall up around every table that there is. To be called after migrations; again is no harm. */
export async function secureTenantRows(runner: QueryRunner): Promise<void> {
  await runner.query(ROLE);
  await runner.query(FUNCTIONS);
  await runner.query(`GRANT USAGE ON SCHEMA public TO ${TENANT_ROLE}`);
  await runner.query(`GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${TENANT_ROLE}`);
  await dropTenantViews(runner);
  await runner.query(`CREATE SCHEMA ${TENANT_SCHEMA}`);
  await runner.query(`GRANT USAGE ON SCHEMA ${TENANT_SCHEMA} TO ${TENANT_ROLE}`);
  for (const table of rowsOf<TableShape>(await runner.query(SHAPES))) await secureTable(runner, table);
}

/** A table at a time and each at once, so that what runs meanwhile finds it as it was or as it will be. */
async function secureTable(runner: QueryRunner, table: TableShape): Promise<void> {
  await runner.startTransaction();
  try {
    await putUpPolicy(runner, table);
    await runner.commitTransaction();
  } catch (error) {
    await runner.rollbackTransaction();
    throw error;
  }
}

async function putUpPolicy(runner: QueryRunner, table: TableShape): Promise<void> {
  const { name } = table;
  const condition = conditionOf(table);
  await runner.query(`REVOKE ALL ON public."${name}" FROM ${TENANT_ROLE}`);
  if (SHARED.includes(name)) await runner.query(`GRANT SELECT ON public."${name}" TO ${TENANT_ROLE}`);
  if (!condition) return;
  await runner.query(`DROP POLICY IF EXISTS tenant_isolation ON public."${name}"`);
  await runner.query(
    `CREATE POLICY tenant_isolation ON public."${name}" FOR ALL TO ${TENANT_ROLE} USING (${condition}) WITH CHECK (${condition})`,
  );
  await runner.query(`ALTER TABLE public."${name}" ENABLE ROW LEVEL SECURITY`);
  const privileges = PRIVILEGES[name] ?? 'SELECT, INSERT, UPDATE, DELETE';
  await runner.query(`GRANT ${privileges} ON public."${name}" TO ${TENANT_ROLE}`);
  if (!VIEWED.test(name) || !table.hasAccount) return;
  await runner.query(
    `CREATE VIEW ${TENANT_SCHEMA}."${name}" AS SELECT * FROM public."${name}" WHERE account_id = current_tenant()
     WITH CASCADED CHECK OPTION`,
  );
  await runner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${TENANT_SCHEMA}."${name}" TO ${TENANT_ROLE}`);
}
