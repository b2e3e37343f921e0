import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '../forward-migration.js';

/** Jobs belong to an organisation too, so that row security can tell whose they are. */
export class OutboxAccount1764250000000 extends ForwardMigration {
  readonly name = 'OutboxAccount1764250000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outbox ADD COLUMN account_id uuid;
      UPDATE outbox SET account_id = assets.account_id FROM assets WHERE assets.id = outbox.asset_id;
      CREATE FUNCTION name_outbox_account() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.account_id := coalesce(NEW.account_id, nullif(current_setting('vitamill.account_id', true), '')::uuid,
          (SELECT account_id FROM assets WHERE assets.id = NEW.asset_id));
        RETURN NEW;
      END $$;
      CREATE TRIGGER outbox_account BEFORE INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION name_outbox_account();`);
  }
}
