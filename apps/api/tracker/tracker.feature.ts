import { findTarget, readNetworks, type TargetRules } from '@vitamill/outbound';
import {
  CalendarFeedRepository,
  DigestRepository,
  JobAnalyticsRepository,
  ReminderRepository,
  ScoringQueueRepository,
  ScrapeRunRepository,
  TrackedJobRepository,
  TrackerSettingsRepository,
} from '@vitamill/persistence';
import type { FetchOptions } from '@vitamill/scraper';
import type { ApiFeature } from '../api-feature.js';
import type { ApiSettings } from '../api-settings.js';
import { AiController } from './ai.controller.js';
import { AI_OPERATIONS, AI_SCHEMAS } from './ai.operations.js';
import { AiService } from './ai.service.js';
import { AnalyticsController } from './analytics.controller.js';
import { ANALYTICS_OPERATIONS, ANALYTICS_SCHEMAS } from './analytics.operations.js';
import { AnalyticsService } from './analytics.service.js';
import { CalendarFeedsController } from './calendar-feeds.controller.js';
import { CALENDAR_FEEDS_OPERATIONS, CALENDAR_FEEDS_SCHEMAS } from './calendar-feeds.operations.js';
import { CalendarFeedsService } from './calendar-feeds.service.js';
import { EventsController } from './events.controller.js';
import { JobFilesController } from './job-files.controller.js';
import { JOB_FILES_OPERATIONS, JOB_FILES_SCHEMAS } from './job-files.operations.js';
import { JobFilesService } from './job-files.service.js';
import { JobScoring } from './job-scoring.js';
import { JobsController } from './jobs.controller.js';
import { JOBS_OPERATIONS } from './jobs.operations.js';
import { JOBS_SCHEMAS } from './jobs.schemas.js';
import { JobsService } from './jobs.service.js';
import { ReminderRunner } from './reminder-runner.js';
import { ScoreRunner } from './score-runner.js';
import { ScrapeController } from './scrape.controller.js';
import { SCRAPE_OPERATIONS, SCRAPE_SCHEMAS } from './scrape.operations.js';
import { FETCH_OPTIONS, ScrapeRunner } from './scrape-runner.js';
import { TrackerSettingsService } from './tracker-settings.service.js';

const PAGE = { timeoutMilliseconds: 20_000, maxBytes: 3 * 1024 * 1024 };

/** Pages are fetched from where webhooks may go: public addresses, and what the configuration opens. */
function fetchOptionsOf(settings: ApiSettings): FetchOptions {
  const rules: TargetRules = {
    allowHttp: settings.webhookAllowHttp,
    allowedNetworks: readNetworks(settings.webhookAllowedNetworks),
  };
  return { ...PAGE, findTarget: (url) => findTarget(url, rules) };
}

/** The pipeline job tracker: applications, what happened to them, their figures. */
export const trackerFeature: ApiFeature = {
  tag: 'Job tracker',
  controllers: [
    JobFilesController,
    CalendarFeedsController,
    JobsController,
    EventsController,
    AnalyticsController,
    AiController,
    ScrapeController,
  ],
  providers: ({ dataSource, settings }) => [
    { provide: TrackedJobRepository, useValue: new TrackedJobRepository(dataSource) },
    { provide: TrackerSettingsRepository, useValue: new TrackerSettingsRepository(dataSource) },
    { provide: JobAnalyticsRepository, useValue: new JobAnalyticsRepository(dataSource) },
    { provide: ReminderRepository, useValue: new ReminderRepository(dataSource) },
    { provide: ScoringQueueRepository, useValue: new ScoringQueueRepository(dataSource) },
    { provide: CalendarFeedRepository, useValue: new CalendarFeedRepository(dataSource) },
    { provide: DigestRepository, useValue: new DigestRepository(dataSource) },
    JobsService,
    JobScoring,
    ScoreRunner,
    ReminderRunner,
    CalendarFeedsService,
    AnalyticsService,
    AiService,
    ScrapeRunner,
    JobFilesService,
    { provide: ScrapeRunRepository, useValue: new ScrapeRunRepository(dataSource) },
    { provide: FETCH_OPTIONS, useValue: fetchOptionsOf(settings) },
    TrackerSettingsService,
  ],
  operations: {
    ...JOBS_OPERATIONS,
    ...ANALYTICS_OPERATIONS,
    ...AI_OPERATIONS,
    ...SCRAPE_OPERATIONS,
    ...JOB_FILES_OPERATIONS,
    ...CALENDAR_FEEDS_OPERATIONS,
  },
  schemas: {
    ...JOBS_SCHEMAS,
    ...ANALYTICS_SCHEMAS,
    ...AI_SCHEMAS,
    ...SCRAPE_SCHEMAS,
    ...JOB_FILES_SCHEMAS,
    ...CALENDAR_FEEDS_SCHEMAS,
  },
};
