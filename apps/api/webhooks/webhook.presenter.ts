import { WEBHOOK_FAULTS, type WebhookFault } from '@vitamill/domain';
import type { WebhookAttempt, WebhookDelivery, WebhookEndpoint } from '@vitamill/persistence';

const time = (date: Date | null): string | null => date?.toISOString() ?? null;
const presentFault = (code: WebhookFault | null) => (code === null ? null : { code, message: WEBHOOK_FAULTS[code] });

export const presentEndpoint = (endpoint: WebhookEndpoint) => ({
  endpoint_id: endpoint.id,
  url: endpoint.url,
  description: endpoint.description,
  events: endpoint.events,
  enabled: endpoint.disabledAt === null,
  disabled_reason: endpoint.disabledReason,
  disabled_at: time(endpoint.disabledAt),
  failing_since: time(endpoint.failingSince),
  previous_secret_expires_at: time(endpoint.previousSecretExpiresAt),
  created_at: endpoint.createdAt.toISOString(),
  updated_at: endpoint.updatedAt.toISOString(),
});

export const presentDelivery = (delivery: WebhookDelivery) => ({
  delivery_id: delivery.id,
  message_id: `msg_${delivery.messageId}`,
  event: delivery.event,
  endpoint_id: delivery.endpointId,
  url: delivery.url,
  status: delivery.status,
  attempts: delivery.attempts,
  next_attempt_at: time(delivery.nextAttemptAt),
  fault: presentFault(delivery.lastFault),
  http_status: delivery.lastStatus,
  replay_of: delivery.replayOf,
  created_at: delivery.createdAt.toISOString(),
  finished_at: time(delivery.finishedAt),
});

export const presentAttempt = (attempt: WebhookAttempt) => ({
  number: attempt.number,
  started_at: attempt.startedAt.toISOString(),
  milliseconds: attempt.milliseconds,
  http_status: attempt.httpStatus,
  fault: presentFault(attempt.fault),
});
