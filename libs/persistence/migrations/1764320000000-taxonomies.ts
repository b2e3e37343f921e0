import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '../forward-migration.js';

export class Taxonomies1764320000000 extends ForwardMigration {
  readonly name = 'Taxonomies1764320000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE taxonomies (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        version text NOT NULL,
        attribution text NOT NULL,
        licence text NOT NULL,
        languages text[] NOT NULL,
        files jsonb NOT NULL,
        occupations integer NOT NULL,
        skills integer NOT NULL,
        labels integer NOT NULL,
        relations integer NOT NULL,
        revision uuid NOT NULL,
        imported_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (name, version)
      );
      CREATE TABLE taxonomy_concepts (
        taxonomy_id uuid NOT NULL REFERENCES taxonomies ON DELETE CASCADE,
        code text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('occupation', 'skill', 'group')),
        isco text,
        skill_type text,
        PRIMARY KEY (taxonomy_id, code)
      );
      CREATE TABLE taxonomy_labels (
        id bigserial PRIMARY KEY,
        taxonomy_id uuid NOT NULL REFERENCES taxonomies ON DELETE CASCADE,
        code text NOT NULL,
        language text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('preferred', 'alternative', 'hidden')),
        label text NOT NULL
      );
      CREATE INDEX taxonomy_labels_order ON taxonomy_labels (taxonomy_id, id);
      CREATE TABLE taxonomy_relations (
        id bigserial PRIMARY KEY,
        taxonomy_id uuid NOT NULL REFERENCES taxonomies ON DELETE CASCADE,
        from_code text NOT NULL,
        to_code text NOT NULL,
        kind text NOT NULL
      );
      CREATE INDEX taxonomy_relations_from ON taxonomy_relations (taxonomy_id, from_code);
    `);
  }
}
