import type { WebhookDeliveryRepository } from '@vitamill/persistence';
import { type Repetition, repeat } from '../repeat.js';
import type { WebhookSender } from './webhook-sender.js';

const PAUSE_MILLISECONDS = 500;
const PURGE_MILLISECONDS = 3_600_000;

/** Sends what is due, and takes old entries out of the delivery log. */
export const startWebhookLoops = (
  sender: WebhookSender,
  deliveries: WebhookDeliveryRepository,
  logDays: number,
  warn: (what: string) => (error: unknown) => void,
): Repetition[] => [
  repeat(() => sender.round(), PAUSE_MILLISECONDS, warn('webhooks not sent')),
  repeat(
    async () => {
      await deliveries.purge(logDays);
      return 'pause';
    },
    PURGE_MILLISECONDS,
    warn('purge of the webhook log failed'),
  ),
];
