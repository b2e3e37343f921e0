import {
  type TaxonomyConcept,
  type TaxonomyLabel,
  type TaxonomyLookup,
  type TaxonomyRow,
  type TaxonomySource,
  taxonomyKey,
  taxonomyTag,
} from '@vitamill/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { newId } from '../ids.js';
import { rowsOf } from '../rows-of.js';

const BATCH = 5_000;
const PAGE = 20_000;
/** Any number, the same in every version: one import at a time. */
const IMPORT_LOCK = 7_120_260_102;

const CONCEPTS = `SELECT code, kind, isco, skill_type AS "skillType" FROM taxonomy_concepts
  WHERE taxonomy_id = $1 AND kind IN ('occupation', 'skill')`;

/** An imported taxonomy. */
export interface StoredTaxonomy {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly attribution: string;
  readonly licence: string;
  readonly languages: readonly string[];
  readonly occupations: number;
  readonly skills: number;
  readonly labels: number;
  readonly relations: number;
  /** Another one after each import. */
  readonly revision: string;
  readonly importedAt: Date;
  /** Whether records are normalised with it: of each name the version that was imported last. */
  readonly active: boolean;
}

/** Imported taxonomies: of the whole installation, not of an account. */
export class TaxonomyRepository implements TaxonomyLookup {
  constructor(private readonly dataSource: DataSource) {}

  /** All versions; the active ones are those that normalise. By name, the latest import first. */
  async list(): Promise<StoredTaxonomy[]> {
    return this.dataSource.query(
      `SELECT id, name, version, attribution, licence, languages, occupations, skills, labels, relations, revision,
         imported_at AS "importedAt", row_number() OVER (PARTITION BY name ORDER BY imported_at DESC, id DESC) = 1 AS active
       FROM taxonomies ORDER BY name, imported_at DESC, id DESC`,
    );
  }

  async active(): Promise<{ id: string; tag: string }[]> {
    const stored = (await this.list()).filter(({ active }) => active);
    return stored.map((taxonomy) => ({ id: taxonomy.id, tag: taxonomyTag(taxonomy) }));
  }

  async withKeys(
    id: string,
    keys: readonly number[],
  ): Promise<{ concepts: TaxonomyConcept[]; labels: TaxonomyLabel[] }> {
    const found: (TaxonomyLabel & { id: string })[] = await this.dataSource.query(
      `SELECT id, code, language, kind, label AS text FROM taxonomy_labels WHERE taxonomy_id = $1 AND key = ANY($2::integer[])`,
      [id, keys],
    );
    const codes = [...new Set(found.map(({ code }) => code))];
    if (codes.length === 0) return { concepts: [], labels: [] };
    const preferred: typeof found = await this.dataSource.query(
      `SELECT id, code, language, kind, label AS text FROM taxonomy_labels
       WHERE taxonomy_id = $1 AND code = ANY($2::text[]) AND kind = 'preferred'`,
      [id, codes],
    );
    const concepts: TaxonomyConcept[] = await this.dataSource.query(
      `${CONCEPTS} AND code = ANY($2::text[]) ORDER BY code`,
      [id, codes],
    );
    // in the order of the import, which decides which name a concept has
    const labels = [...found, ...preferred].sort((a, b) => Number(BigInt(a.id) - BigInt(b.id)));
    return { concepts, labels };
  }

  /** Whether exactly these files were imported for this version. */
  async hasFiles({ name, version, files }: TaxonomySource): Promise<boolean> {
    const rows = await this.dataSource.query(
      `SELECT 1 FROM taxonomies WHERE name = $1 AND version = $2 AND files @> $3::jsonb`,
      [name, version, JSON.stringify(files)],
    );
    return rows.length > 0;
  }

  /**
   * Writes a taxonomy in one transaction: a crash leaves what was there before. What was there of the same version is
   * replaced; of one that comes language by language, only the languages that come now.
   */
  async import(source: TaxonomySource, rows: AsyncIterable<TaxonomyRow>): Promise<StoredTaxonomy> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock($1)', [IMPORT_LOCK]);
      const id = await takeTaxonomy(manager, source);
      await writeRows(manager, id, rows);
      await summarise(manager, id);
    });
    const stored = (await this.list()).find(({ name, version }) => name === source.name && version === source.version);
    if (!stored) throw new Error('The taxonomy is gone.');
    return stored;
  }

  /** Takes a version out of the database. False where there is none. */
  async remove(name: string, version: string): Promise<boolean> {
    const rows = await this.dataSource.query('DELETE FROM taxonomies WHERE name = $1 AND version = $2 RETURNING id', [
      name,
      version,
    ]);
    return rowsOf(rows).length > 0;
  }

  /** Concepts that titles and skills can be. */
  concepts(id: string): Promise<TaxonomyConcept[]> {
    return this.dataSource.query(`${CONCEPTS} ORDER BY code`, [id]);
  }

  /** All labels, page by page, in the order in which they were read. */
  async *labels(id: string): AsyncGenerator<readonly TaxonomyLabel[]> {
    for (let after = '0'; ; ) {
      const rows: (TaxonomyLabel & { id: string })[] = await this.dataSource.query(
        `SELECT id, code, language, kind, label AS text FROM taxonomy_labels
         WHERE taxonomy_id = $1 AND id > $2 ORDER BY id LIMIT ${PAGE}`,
        [id, after],
      );
      if (rows.length > 0) yield rows;
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) return;
      after = last.id;
    }
  }

  /** Latest records that were normalised with other taxonomies than these: account and asset, up to `limit`, behind `after`. */
  async outdatedRecords(
    tags: readonly string[],
    after: string | null,
    limit: number,
  ): Promise<{ accountId: string; assetId: string }[]> {
    return this.dataSource.query(
      `SELECT account_id AS "accountId", asset_id AS "assetId" FROM master_records
       WHERE latest AND taxonomy_versions <> $1::text[] AND ($2::uuid IS NULL OR asset_id > $2)
       ORDER BY asset_id LIMIT $3`,
      [tags, after, limit],
    );
  }

  /** How many of the account's records wait to be normalised with these taxonomies. */
  async countOutdated(accountId: string, tags: readonly string[]): Promise<number> {
    const [row] = await this.dataSource.query(
      'SELECT count(*)::int AS count FROM master_records WHERE account_id = $1 AND latest AND taxonomy_versions <> $2::text[]',
      [accountId, tags],
    );
    return row.count;
  }
}

/** The tags of what normalises, in a fixed order. */
export const activeTags = (taxonomies: readonly StoredTaxonomy[]): string[] =>
  taxonomies.filter(({ active }) => active).map(taxonomyTag);

async function takeTaxonomy(manager: EntityManager, source: TaxonomySource): Promise<string> {
  const rows = rowsOf<{ id: string }>(
    await manager.query(
      `INSERT INTO taxonomies (id, name, version, attribution, licence, languages, files, occupations, skills, labels,
         relations, revision)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, 0, $8)
       ON CONFLICT (name, version) DO UPDATE SET attribution = excluded.attribution, licence = excluded.licence,
         files = CASE WHEN $9 THEN taxonomies.files || excluded.files ELSE excluded.files END,
         revision = excluded.revision, imported_at = now()
       RETURNING id`,
      [
        newId(),
        source.name,
        source.version,
        source.attribution,
        source.licence,
        source.languages,
        JSON.stringify(source.files),
        newId(),
        source.keepsOtherLanguages,
      ],
    ),
  );
  const id = rows[0]?.id ?? '';
  if (source.keepsOtherLanguages)
    await manager.query('DELETE FROM taxonomy_labels WHERE taxonomy_id = $1 AND language = ANY($2::text[])', [
      id,
      source.languages,
    ]);
  else
    for (const table of ['labels', 'concepts'])
      await manager.query(`DELETE FROM taxonomy_${table} WHERE taxonomy_id = $1`, [id]);
  return id;
}

type RowOf<Kind extends TaxonomyRow['row']> = Extract<TaxonomyRow, { row: Kind }>;

async function writeRows(manager: EntityManager, id: string, rows: AsyncIterable<TaxonomyRow>): Promise<void> {
  const concepts = new Map<string, RowOf<'concept'>>();
  const labels: RowOf<'label'>[] = [];
  const relations: RowOf<'relation'>[] = [];
  let relationsCleared = false;
  const flush = async (least: number): Promise<void> => {
    if (concepts.size > least) await writeConcepts(manager, id, [...concepts.values()]);
    if (concepts.size > least) concepts.clear();
    if (labels.length > least) await writeLabels(manager, id, labels.splice(0));
    if (relations.length <= least) return;
    // a download without its relations leaves those that are there
    if (!relationsCleared) await manager.query('DELETE FROM taxonomy_relations WHERE taxonomy_id = $1', [id]);
    relationsCleared = true;
    await writeRelations(manager, id, relations.splice(0));
  };
  for await (const row of rows) {
    if (row.row === 'concept') concepts.set(row.code, row);
    else if (row.row === 'label') labels.push(row);
    else relations.push(row);
    if (concepts.size >= BATCH || labels.length >= BATCH || relations.length >= BATCH) await flush(BATCH - 1);
  }
  await flush(0);
}

const writeConcepts = (manager: EntityManager, id: string, rows: readonly RowOf<'concept'>[]) =>
  manager.query(
    `INSERT INTO taxonomy_concepts (taxonomy_id, code, kind, isco, skill_type)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[])
     ON CONFLICT (taxonomy_id, code) DO UPDATE SET isco = coalesce(excluded.isco, taxonomy_concepts.isco),
       skill_type = coalesce(excluded.skill_type, taxonomy_concepts.skill_type)`,
    [id, rows.map((r) => r.code), rows.map((r) => r.kind), rows.map((r) => r.isco), rows.map((r) => r.skillType)],
  );

const writeLabels = (manager: EntityManager, id: string, rows: readonly RowOf<'label'>[]) =>
  manager.query(
    `INSERT INTO taxonomy_labels (taxonomy_id, code, language, kind, label, key)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::integer[])`,
    [
      id,
      rows.map((r) => r.code),
      rows.map((r) => r.language),
      rows.map((r) => r.kind),
      rows.map((r) => r.text),
      rows.map((r) => taxonomyKey(r.text)),
    ],
  );

const writeRelations = (manager: EntityManager, id: string, rows: readonly RowOf<'relation'>[]) =>
  manager.query(
    `INSERT INTO taxonomy_relations (taxonomy_id, from_code, to_code, kind)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[])`,
    [id, rows.map((r) => r.from), rows.map((r) => r.to), rows.map((r) => r.kind)],
  );

const summarise = (manager: EntityManager, id: string) =>
  manager.query(
    `UPDATE taxonomies SET
       languages = ARRAY(SELECT DISTINCT language FROM taxonomy_labels WHERE taxonomy_id = $1 ORDER BY language),
       labels = (SELECT count(*) FROM taxonomy_labels WHERE taxonomy_id = $1),
       relations = (SELECT count(*) FROM taxonomy_relations WHERE taxonomy_id = $1),
       occupations = (SELECT count(*) FROM taxonomy_concepts WHERE taxonomy_id = $1 AND kind = 'occupation'),
       skills = (SELECT count(*) FROM taxonomy_concepts WHERE taxonomy_id = $1 AND kind = 'skill')
     WHERE id = $1`,
    [id],
  );
