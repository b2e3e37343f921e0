import type { WebhookEvent, WebhookSchedule } from '@vitamill/domain';
import type { EntityManager } from 'typeorm';
import { newId } from '../ids.js';
import { rowsOf } from '../rows-of.js';

/** An event for the endpoints of an account that want it. */
export interface EventForEndpoints {
  readonly accountId: string;
  readonly event: WebhookEvent;
  /** What the event is about, by ids and states only: whoever wants more asks the API. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The asset or job that the body tells of: erasing it erases the body. */
  readonly subjectId?: string | null;
}

/** A body for the one address that a request named. */
export interface EventForAddress {
  readonly accountId: string;
  readonly event: WebhookEvent;
  readonly url: string;
  /** The whole body as it is sent. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly schedule: WebhookSchedule;
  readonly subjectId?: string | null;
}

/**
 * Writes what is to be sent with the state change that it tells of: both are committed, or neither. The worker delivers it
 * at least once; the receiver knows a repetition by its `webhook-id`. Writes nothing where no endpoint wants the event.
 */
export async function enqueueWebhook(
  transaction: EntityManager,
  webhook: EventForEndpoints | EventForAddress,
): Promise<void> {
  const { accountId, event, subjectId = null } = webhook;
  if ('url' in webhook) {
    const messageId = await insertMessage(transaction, accountId, event, subjectId, JSON.stringify(webhook.body));
    await insertDelivery(transaction, { accountId, messageId, url: webhook.url, schedule: webhook.schedule });
    return;
  }
  const endpoints = rowsOf<{ id: string }>(
    await transaction.query(
      `SELECT id FROM webhook_endpoints
       WHERE account_id = $1 AND disabled_at IS NULL AND (events && ARRAY[$2, '*']) ORDER BY id`,
      [accountId, event],
    ),
  );
  if (endpoints.length === 0) return;
  const messageId = await insertMessage(transaction, accountId, event, subjectId, standardBody(event, webhook.data));
  for (const { id } of endpoints)
    await insertDelivery(transaction, { accountId, messageId, endpointId: id, schedule: 'standard' });
}

/** The body that Standard Webhooks describes. */
export const standardBody = (event: WebhookEvent, data: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ type: event, timestamp: new Date().toISOString(), data });

/** Gives the id of the message. */
export async function insertMessage(
  transaction: EntityManager,
  accountId: string,
  event: WebhookEvent,
  subjectId: string | null,
  body: string,
): Promise<string> {
  const id = newId();
  await transaction.query(
    'INSERT INTO webhook_messages (id, account_id, event, subject_id, body) VALUES ($1, $2, $3, $4, $5)',
    [id, accountId, event, subjectId, body],
  );
  return id;
}

export interface NewDelivery {
  readonly accountId: string;
  readonly messageId: string;
  readonly endpointId?: string;
  readonly url?: string;
  readonly schedule: WebhookSchedule;
  readonly replayOf?: string;
}

/** Gives the id of the delivery. */
export async function insertDelivery(transaction: EntityManager, delivery: NewDelivery): Promise<string> {
  const id = newId();
  const { accountId, messageId, endpointId = null, url = null, schedule, replayOf = null } = delivery;
  await transaction.query(
    `INSERT INTO webhook_deliveries (id, account_id, message_id, endpoint_id, url, schedule, replay_of, next_attempt_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, now())`,
    [id, accountId, messageId, endpointId, url, schedule, replayOf],
  );
  return id;
}

/**
 * Takes the bodies of everything that was or is to be sent about these assets or jobs out of the log. What is still
 * waiting is not sent any more. Gives how many bodies there were.
 */
export async function eraseWebhookBodies(transaction: EntityManager, subjectIds: readonly string[]): Promise<number> {
  await transaction.query(
    `UPDATE webhook_deliveries SET status = 'cancelled', last_fault = 'erased', next_attempt_at = NULL, finished_at = now()
     WHERE status = 'pending' AND message_id IN (SELECT id FROM webhook_messages WHERE subject_id = ANY($1::uuid[]))`,
    [subjectIds],
  );
  const erased = await transaction.query(
    'UPDATE webhook_messages SET body = NULL WHERE subject_id = ANY($1::uuid[]) AND body IS NOT NULL RETURNING id',
    [subjectIds],
  );
  return rowsOf(erased).length;
}
