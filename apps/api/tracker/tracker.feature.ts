import { JobAnalyticsRepository, TrackedJobRepository, TrackerSettingsRepository } from '@vitamill/persistence';
import type { ApiFeature } from '../api-feature.js';
import { AiController } from './ai.controller.js';
import { AI_OPERATIONS, AI_SCHEMAS } from './ai.operations.js';
import { AiService } from './ai.service.js';
import { AnalyticsController } from './analytics.controller.js';
import { ANALYTICS_OPERATIONS, ANALYTICS_SCHEMAS } from './analytics.operations.js';
import { AnalyticsService } from './analytics.service.js';
import { EventsController } from './events.controller.js';
import { JobsController } from './jobs.controller.js';
import { JOBS_OPERATIONS } from './jobs.operations.js';
import { JOBS_SCHEMAS } from './jobs.schemas.js';
import { JobsService } from './jobs.service.js';
import { TrackerSettingsService } from './tracker-settings.service.js';

/** The pipeline job tracker: applications, what happened to them, their figures. */
export const trackerFeature: ApiFeature = {
  tag: 'Job tracker',
  controllers: [JobsController, EventsController, AnalyticsController, AiController],
  providers: ({ dataSource }) => [
    { provide: TrackedJobRepository, useValue: new TrackedJobRepository(dataSource) },
    { provide: TrackerSettingsRepository, useValue: new TrackerSettingsRepository(dataSource) },
    { provide: JobAnalyticsRepository, useValue: new JobAnalyticsRepository(dataSource) },
    JobsService,
    AnalyticsService,
    AiService,
    TrackerSettingsService,
  ],
  operations: { ...JOBS_OPERATIONS, ...ANALYTICS_OPERATIONS, ...AI_OPERATIONS },
  schemas: { ...JOBS_SCHEMAS, ...ANALYTICS_SCHEMAS, ...AI_SCHEMAS },
};
