import type { DataSource } from 'typeorm';
import { newId } from '../ids.js';
import { rowsOf } from '../rows-of.js';

export const MOST_WEBHOOK_ENDPOINTS = 20;

/** Why an endpoint gets nothing: its owner's wish, its own 410, or that nothing arrived for days. */
export type DisabledReason = 'owner' | 'gone' | 'failing';

export interface WebhookEndpoint {
  readonly id: string;
  readonly url: string;
  readonly description: string | null;
  /** Names of events, or `*` for all. */
  readonly events: readonly string[];
  readonly disabledReason: DisabledReason | null;
  readonly disabledAt: Date | null;
  /** Since when no attempt succeeded; null where the last one did. */
  readonly failingSince: Date | null;
  /** Until when the secret before signs too. */
  readonly previousSecretExpiresAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface EndpointChange {
  readonly url?: string;
  readonly description?: string | null;
  readonly events?: readonly string[];
  readonly enabled?: boolean;
}

const COLUMNS = `id, url, description, events, disabled_reason AS "disabledReason", disabled_at AS "disabledAt",
  failing_since AS "failingSince",
  CASE WHEN previous_secret_expires_at > now() THEN previous_secret_expires_at END AS "previousSecretExpiresAt",
  created_at AS "createdAt", updated_at AS "updatedAt"`;

/** Where an account wants its events sent. Secrets come and go sealed. */
export class WebhookEndpointRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Null where the account has as many as it may. */
  async create(
    accountId: string,
    endpoint: {
      readonly url: string;
      readonly description: string | null;
      readonly events: readonly string[];
      readonly sealedSecret: string;
    },
  ): Promise<WebhookEndpoint | null> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT 1 FROM accounts WHERE id = $1 FOR UPDATE', [accountId]);
      const rows = rowsOf<WebhookEndpoint>(
        await manager.query(
          `INSERT INTO webhook_endpoints (id, account_id, url, description, events, secret)
           SELECT $1, $2, $3, $4, $5, $6
           WHERE (SELECT count(*) FROM webhook_endpoints WHERE account_id = $2) < $7 RETURNING ${COLUMNS}`,
          [
            newId(),
            accountId,
            endpoint.url,
            endpoint.description,
            endpoint.events,
            endpoint.sealedSecret,
            MOST_WEBHOOK_ENDPOINTS,
          ],
        ),
      );
      return rows[0] ?? null;
    });
  }

  list(accountId: string): Promise<WebhookEndpoint[]> {
    return this.dataSource.query(`SELECT ${COLUMNS} FROM webhook_endpoints WHERE account_id = $1 ORDER BY id`, [
      accountId,
    ]);
  }

  async find(accountId: string, id: string): Promise<WebhookEndpoint | null> {
    const [row] = await this.dataSource.query(
      `SELECT ${COLUMNS} FROM webhook_endpoints WHERE account_id = $1 AND id = $2`,
      [accountId, id],
    );
    return row ?? null;
  }

  /** What is not named stays. Disabling ends what waits to be sent; enabling forgets the failures before. */
  async change(accountId: string, id: string, change: EndpointChange): Promise<WebhookEndpoint | null> {
    return this.dataSource.transaction(async (manager) => {
      const rows = rowsOf<WebhookEndpoint>(
        await manager.query(
          `UPDATE webhook_endpoints SET
             url = coalesce($3, url), events = coalesce($4, events),
             description = CASE WHEN $5 THEN $6 ELSE description END,
             disabled_at = CASE $7::boolean WHEN true THEN NULL WHEN false THEN coalesce(disabled_at, now()) ELSE disabled_at END,
             disabled_reason = CASE $7::boolean WHEN true THEN NULL WHEN false THEN coalesce(disabled_reason, 'owner') ELSE disabled_reason END,
             failing_since = CASE WHEN $7::boolean THEN NULL ELSE failing_since END,
             updated_at = now()
           WHERE account_id = $1 AND id = $2 RETURNING ${COLUMNS}`,
          [
            accountId,
            id,
            change.url ?? null,
            change.events ?? null,
            change.description !== undefined,
            change.description ?? null,
            change.enabled ?? null,
          ],
        ),
      );
      if (rows[0] && change.enabled === false)
        await manager.query(
          `UPDATE webhook_deliveries SET status = 'cancelled', last_fault = 'disabled', next_attempt_at = NULL, finished_at = now()
           WHERE endpoint_id = $1 AND status = 'pending'`,
          [id],
        );
      return rows[0] ?? null;
    });
  }

  /** The endpoint and its delivery log; false where the account has none of this id. */
  async delete(accountId: string, id: string): Promise<boolean> {
    const rows = await this.dataSource.query(
      'DELETE FROM webhook_endpoints WHERE account_id = $1 AND id = $2 RETURNING id',
      [accountId, id],
    );
    return rowsOf(rows).length > 0;
  }

  /** The secret so far signs beside the new one for so many seconds. */
  async rotateSecret(
    accountId: string,
    id: string,
    sealedSecret: string,
    overlapSeconds: number,
  ): Promise<WebhookEndpoint | null> {
    const rows = rowsOf<WebhookEndpoint>(
      await this.dataSource.query(
        `UPDATE webhook_endpoints SET secret = $3, updated_at = now(),
           previous_secret = CASE WHEN $4 > 0 THEN secret END,
           previous_secret_expires_at = CASE WHEN $4 > 0 THEN now() + make_interval(secs => $4) END
         WHERE account_id = $1 AND id = $2 RETURNING ${COLUMNS}`,
        [accountId, id, sealedSecret, overlapSeconds],
      ),
    );
    return rows[0] ?? null;
  }

  /** The secret that signs what goes to addresses of single requests: the one that is there, or else this one from now on. */
  async accountSecret(accountId: string, sealedIfNone: string): Promise<string> {
    const rows = rowsOf<{ secret: string }>(
      await this.dataSource.query(
        `UPDATE accounts SET webhook_secret = coalesce(webhook_secret, $2) WHERE id = $1 RETURNING webhook_secret AS secret`,
        [accountId, sealedIfNone],
      ),
    );
    if (!rows[0]) throw new Error('There is no such account.');
    return rows[0].secret;
  }
}
