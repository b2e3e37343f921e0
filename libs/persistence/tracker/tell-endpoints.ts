import type { WebhookEvent } from '@vitamill/domain';
import type { EntityManager } from 'typeorm';
import { rowsOf } from '../rows-of.js';
import { enqueueWebhook } from '../webhooks/enqueue-webhook.js';
import { ownerIdOf, type TrackerOwner } from './types.js';

/** What an organisation's webhooks hear of a job: ids and states, never names. */
export interface TrackerEvent {
  readonly event: Extract<WebhookEvent, `job.${string}` | `scrape.${string}` | `reminder.${string}`>;
  readonly data: Readonly<Record<string, unknown>>;
  /** The job or run: what erases it erases the body. */
  readonly subjectId: string;
}

/**
 * Writes the webhooks of a change within its transaction: both are committed, or neither. Nothing where the organisation has
 * no endpoint, or the owner does not want their jobs told of.
 */
export async function tellEndpoints(
  manager: EntityManager,
  owner: TrackerOwner,
  events: readonly TrackerEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const [wanted] = rowsOf(
    await manager.query(
      `SELECT 1 FROM webhook_endpoints WHERE account_id = $1 AND disabled_at IS NULL AND NOT EXISTS (
         SELECT 1 FROM tracker_settings WHERE account_id = $1 AND owner_id = $2 AND NOT webhook_events) LIMIT 1`,
      [owner.accountId, ownerIdOf(owner)],
    ),
  );
  if (!wanted) return;
  for (const { event, data, subjectId } of events)
    await enqueueWebhook(manager, { accountId: owner.accountId, event, data, subjectId });
}
