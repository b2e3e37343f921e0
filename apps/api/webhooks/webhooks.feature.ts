import { readNetworks, type TargetRules } from '@vitamill/outbound';
import { WebhookEndpointRepository, WebhookLogRepository } from '@vitamill/persistence';
import type { ApiFeature } from '../api-feature.js';
import { TARGET_RULES, WebhookEndpointsService } from './webhook-endpoints.service.js';
import { WebhookLogService } from './webhook-log.service.js';
import { WebhooksController } from './webhooks.controller.js';
import { WEBHOOKS_OPERATIONS, WEBHOOKS_SCHEMAS } from './webhooks.operations.js';

/** Endpoints, their secrets and the log of what was sent. The worker sends. */
export const webhooksFeature: ApiFeature = {
  tag: 'Webhooks',
  controllers: [WebhooksController],
  providers: ({ dataSource, settings }) => {
    const rules: TargetRules = {
      allowHttp: settings.webhookAllowHttp,
      allowedNetworks: readNetworks(settings.webhookAllowedNetworks),
    };
    return [
      { provide: WebhookEndpointRepository, useValue: new WebhookEndpointRepository(dataSource) },
      { provide: WebhookLogRepository, useValue: new WebhookLogRepository(dataSource) },
      { provide: TARGET_RULES, useValue: rules },
      WebhookEndpointsService,
      WebhookLogService,
    ];
  },
  operations: WEBHOOKS_OPERATIONS,
  schemas: WEBHOOKS_SCHEMAS,
};
