import type { DataSource } from 'typeorm';
import { rowsOf } from '../rows-of.js';

/** Where sealed secrets stand. */
const COLUMNS = [
  ['webhook_endpoints', 'secret'],
  ['webhook_endpoints', 'previous_secret'],
  ['accounts', 'webhook_secret'],
] as const;

/** All secrets that are sealed, to seal them under another key. */
export class SealedSecretRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Replaces each secret by what `reseal` makes of it, all or none. Gives how many changed. */
  replaceAll(reseal: (sealed: string) => string): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      let count = 0;
      for (const [table, column] of COLUMNS) {
        const rows = rowsOf<{ id: string; sealed: string }>(
          await manager.query(
            `SELECT id, ${column} AS sealed FROM ${table} WHERE ${column} IS NOT NULL ORDER BY id FOR UPDATE`,
          ),
        );
        for (const { id, sealed } of rows) {
          const resealed = reseal(sealed);
          if (resealed === sealed) continue;
          await manager.query(`UPDATE ${table} SET ${column} = $2 WHERE id = $1`, [id, resealed]);
          count += 1;
        }
      }
      return count;
    });
  }
}
