import { taxonomyKey } from '@vitamill/domain';
import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '../forward-migration.js';

const BATCH = 50_000;

/** Labels by the key under which the API looks them up, without loading a taxonomy; preferred labels by concept. */
export class TaxonomyKeys1795767800000 extends ForwardMigration {
  readonly name = 'TaxonomyKeys1795767800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE taxonomy_labels ADD COLUMN key integer');
    for (let after = '0'; ; ) {
      const rows: { id: string; label: string }[] = await runner.query(
        `SELECT id, label FROM taxonomy_labels WHERE id > $1 ORDER BY id LIMIT ${BATCH}`,
        [after],
      );
      const last = rows.at(-1);
      if (!last) break;
      after = last.id;
      await runner.query(
        `UPDATE taxonomy_labels SET key = keyed.key FROM unnest($1::bigint[], $2::integer[]) AS keyed (id, key)
         WHERE taxonomy_labels.id = keyed.id`,
        [rows.map(({ id }) => id), rows.map(({ label }) => taxonomyKey(label))],
      );
    }
    await runner.query(`
      ALTER TABLE taxonomy_labels ALTER COLUMN key SET NOT NULL;
      CREATE INDEX taxonomy_labels_key ON taxonomy_labels (key, taxonomy_id);
      CREATE INDEX taxonomy_labels_preferred ON taxonomy_labels (taxonomy_id, code) WHERE kind = 'preferred';
    `);
  }
}
