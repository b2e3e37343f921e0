import type { ApiFeature } from '../api-feature.js';
import { DocsController } from '../openapi/docs.controller.js';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';
import { SERVICE_OPERATIONS } from './service.operations.js';

export const serviceFeature: ApiFeature = {
  tag: 'Service',
  controllers: [HealthController, DocsController],
  providers: () => [HealthService],
  operations: SERVICE_OPERATIONS,
  schemas: {},
};
