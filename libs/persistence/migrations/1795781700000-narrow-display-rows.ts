import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '../forward-migration.js';

/**
 * The words of a candidate are most of its row, and free text finds rows by their index, without a look at them. They are
 * kept beside the table where the row has more than 1,024 bytes with them, so that counting, walking and grouping read a
 * fifth of the pages. Uncompressed: what is looked at is looked at word by word. Rows that are there move with their next
 * projection, which a new version of it brings about.
 */
export class NarrowDisplayRows1795781700000 extends ForwardMigration {
  readonly name = 'NarrowDisplayRows1795781700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE display_rows ALTER COLUMN search SET STORAGE EXTERNAL');
    await runner.query('ALTER TABLE display_rows SET (toast_tuple_target = 1024)');
  }
}
