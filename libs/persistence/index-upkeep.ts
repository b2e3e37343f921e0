import type { DataSource } from 'typeorm';

/**
 * An inverted index notes what is new in a list, which every search reads, and which the write that fills it must clear: a
 * tenth of a second and more, for which those behind it wait. Cleared every few seconds it is short for both.
 */
export class IndexUpkeep {
  constructor(private readonly dataSource: DataSource) {}

  /** Clears the lists of all inverted indexes that the service may; gives how many pages they had. */
  async clearPendingLists(): Promise<number> {
    const indexes: { oid: string }[] = await this.dataSource.query(
      `SELECT c.oid::text AS oid FROM pg_class c JOIN pg_am a ON a.oid = c.relam
       WHERE a.amname = 'gin' AND c.relnamespace = 'public'::regnamespace AND pg_has_role(c.relowner, 'USAGE')`,
    );
    let pages = 0;
    for (const { oid } of indexes) {
      const [row] = await this.dataSource.query('SELECT gin_clean_pending_list($1::oid::regclass)::int AS pages', [
        oid,
      ]);
      pages += row.pages;
    }
    return pages;
  }
}
