import type { DataSource } from 'typeorm';
import { newId } from '../ids.js';
import { rowsOf } from '../rows-of.js';

/** Which request a key stands for. */
export interface IdempotentRequest {
  readonly accountId: string;
  /** The person, or the account where only a key asks. */
  readonly subjectId: string;
  /** Method and route. */
  readonly operation: string;
  readonly key: string;
  /** SHA-256 of the payload, hex. */
  readonly fingerprint: string;
}

/** What was answered. `body` is null where only the fact is kept. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export type Beginning =
  | { readonly kind: 'begun'; readonly holder: string; readonly resourceId: string }
  | { readonly kind: 'in_progress' }
  | { readonly kind: 'mismatch' }
  | { readonly kind: 'done'; readonly answer: KeptAnswer; readonly resourceId: string };

const KEPT_HOURS = 24;

/** Idempotency keys and what was answered under them, kept for 24 hours. */
export class IdempotencyRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Takes the key for `leaseSeconds`. `resourceId` is the id to give to what the request creates: who takes over after a
   * crash gets the same one, so that nothing is created or charged twice.
   */
  async begin(request: IdempotentRequest, leaseSeconds: number): Promise<Beginning> {
    const { accountId, subjectId, operation, key, fingerprint } = request;
    const holder = newId();
    const [begun] = rowsOf<{ resource_id: string }>(
      await this.dataSource.query(
        `INSERT INTO idempotency_keys AS kept (account_id, subject_id, operation, key, fingerprint, resource_id, holder,
           held_until, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(secs => $8), now() + make_interval(hours => $9))
         ON CONFLICT (account_id, subject_id, operation, key) DO UPDATE SET
           holder = excluded.holder, held_until = excluded.held_until, expires_at = excluded.expires_at,
           fingerprint = excluded.fingerprint, status = NULL, headers = NULL, body = NULL,
           resource_id = CASE WHEN kept.expires_at <= now() THEN excluded.resource_id ELSE kept.resource_id END
         WHERE kept.expires_at <= now()
           OR (kept.status IS NULL AND kept.held_until <= now() AND kept.fingerprint = excluded.fingerprint)
         RETURNING resource_id`,
        [accountId, subjectId, operation, key, fingerprint, newId(), holder, leaseSeconds, KEPT_HOURS],
      ),
    );
    if (begun) return { kind: 'begun', holder, resourceId: begun.resource_id };
    const [kept] = rowsOf<{
      fingerprint: string;
      resource_id: string;
      status: number | null;
      headers: Record<string, string> | null;
      body: unknown;
    }>(
      await this.dataSource.query(
        `SELECT fingerprint, resource_id, status, headers, body FROM idempotency_keys
         WHERE account_id = $1 AND subject_id = $2 AND operation = $3 AND key = $4`,
        [accountId, subjectId, operation, key],
      ),
    );
    // Given up between the two statements: whoever held it is done, the client may try again.
    if (!kept) return { kind: 'in_progress' };
    if (kept.fingerprint !== fingerprint) return { kind: 'mismatch' };
    if (kept.status === null) return { kind: 'in_progress' };
    const answer = { status: kept.status, headers: kept.headers ?? {}, body: kept.body };
    return { kind: 'done', answer, resourceId: kept.resource_id };
  }

  /** Keeps the key for another `leaseSeconds`. */
  async renew(holder: string, leaseSeconds: number): Promise<void> {
    await this.dataSource.query(
      'UPDATE idempotency_keys SET held_until = now() + make_interval(secs => $2) WHERE holder = $1 AND status IS NULL',
      [holder, leaseSeconds],
    );
  }

  async complete(holder: string, answer: KeptAnswer): Promise<void> {
    await this.dataSource.query('UPDATE idempotency_keys SET status = $2, headers = $3, body = $4 WHERE holder = $1', [
      holder,
      answer.status,
      JSON.stringify(answer.headers),
      JSON.stringify(answer.body),
    ]);
  }

  /** The request was refused: the key may be used again. */
  async giveUp(holder: string): Promise<void> {
    await this.dataSource.query('DELETE FROM idempotency_keys WHERE holder = $1 AND status IS NULL', [holder]);
  }
}
