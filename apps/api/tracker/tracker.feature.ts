import { TrackedJobRepository, TrackerSettingsRepository } from '@vitamill/persistence';
import type { ApiFeature } from '../api-feature.js';
import { EventsController } from './events.controller.js';
import { JobsController } from './jobs.controller.js';
import { JOBS_OPERATIONS } from './jobs.operations.js';
import { JOBS_SCHEMAS } from './jobs.schemas.js';
import { JobsService } from './jobs.service.js';
import { TrackerSettingsService } from './tracker-settings.service.js';

/** The pipeline job tracker: applications, what happened to them, their figures. */
export const trackerFeature: ApiFeature = {
  tag: 'Job tracker',
  controllers: [JobsController, EventsController],
  providers: ({ dataSource }) => [
    { provide: TrackedJobRepository, useValue: new TrackedJobRepository(dataSource) },
    { provide: TrackerSettingsRepository, useValue: new TrackerSettingsRepository(dataSource) },
    JobsService,
    TrackerSettingsService,
  ],
  operations: JOBS_OPERATIONS,
  schemas: JOBS_SCHEMAS,
};
