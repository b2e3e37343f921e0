import type { MasterRecord } from '@vitamill/domain';
import type { DataSource } from 'typeorm';

/** What candidates are looked for by. */
export interface CandidateQuery {
  /** ISCO-08 unit and minor groups. */
  readonly occupations: readonly string[];
  /** Ids of the skill taxonomy. */
  readonly skills: readonly string[];
  /** Folded words, the rarest first. */
  readonly words: readonly string[];
}

export interface FoundCandidate {
  readonly assetId: string;
  readonly rank: number;
  readonly record: MasterRecord;
  readonly filename: string | null;
  readonly externalRef: string | null;
}

const lexeme = (text: string): string => `'${text.replaceAll('\\', '').replaceAll("'", "''")}'`;

/** Finds parsed CVs of an account over the index of their occupations, skills and words. */
export class CandidateSearchRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * The nearest `limit` candidates by occupation (most), skills and words. Words alone find candidates only where neither
   * an occupation nor a skill is known.
   */
  async findNear(
    accountId: string,
    query: CandidateQuery,
    limit: number,
    exclude: string | null = null,
  ): Promise<FoundCandidate[]> {
    const strong = [
      ...query.occupations.map((code) => `${lexeme(`o:${code}`)}:A`),
      ...query.skills.map((id) => `${lexeme(`s:${id}`)}:B`),
    ];
    const words = query.words.map((word) => lexeme(word));
    const terms = strong.length > 0 ? strong : words;
    if (terms.length === 0) return [];
    return this.dataSource.query(
      `WITH near AS (
         SELECT asset_id, ts_rank('{0.1, 0.2, 0.5, 1.0}', terms, $2::tsquery) AS rank FROM candidate_index
         WHERE account_id = $1 AND terms @@ $3::tsquery AND ($5::uuid IS NULL OR asset_id <> $5)
         ORDER BY rank DESC, asset_id LIMIT $4)
       SELECT near.asset_id AS "assetId", near.rank, r.record, a.filename, a.external_ref AS "externalRef"
       FROM near JOIN master_records r ON r.asset_id = near.asset_id AND r.latest JOIN assets a ON a.id = near.asset_id
       ORDER BY near.rank DESC, near.asset_id`,
      [accountId, [...strong, ...words].join(' | '), terms.join(' | '), limit, exclude],
    );
  }

  /** What the index knows of a candidate: occupations and skills. Null where it is not the account's or not parsed. */
  async termsOf(accountId: string, assetId: string): Promise<CandidateQuery | null> {
    const rows: { terms: string[] }[] = await this.dataSource.query(
      `SELECT tsvector_to_array(terms) AS terms FROM candidate_index WHERE account_id = $1 AND asset_id = $2`,
      [accountId, assetId],
    );
    const terms = rows[0]?.terms;
    if (!terms) return null;
    const of = (prefix: string): string[] =>
      terms.filter((term) => term.startsWith(prefix)).map((term) => term.slice(prefix.length));
    return {
      occupations: of('o:'),
      skills: of('s:'),
      words: terms.filter((term) => /^\p{L}{5,}$/u.test(term)).slice(0, 60),
    };
  }
}
