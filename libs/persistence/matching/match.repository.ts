import type { ParsedCv } from '@vitamill/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { chargeCredits } from '../ledger/ledger.js';
import { dispatchMatch } from '../outbox-row.js';
import { takeQuota } from '../quota.js';
import { rowsOf } from '../rows-of.js';
import type { AcceptMatchResult, MatchCandidate, MatchFamily, MatchInput, MatchJob, NewMatch } from './types.js';

const COLUMNS = `id, account_id AS "accountId", family, status, job_text AS "jobText", criteria,
  version_hash AS "versionHash", webhook_url AS "webhookUrl", total, processed, skipped, attempts,
  created_at AS "createdAt", completed_at AS "completedAt", expires_at AS "expiresAt"`;

/** PostgreSQL keeps no NUL in text. */
const storable = (text: string): string => text.replaceAll('\u0000', '');

/** Matches and screenings as the API sees them. */
export class MatchRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Job, candidates, payment and outbox row in one transaction: a screening counts against the month's quota, a match costs
   * one credit a CV. Under an id that is known already the job that is there is given, and nothing is taken again.
   */
  async accept(match: NewMatch): Promise<AcceptMatchResult> {
    return this.dataSource.transaction(async (manager) => {
      const known = await findJob(manager, match.accountId, match.id);
      if (known) return { kind: 'accepted', job: known, creditsRemaining: null };
      const count = match.candidates.length;
      let creditsRemaining: number | null = null;
      if (match.family === 'screen') {
        const quota = await takeQuota(manager, { accountId: match.accountId, keyId: match.keyId, count });
        if (quota.kind === 'exceeded') return { ...quota, kind: 'quota_exceeded' };
      } else {
        const charge = await chargeCredits(manager, {
          accountId: match.accountId,
          amount: count,
          reason: 'match',
          referenceId: match.id,
        });
        if (charge.kind === 'insufficient') return { kind: 'insufficient', balance: charge.balance };
        creditsRemaining = charge.balance;
      }
      await manager.query(
        `INSERT INTO match_jobs (id, account_id, family, status, job_text, criteria, webhook_url, total, skipped, expires_at)
         VALUES ($1, $2, $3, 'pending', $4, $5, $6, $7, $8, now() + make_interval(hours => $9))`,
        [
          match.id,
          match.accountId,
          match.family,
          storable(match.jobText),
          JSON.stringify(match.criteria),
          match.webhookUrl,
          count,
          JSON.stringify(match.skipped),
          match.retentionHours,
        ],
      );
      await insertCandidates(manager, match);
      await dispatchMatch(manager, match.id, 1);
      const job = await findJob(manager, match.accountId, match.id);
      if (!job) throw new Error('The match was not written.');
      return { kind: 'accepted', job, creditsRemaining };
    });
  }

  /** Null where there is no such job of the account and family. */
  async find(accountId: string, id: string, family?: MatchFamily): Promise<MatchJob | null> {
    const job = await findJob(this.dataSource.manager, accountId, id);
    return job && (family === undefined || job.family === family) ? job : null;
  }

  /** In the order they were sent. */
  async candidates(id: string): Promise<MatchCandidate[]> {
    return this.dataSource.query(
      `SELECT position, candidate_ref AS ref, kind, status, result, cv_language AS "cvLanguage", error
       FROM match_candidates WHERE job_id = $1 ORDER BY position`,
      [id],
    );
  }

  /** What the candidates are computed from, in order, from `position` on. */
  async inputs(
    id: string,
    options: { readonly from: number; readonly limit: number; readonly onlyPending: boolean },
  ): Promise<MatchInput[]> {
    const rows: (Omit<MatchInput, 'parsed' | 'file'> & {
      parsed: ParsedCv | null;
      record: ParsedCv['record'] | null;
      provenance: ParsedCv['provenance'] | null;
      file: Buffer | null;
    })[] = await this.dataSource.query(
      `SELECT c.position, c.candidate_ref AS ref, c.kind, c.cv_text AS text, c.file_bytes AS file, c.parsed,
           r.record, r.provenance
         FROM match_candidates c
         LEFT JOIN master_records r ON r.asset_id = c.asset_id AND r.version = c.record_version
         WHERE c.job_id = $1 AND c.position >= $2 AND ($4 = false OR c.status = 'pending') ORDER BY c.position LIMIT $3`,
      [id, options.from, options.limit, options.onlyPending],
    );
    return rows.map(({ position, ref, kind, text, file, parsed, record, provenance }) => ({
      position,
      ref,
      kind,
      text,
      file,
      parsed: parsed ?? (record && provenance ? { record, provenance } : null),
    }));
  }

  /** Latest version of the record of each asset of the account; assets that have none are missing. */
  async latestVersions(accountId: string, assetIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows: { asset_id: string; version: number }[] = await this.dataSource.query(
      'SELECT asset_id, version FROM master_records WHERE account_id = $1 AND asset_id = ANY($2::uuid[]) AND latest',
      [accountId, assetIds],
    );
    return new Map(rows.map(({ asset_id, version }) => [asset_id, version]));
  }
}

async function findJob(manager: EntityManager, accountId: string, id: string): Promise<MatchJob | null> {
  const rows = rowsOf<MatchJob>(
    await manager.query(`SELECT ${COLUMNS} FROM match_jobs WHERE id = $1 AND account_id = $2`, [id, accountId]),
  );
  return rows[0] ?? null;
}

async function insertCandidates(manager: EntityManager, { id, candidates }: NewMatch): Promise<void> {
  const files = candidates.some((candidate) => candidate.kind === 'file');
  const batch = files ? 1 : 100;
  for (let from = 0; from < candidates.length; from += batch) {
    const part = candidates.slice(from, from + batch);
    const values = part.flatMap((one, i) => [
      from + i,
      storable(one.ref),
      one.kind,
      one.kind === 'text' ? storable(one.text) : null,
      one.kind === 'asset' ? one.assetId : null,
      one.kind === 'asset' ? one.recordVersion : null,
      one.kind === 'file' ? one.bytes : null,
    ]);
    const rows = part.map((_, i) => `($1, ${[2, 3, 4, 5, 6, 7, 8].map((n) => `$${n + 7 * i}`).join(', ')})`);
    await manager.query(
      `INSERT INTO match_candidates (job_id, position, candidate_ref, kind, cv_text, asset_id, record_version, file_bytes)
       VALUES ${rows.join(', ')}`,
      [id, ...values],
    );
  }
}
