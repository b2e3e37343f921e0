import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '../forward-migration.js';

/**
 * The links by which the file of an export was read, each by its end in seconds since 1970: a program that reads a file in
 * hundreds of parts by one link stands in the audit log once.
 */
export class LinksFollowed1795785300000 extends ForwardMigration {
  readonly name = 'LinksFollowed1795785300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE export_jobs ADD COLUMN links_followed bigint[] NOT NULL DEFAULT '{}'`);
  }
}
