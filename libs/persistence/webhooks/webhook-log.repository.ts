import type { DataSource } from 'typeorm';
import { decodeCursor, encodeCursor } from '../cursor.js';
import { rowsOf } from '../rows-of.js';
import { InvalidCursorError } from '../types.js';
import { insertDelivery, insertMessage, standardBody } from './enqueue-webhook.js';
import type { DeliveryStatus, WebhookAttempt, WebhookDelivery } from './webhook-delivery.repository.js';

export interface DeliveryFilters {
  readonly status?: DeliveryStatus;
  readonly event?: string;
  readonly endpointId?: string;
}

const COLUMNS = `delivery.id, delivery.message_id AS "messageId", message.event, delivery.endpoint_id AS "endpointId",
  coalesce(delivery.url, endpoint.url) AS url, delivery.status, delivery.attempts,
  delivery.next_attempt_at AS "nextAttemptAt", delivery.last_fault AS "lastFault", delivery.last_status AS "lastStatus",
  delivery.replay_of AS "replayOf", delivery.created_at AS "createdAt", delivery.finished_at AS "finishedAt"`;
const TABLES = `webhook_deliveries delivery JOIN webhook_messages message ON message.id = delivery.message_id
  LEFT JOIN webhook_endpoints endpoint ON endpoint.id = delivery.endpoint_id`;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export type ReplayResult =
  | { readonly kind: 'queued'; readonly deliveryId: string }
  | { readonly kind: 'not_found' | 'erased' | 'disabled' | 'pending' };

/** The owner's side: what was sent, and once more what did not arrive. */
export class WebhookLogRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest first. */
  async list(
    accountId: string,
    filters: DeliveryFilters,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: WebhookDelivery[]; nextCursor: string | null }> {
    let before: string | null = null;
    if (cursor !== null) {
      const [id] = decodeCursor(cursor, 'webhook_deliveries', 1);
      if (typeof id !== 'string' || !UUID.test(id)) throw new InvalidCursorError();
      before = id;
    }
    const found: WebhookDelivery[] = await this.dataSource.query(
      `SELECT ${COLUMNS} FROM ${TABLES} WHERE delivery.account_id = $1
         AND ($2::text IS NULL OR delivery.status = $2) AND ($3::text IS NULL OR message.event = $3)
         AND ($4::uuid IS NULL OR delivery.endpoint_id = $4) AND ($5::uuid IS NULL OR delivery.id < $5)
       ORDER BY delivery.id DESC LIMIT $6`,
      [accountId, filters.status ?? null, filters.event ?? null, filters.endpointId ?? null, before, limit + 1],
    );
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: found.length > limit && last ? encodeCursor('webhook_deliveries', [last.id]) : null };
  }

  /** With the body that was sent (null once it was erased) and every attempt. */
  async find(
    accountId: string,
    id: string,
  ): Promise<(WebhookDelivery & { body: string | null; tries: WebhookAttempt[] }) | null> {
    const [delivery] = await this.dataSource.query(
      `SELECT ${COLUMNS}, message.body FROM ${TABLES} WHERE delivery.account_id = $1 AND delivery.id = $2`,
      [accountId, id],
    );
    if (!delivery) return null;
    const tries = await this.dataSource.query(
      `SELECT number, started_at AS "startedAt", milliseconds, http_status AS "httpStatus", fault
       FROM webhook_attempts WHERE delivery_id = $1 ORDER BY number`,
      [id],
    );
    return { ...delivery, tries };
  }

  /** Sends the same message once more, under the same webhook-id. */
  async replay(accountId: string, id: string): Promise<ReplayResult> {
    return this.dataSource.transaction(async (manager) => {
      const rows = rowsOf<{
        message_id: string;
        endpoint_id: string | null;
        url: string | null;
        schedule: 'standard';
        status: string;
        erased: boolean;
        disabled: boolean;
      }>(
        await manager.query(
          `SELECT delivery.message_id, delivery.endpoint_id, delivery.url, delivery.schedule, delivery.status,
             message.body IS NULL AS erased, endpoint.disabled_at IS NOT NULL AS disabled
           FROM ${TABLES} WHERE delivery.account_id = $1 AND delivery.id = $2 FOR UPDATE OF delivery`,
          [accountId, id],
        ),
      );
      const old = rows[0];
      if (!old) return { kind: 'not_found' };
      if (old.erased) return { kind: 'erased' };
      if (old.disabled) return { kind: 'disabled' };
      if (old.status === 'pending') return { kind: 'pending' };
      const deliveryId = await insertDelivery(manager, {
        accountId,
        messageId: old.message_id,
        ...(old.endpoint_id ? { endpointId: old.endpoint_id } : { url: String(old.url) }),
        schedule: old.schedule,
        replayOf: id,
      });
      return { kind: 'queued', deliveryId };
    });
  }

  /** A test event for one endpoint, tried once. */
  async test(accountId: string, endpointId: string): Promise<ReplayResult> {
    return this.dataSource.transaction(async (manager) => {
      const rows = rowsOf<{ disabled: boolean }>(
        await manager.query(
          'SELECT disabled_at IS NOT NULL AS disabled FROM webhook_endpoints WHERE account_id = $1 AND id = $2',
          [accountId, endpointId],
        ),
      );
      if (!rows[0]) return { kind: 'not_found' };
      if (rows[0].disabled) return { kind: 'disabled' };
      const body = standardBody('webhook.test', { endpoint_id: endpointId });
      const messageId = await insertMessage(manager, accountId, 'webhook.test', null, body);
      return {
        kind: 'queued',
        deliveryId: await insertDelivery(manager, { accountId, messageId, endpointId, schedule: 'once' }),
      };
    });
  }
}
