import { randomUUID } from 'node:crypto';
import type { ClaimedDelivery, WebhookDeliveryRepository } from '@vitamill/persistence';
import {
  type AttemptResult,
  nextAttemptAfter,
  type SendOptions,
  sendWebhook,
  signatureHeaders,
} from '@vitamill/webhooks';
import type { Logger } from 'pino';
import { whileDatabaseIsAway } from '../while-database-is-away.js';
import type { WorkerMetrics } from '../worker-metrics.js';

export interface SenderSettings extends SendOptions {
  /** Webhooks on their way at once. */
  readonly concurrency: number;
}

/** Of `concurrency`, what one receiver may take up: one that hangs must not hold up all others. */
const MOST_PER_RECEIVER = 4;
/** Beyond the time of an attempt: whoever holds a delivery for longer is taken for dead, and it is sent again. */
const LEASE_MARGIN_SECONDS = 30;

/**
 * Sends what is due. A pending delivery stays in the database until its attempt is written down: a worker that dies in
 * between leaves it to another once the lease has run out. So everything arrives at least once.
 */
export class WebhookSender {
  private readonly holder = randomUUID();
  private readonly active = new Map<string, Promise<void>>();
  private readonly perReceiver = new Map<string, number>();

  constructor(
    private readonly deliveries: WebhookDeliveryRepository,
    private readonly unseal: (secret: string) => string,
    private readonly settings: SenderSettings,
    private readonly metrics: WorkerMetrics,
    private readonly logger: Logger,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Starts what is due and finds a place. `again` where there may be more. */
  async round(): Promise<'again' | 'pause'> {
    const leaseSeconds = this.settings.timeoutMilliseconds / 1_000 + LEASE_MARGIN_SECONDS;
    while (this.active.size < this.settings.concurrency) {
      const delivery = await this.deliveries.claim(this.holder, leaseSeconds, this.busyReceivers());
      if (!delivery) return 'pause';
      this.start(delivery);
    }
    await Promise.race(this.active.values());
    return 'again';
  }

  /** Resolves when nothing is on its way any more. */
  async drain(): Promise<void> {
    await Promise.all(this.active.values());
  }

  private start(delivery: ClaimedDelivery): void {
    const receiver = delivery.endpointId ?? delivery.accountId;
    this.perReceiver.set(receiver, (this.perReceiver.get(receiver) ?? 0) + 1);
    const work = this.deliver(delivery)
      .catch(this.onError)
      .finally(() => {
        this.active.delete(delivery.id);
        const left = (this.perReceiver.get(receiver) ?? 1) - 1;
        if (left > 0) this.perReceiver.set(receiver, left);
        else this.perReceiver.delete(receiver);
      });
    this.active.set(delivery.id, work);
  }

  private busyReceivers(): string[] {
    return [...this.perReceiver].filter(([, count]) => count >= MOST_PER_RECEIVER).map(([receiver]) => receiver);
  }

  private async deliver(delivery: ClaimedDelivery): Promise<void> {
    const startedAt = new Date();
    const result = await this.attempt(delivery, startedAt);
    const finalFault = result.fault === null || result.fault === 'gone';
    const retryInSeconds = finalFault ? null : nextAttemptAfter(delivery.attempts + 1, delivery.schedule);
    this.metrics.countWebhook(result.fault ?? 'delivered');
    await whileDatabaseIsAway(() =>
      this.deliveries.finishAttempt(delivery.id, this.holder, { ...result, startedAt, retryInSeconds }),
    );
    this.logger.info(
      { delivery_id: delivery.id, account_id: delivery.accountId, attempt: delivery.attempts + 1, ...result },
      'webhook attempted',
    );
  }

  private async attempt({ messageId, body, url, secrets }: ClaimedDelivery, at: Date): Promise<AttemptResult> {
    const time = Math.floor(at.getTime() / 1_000);
    const headers = signatureHeaders(`msg_${messageId}`, time, body, secrets.map(this.unseal));
    return sendWebhook({ url, body, headers }, this.settings);
  }
}
