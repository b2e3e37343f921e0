import type { WebhookEvent, WebhookFault, WebhookSchedule } from '@vitamill/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { rowsOf } from '../rows-of.js';

/** A delivery that a worker holds until its lease runs out. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly accountId: string;
  readonly messageId: string;
  readonly endpointId: string | null;
  readonly url: string;
  readonly body: string;
  readonly schedule: WebhookSchedule;
  /** Before this one. */
  readonly attempts: number;
  /** Sealed: the endpoint's, and while it is rotated the one before; or the account's. */
  readonly secrets: readonly string[];
}

export interface FinishedAttempt {
  readonly startedAt: Date;
  readonly milliseconds: number;
  readonly httpStatus: number | null;
  /** Null: delivered. */
  readonly fault: WebhookFault | null;
  /** Until the next attempt; null where there is none. */
  readonly retryInSeconds: number | null;
}

/** After so long without any success an endpoint is disabled, once a delivery has used its attempts up. */
const FAILING_DAYS = 5;

/** The sending side: what is due, and what became of it. Any number of workers may call it at once. */
export class WebhookDeliveryRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Takes the delivery that has been due longest; null where none is. `busy` names endpoints (or accounts, for addresses
   * of single requests) that have as many at work as they may.
   */
  async claim(holder: string, leaseSeconds: number, busy: readonly string[]): Promise<ClaimedDelivery | null> {
    const rows = rowsOf<ClaimedDelivery>(
      await this.dataSource.query(
        `WITH claimed AS (
           UPDATE webhook_deliveries SET claimed_by = $1, claimed_until = now() + make_interval(secs => $2)
           WHERE id = (
             SELECT id FROM webhook_deliveries
             WHERE status = 'pending' AND next_attempt_at <= now() AND (claimed_until IS NULL OR claimed_until < now())
               AND NOT (coalesce(endpoint_id, account_id) = ANY($3::uuid[]))
             ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED)
           RETURNING *)
         SELECT claimed.id, claimed.account_id AS "accountId", claimed.message_id AS "messageId",
           claimed.endpoint_id AS "endpointId", coalesce(endpoint.url, claimed.url) AS url, message.body, claimed.schedule,
           claimed.attempts, array_remove(CASE WHEN endpoint.id IS NULL THEN ARRAY[account.webhook_secret] ELSE
             ARRAY[endpoint.secret, CASE WHEN endpoint.previous_secret_expires_at > now() THEN endpoint.previous_secret END]
           END, NULL) AS secrets
         FROM claimed JOIN webhook_messages message ON message.id = claimed.message_id
           JOIN accounts account ON account.id = claimed.account_id
           LEFT JOIN webhook_endpoints endpoint ON endpoint.id = claimed.endpoint_id`,
        [holder, leaseSeconds, busy],
      ),
    );
    return rows[0] ?? null;
  }

  /** Gives a claimed delivery back without an attempt. */
  async handBack(id: string, holder: string): Promise<void> {
    await this.dataSource.query(
      'UPDATE webhook_deliveries SET claimed_by = NULL, claimed_until = NULL WHERE id = $1 AND claimed_by = $2',
      [id, holder],
    );
  }

  /** Writes the attempt down and decides what follows; false where the delivery was taken away in between. */
  async finishAttempt(id: string, holder: string, attempt: FinishedAttempt): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const status = attempt.fault === null ? 'delivered' : attempt.retryInSeconds === null ? 'failed' : 'pending';
      const rows = rowsOf<{ number: number; account_id: string; endpoint_id: string | null }>(
        await manager.query(
          `UPDATE webhook_deliveries SET status = $3, attempts = attempts + 1, claimed_by = NULL, claimed_until = NULL,
             next_attempt_at = CASE WHEN $3 = 'pending' THEN now() + make_interval(secs => $4::float8) END,
             finished_at = CASE WHEN $3 <> 'pending' THEN now() END, last_fault = $5, last_status = $6
           WHERE id = $1 AND claimed_by = $2 AND status = 'pending'
           RETURNING attempts AS number, account_id, endpoint_id`,
          [id, holder, status, attempt.retryInSeconds, attempt.fault, attempt.httpStatus],
        ),
      );
      const delivery = rows[0];
      if (!delivery) return false;
      await manager.query(
        `INSERT INTO webhook_attempts (delivery_id, number, account_id, started_at, milliseconds, http_status, fault)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [
          id,
          delivery.number,
          delivery.account_id,
          attempt.startedAt,
          attempt.milliseconds,
          attempt.httpStatus,
          attempt.fault,
        ],
      );
      if (delivery.endpoint_id) await noteHealth(manager, delivery.endpoint_id, attempt.fault, status === 'failed');
      return true;
    });
  }

  /** Deletes what was written down before so many days, and is not waiting any more. Gives how many messages went. */
  async purge(olderThanDays: number): Promise<number> {
    const rows = await this.dataSource.query(
      `DELETE FROM webhook_messages WHERE created_at < now() - make_interval(days => $1)
         AND NOT EXISTS (SELECT 1 FROM webhook_deliveries WHERE message_id = webhook_messages.id AND status = 'pending')
       RETURNING id`,
      [olderThanDays],
    );
    return rowsOf(rows).length;
  }
}

async function noteHealth(
  manager: EntityManager,
  endpointId: string,
  fault: WebhookFault | null,
  exhausted: boolean,
): Promise<void> {
  if (fault === null) {
    await manager.query(
      'UPDATE webhook_endpoints SET failing_since = NULL WHERE id = $1 AND failing_since IS NOT NULL',
      [endpointId],
    );
    return;
  }
  const disabled = rowsOf<{ disabled_at: Date | null }>(
    await manager.query(
      `UPDATE webhook_endpoints SET failing_since = coalesce(failing_since, now()),
         disabled_reason = CASE WHEN disabled_at IS NOT NULL THEN disabled_reason WHEN $2 = 'gone' THEN 'gone'
           WHEN $3 AND failing_since < now() - make_interval(days => $4) THEN 'failing' END,
         disabled_at = CASE WHEN disabled_at IS NOT NULL THEN disabled_at
           WHEN $2 = 'gone' OR ($3 AND failing_since < now() - make_interval(days => $4)) THEN now() END
       WHERE id = $1 RETURNING disabled_at`,
      [endpointId, fault, exhausted, FAILING_DAYS],
    ),
  );
  if (disabled[0]?.disabled_at)
    await manager.query(
      `UPDATE webhook_deliveries SET status = 'cancelled', last_fault = 'disabled', next_attempt_at = NULL, finished_at = now()
       WHERE endpoint_id = $1 AND status = 'pending'`,
      [endpointId],
    );
}

export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed', 'cancelled'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

export interface WebhookDelivery {
  readonly id: string;
  readonly messageId: string;
  readonly event: WebhookEvent;
  readonly endpointId: string | null;
  readonly url: string;
  readonly status: DeliveryStatus;
  readonly attempts: number;
  readonly nextAttemptAt: Date | null;
  readonly lastFault: WebhookFault | null;
  readonly lastStatus: number | null;
  readonly replayOf: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export interface WebhookAttempt {
  readonly number: number;
  readonly startedAt: Date;
  readonly milliseconds: number;
  readonly httpStatus: number | null;
  readonly fault: WebhookFault | null;
}
