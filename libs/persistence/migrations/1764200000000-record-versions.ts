import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '../forward-migration.js';

export class RecordVersions1764200000000 extends ForwardMigration {
  readonly name = 'RecordVersions1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE master_records
        ADD COLUMN lexicon_version text,
        ADD COLUMN taxonomy_versions text[] NOT NULL DEFAULT '{}',
        ADD COLUMN origin text NOT NULL DEFAULT 'parse'
          CHECK (origin IN ('parse', 'correction', 'renormalisation'));
      CREATE INDEX master_records_account_latest ON master_records (account_id, asset_id) WHERE latest;
      CREATE TABLE corrections (
        id uuid PRIMARY KEY,
        asset_id uuid NOT NULL REFERENCES assets ON DELETE CASCADE,
        account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
        position integer NOT NULL,
        kind text NOT NULL CHECK (kind IN ('set', 'add', 'remove')),
        list text,
        entry_id uuid,
        base_entry jsonb,
        path text NOT NULL,
        members text[],
        value jsonb,
        base_value jsonb,
        key_id uuid,
        made_at timestamptz NOT NULL,
        version integer NOT NULL,
        conflict text,
        entry_index integer
      );
      CREATE INDEX corrections_asset ON corrections (asset_id, position);
      CREATE INDEX corrections_account ON corrections (account_id);
    `);
  }
}
