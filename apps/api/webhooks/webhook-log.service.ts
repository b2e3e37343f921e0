import { Inject, Injectable } from '@nestjs/common';
import { WEBHOOK_EVENTS } from '@vitamill/domain';
import { type ReplayResult, WebhookLogRepository } from '@vitamill/persistence';
import { ApiError, notFound } from '../errors/api-errors.js';
import { asUuid } from '../http/uuid.js';
import type { DeliveryListQuery } from './webhook.body.js';
import { presentAttempt, presentDelivery } from './webhook.presenter.js';

const DEFAULT_LIMIT = 50;

/** What was sent, what became of it, and once more what did not arrive. */
@Injectable()
export class WebhookLogService {
  constructor(@Inject(WebhookLogRepository) private readonly log: WebhookLogRepository) {}

  events() {
    return { items: Object.entries(WEBHOOK_EVENTS).map(([event, description]) => ({ event, description })) };
  }

  async list(accountId: string, query: DeliveryListQuery) {
    const limit = query.limit ?? DEFAULT_LIMIT;
    const filters = { status: query.status, event: query.event, endpointId: query.endpoint_id };
    const { items, nextCursor } = await this.log.list(accountId, filters, query.cursor ?? null, limit);
    return { items: items.map(presentDelivery), limit, next_cursor: nextCursor };
  }

  async find(accountId: string, id: string) {
    const delivery = await this.log.find(accountId, asUuid(id, 'delivery'));
    if (!delivery) throw notFound('delivery');
    return { ...presentDelivery(delivery), body: delivery.body, tries: delivery.tries.map(presentAttempt) };
  }

  async replay(accountId: string, id: string) {
    return this.queued(accountId, await this.log.replay(accountId, asUuid(id, 'delivery')), 'delivery');
  }

  async test(accountId: string, endpointId: string) {
    return this.queued(accountId, await this.log.test(accountId, asUuid(endpointId, 'endpoint')), 'endpoint');
  }

  private async queued(accountId: string, result: ReplayResult, what: string) {
    switch (result.kind) {
      case 'queued':
        return this.find(accountId, result.deliveryId);
      case 'not_found':
        throw notFound(what);
      case 'disabled':
        throw new ApiError('conflict', 'The endpoint is disabled. Enable it first.');
      case 'erased':
        throw new ApiError('gone', 'What the event was about was erased; its body is gone.');
      case 'pending':
        throw new ApiError('conflict', 'The delivery is still on its way.');
    }
  }
}
