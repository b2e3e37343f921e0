import type { DataSource, EntityManager } from 'typeorm';
import { forgetExports, holdExportsBack } from '../exports/forget-exports.js';
import { newId } from '../ids.js';
import { loweredText } from '../lowered-text.js';
import { rowsOf } from '../rows-of.js';
import { eraseWebhookBodies } from '../webhooks/enqueue-webhook.js';
import { tablesOfAssets } from './asset-tables.js';
import { type AuditActor, writeAudit } from './audit.repository.js';
import { eraseAsset } from './erase-asset.js';
import { eraseFromTracker, exportFromTracker } from './tracker-subject.js';

/** One person: by an e-mail address, or as the one whom an asset is about. */
export type SubjectQuery = { readonly email: string } | { readonly assetId: string };

/** What an account holds about one person. */
export interface SubjectData {
  readonly emails: readonly string[];
  readonly assetIds: readonly string[];
  /** Rows of every table that holds something of these assets, and what stands in screenings and matches. */
  readonly tables: Readonly<Record<string, readonly object[]>>;
}

export interface Erasure {
  readonly assetIds: readonly string[];
  /** Files to erase at once; a job erases them in any case. */
  readonly objectKeys: readonly string[];
  /** Rows that were erased, by table. */
  readonly rows: Readonly<Record<string, number>>;
}

export interface ErasureReceipt {
  readonly id: string;
  readonly createdAt: Date;
  readonly statement: Readonly<Record<string, unknown>>;
  readonly signature: string;
}

interface Subject {
  readonly emails: string[];
  readonly assetIds: string[];
  /** Candidates of screenings and matches whose text names one of the addresses. */
  readonly candidates: { job_id: string; position: number }[];
}

/** Lexemes and search vectors say nothing that the record does not. */
const LEFT_OUT = ['search', 'terms', 'object_key', 'run_id'];

const lower = (emails: readonly string[]): string[] => [...new Set(emails.map((email) => email.trim().toLowerCase()))];

/** The rights of the person whom data are about: to see all of it, and to have it erased. */
export class SubjectRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Null where the account has no such asset; for an address the lists may be empty. */
  async export(accountId: string, query: SubjectQuery): Promise<SubjectData | null> {
    const { manager } = this.dataSource;
    const subject = await findSubject(manager, accountId, query);
    if (!subject) return null;
    const { assetIds } = subject;
    const tables: Record<string, object[]> = {};
    const select = async (name: string, condition: string, values: unknown[]): Promise<void> => {
      const rows = rowsOf<{ row: Record<string, unknown> }>(
        await manager.query(
          `SELECT to_jsonb(data) - $${values.length + 1}::text[] AS row FROM ${name} data WHERE ${condition}`,
          [...values, LEFT_OUT],
        ),
      );
      if (rows.length > 0) tables[name] = rows.map(({ row }) => row);
    };
    await select('assets', 'id = ANY($1::uuid[])', [assetIds]);
    for (const table of await tablesOfAssets(manager))
      if (table !== 'match_candidates' && table !== 'display_matches')
        await select(table, 'asset_id = ANY($1::uuid[])', [assetIds]);
    await select(
      'match_candidates',
      '(asset_id = ANY($1::uuid[])) OR (job_id, position) IN (SELECT * FROM unnest($2::uuid[], $3::int[]))',
      [assetIds, ...keysOf(subject.candidates)],
    );
    await select(
      'display_matches',
      '(asset_id = ANY($1::uuid[])) OR (job_id, ordinal) IN (SELECT * FROM unnest($2::uuid[], $3::int[]))',
      [assetIds, ...keysOf(subject.candidates)],
    );
    await select('webhook_messages', 'subject_id = ANY($1::uuid[])', [assetIds]);
    await select('audit_log', 'account_id = $1 AND subjects && $2::uuid[]', [accountId, assetIds]);
    Object.assign(tables, await exportFromTracker(manager, { accountId, ...subject }));
    return { emails: subject.emails, assetIds, tables };
  }

  /**
   * Erases everything that `export` gives, but for the audit log, which has ids only. Receipt and log entry are written with
   * it: all of it happens, or nothing. Null where the account has no such asset.
   */
  async erase(
    accountId: string,
    query: SubjectQuery,
    by: { readonly actor: AuditActor; readonly requestId: string | null },
    receipt: (erasure: Erasure) => Omit<ErasureReceipt, 'createdAt'>,
  ): Promise<{ erasure: Erasure; receipt: ErasureReceipt } | null> {
    return this.dataSource.transaction(async (manager) => {
      await holdExportsBack(manager, accountId);
      const subject = await findSubject(manager, accountId, query);
      if (!subject) return null;
      const rows: Record<string, number> = {};
      const objectKeys: string[] = [];
      const add = (table: string, count: number): void => {
        if (count > 0) rows[table] = (rows[table] ?? 0) + count;
      };
      for (const id of subject.assetIds) {
        const erased = await eraseAsset(manager, accountId, id);
        if (erased?.objectKey) objectKeys.push(erased.objectKey);
        for (const [table, count] of Object.entries(erased?.rows ?? {})) add(table, count);
      }
      add('match_candidates', await eraseCandidates(manager, subject.candidates));
      add('display_matches', await eraseMatchRows(manager, subject.candidates));
      if (subject.candidates.length > 0)
        add('export_jobs', await forgetExports(manager, accountId, { grain: 'match' }));
      add(
        'webhook_messages',
        await eraseWebhookBodies(manager, [...new Set(subject.candidates.map(({ job_id }) => job_id))]),
      );
      const tracked = await eraseFromTracker(manager, { accountId, ...subject });
      for (const [table, count] of Object.entries(tracked)) add(table, count);
      const erasure = { assetIds: subject.assetIds, objectKeys, rows };
      const made = receipt(erasure);
      const written = rowsOf<{ createdAt: Date }>(
        await manager.query(
          `INSERT INTO erasure_receipts (id, account_id, statement, signature) VALUES ($1, $2, $3, $4)
           RETURNING created_at AS "createdAt"`,
          [made.id, accountId, made.statement, made.signature],
        ),
      );
      const entry = { accountId, ...by, action: 'subject.erased', subjects: [made.id, ...subject.assetIds] };
      await writeAudit(manager, entry);
      return { erasure, receipt: { ...made, createdAt: written[0]?.createdAt ?? new Date() } };
    });
  }

  async findReceipt(accountId: string, id: string): Promise<ErasureReceipt | null> {
    const [row] = await this.dataSource.query(
      `SELECT id, created_at AS "createdAt", statement, signature FROM erasure_receipts WHERE account_id = $1 AND id = $2`,
      [accountId, id],
    );
    return row ?? null;
  }

  /** Newest first. */
  listReceipts(accountId: string, limit: number): Promise<ErasureReceipt[]> {
    return this.dataSource.query(
      `SELECT id, created_at AS "createdAt", statement, signature FROM erasure_receipts WHERE account_id = $1
       ORDER BY id DESC LIMIT $2`,
      [accountId, limit],
    );
  }
}

export const newReceiptId = newId;

async function findSubject(manager: EntityManager, accountId: string, query: SubjectQuery): Promise<Subject | null> {
  let emails = 'email' in query ? lower([query.email]) : [];
  const named: string[] = [];
  if ('assetId' in query) {
    const found = rowsOf(
      await manager.query(`SELECT 1 FROM assets WHERE account_id = $1 AND id = $2 AND status <> 'deleted'`, [
        accountId,
        query.assetId,
      ]),
    );
    if (found.length === 0) return null;
    named.push(query.assetId);
    const rows = rowsOf<{ email: string }>(
      await manager.query(
        `SELECT DISTINCT email FROM master_records,
           jsonb_array_elements_text(coalesce(nullif(record->'contact'->'emails', 'null'), '[]')) AS email
         WHERE account_id = $1 AND asset_id = $2`,
        [accountId, query.assetId],
      ),
    );
    emails = lower(rows.map(({ email }) => email));
  }
  const rows = rowsOf<{ asset_id: string }>(
    await manager.query(
      `SELECT DISTINCT asset_id FROM master_records,
         jsonb_array_elements_text(coalesce(nullif(record->'contact'->'emails', 'null'), '[]')) AS email
       WHERE account_id = $1 AND ${loweredText('email')} = ANY($2::text[])`,
      [accountId, emails],
    ),
  );
  const assetIds = [...new Set([...named, ...rows.map(({ asset_id }) => asset_id)])].sort();
  const candidates = rowsOf<{ job_id: string; position: number }>(
    await manager.query(
      `SELECT job_id, position FROM match_candidates JOIN match_jobs ON match_jobs.id = match_candidates.job_id
       WHERE account_id = $1 AND (asset_id = ANY($3::uuid[]) OR EXISTS (
         SELECT 1 FROM unnest($2::text[]) AS email WHERE strpos(${loweredText(`coalesce(cv_text, '')`)}, email) > 0
           OR strpos(${loweredText(`coalesce(parsed::text, '')`)}, email) > 0 OR strpos(${loweredText(`coalesce(result, '')`)}, email) > 0))
       ORDER BY job_id, position`,
      [accountId, emails, assetIds],
    ),
  );
  return { emails, assetIds, candidates };
}

/** Jobs and places, as two lists. */
const keysOf = (candidates: Subject['candidates']): [string[], number[]] => [
  candidates.map(({ job_id }) => job_id),
  candidates.map(({ position }) => position),
];

/** After the candidates: who writes rows of them has done so, or finds them erased. */
async function eraseMatchRows(manager: EntityManager, candidates: Subject['candidates']): Promise<number> {
  const rows = await manager.query(
    `DELETE FROM display_matches WHERE (job_id, ordinal) IN (SELECT * FROM unnest($1::uuid[], $2::int[])) RETURNING 1`,
    keysOf(candidates),
  );
  return rowsOf(rows).length;
}

async function eraseCandidates(manager: EntityManager, candidates: Subject['candidates']): Promise<number> {
  const rows = await manager.query(
    `UPDATE match_candidates SET cv_text = NULL, file_bytes = NULL, parsed = NULL, result = NULL, candidate_ref = 'erased',
       status = 'failed', error = 'The candidate was erased.'
     WHERE (job_id, position) IN (SELECT * FROM unnest($1::uuid[], $2::int[])) RETURNING 1`,
    keysOf(candidates),
  );
  return rowsOf(rows).length;
}
