import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '../forward-migration.js';

/**
 * The key of a request is found by whichever connection is at hand, whoever it worked for last: who knows the hash of a key
 * may see what it opens, and nobody sees more. `terms` are the organisation's where the account is a sandbox.
 */
export class FindKey1795769400000 extends ForwardMigration {
  readonly name = 'FindKey1795769400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION find_active_key(hashes text[]) RETURNS TABLE (hash text, key json, account json)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT key.key_hash,
          json_build_object('id', key.id, 'userId', key.user_id, 'scopes', key.scopes,
            'allowedAddresses', key.allowed_addresses,
            'isTouched', coalesce(key.last_used_at >= now() - interval '1 minute', false)),
          json_build_object('id', account.id, 'sandboxOf', account.sandbox_of, 'plan', terms.plan,
            'apiAccessEnabled', terms.api_access_enabled, 'ratePerMinute', terms.rate_per_minute,
            'ratePerDay', terms.rate_per_day)
        FROM api_keys AS key JOIN accounts AS account ON account.id = key.account_id
          JOIN accounts AS terms ON terms.id = coalesce(account.sandbox_of, account.id)
        WHERE key.key_hash = ANY(hashes::bpchar[]) AND key.revoked_at IS NULL
          AND (key.expires_at IS NULL OR key.expires_at > now())
      $$`);
  }
}
