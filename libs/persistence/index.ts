export { createDataSource, type DatabaseOptions, dataSourceOptions } from './data-source.js';
export * from './display/columns.js';
export { DisplayRepository } from './display/display.repository.js';
export { DisplayExportRepository, exportColumns } from './display/display-export.repository.js';
export { type CalendarUnit, DisplayGroupRepository, type GroupMetric } from './display/display-group.repository.js';
export { DisplayRefreshRepository } from './display/display-refresh.repository.js';
export type { ExportRow } from './display/export-rows.js';
export * from './display/grains.js';
export { projectDisplayColumns } from './display/project-candidate.js';
export { RowExpressionError } from './display/row-expression-sql.js';
export { type RowQuery, RowQueryRepository } from './display/row-query.repository.js';
export { SummaryRepository } from './display/summary.repository.js';
export { Account } from './entities/account.entity.js';
export { ApiKey } from './entities/api-key.entity.js';
export { ExportRepository } from './exports/export.repository.js';
export { ExportRunRepository } from './exports/export-run.repository.js';
export type { ClaimedExport, ExportError, ExportJob, ExportRequest, NewExport } from './exports/types.js';
export { exportObjectKey, newId, objectKeyFor } from './ids.js';
export { IndexUpkeep } from './index-upkeep.js';
export { isDatabaseUnavailable } from './is-database-unavailable.js';
export { CreditExpiryRepository } from './ledger/credit-expiry.repository.js';
export {
  type Charge,
  type ChargeResult,
  chargeCredits,
  type Issue,
  issueCredits,
  lockWallet,
  type Refund,
  refundCredits,
} from './ledger/ledger.js';
export { type CandidateQuery, CandidateSearchRepository } from './matching/candidate-search.repository.js';
export { MatchRepository } from './matching/match.repository.js';
export { type FinishedCandidate, MATCH_DELETION_DAYS, MatchRunRepository } from './matching/match-run.repository.js';
export type { MatchCandidate, MatchInput, MatchJob, MatchOutcome } from './matching/types.js';
export { type MemberChange, OrganisationRepository } from './people/organisation.repository.js';
export { SessionRepository } from './people/session.repository.js';
export * from './people/types.js';
export { UserRepository } from './people/user.repository.js';
export { persistenceModuleFor } from './persistence.module.js';
export * from './privacy/audit.repository.js';
export type { ErasedAsset } from './privacy/erase-asset.js';
export {
  type ExpiredBatch,
  type FailedErasure,
  type PrivacySettings,
  RetentionRepository,
} from './privacy/retention.repository.js';
export * from './privacy/subject.repository.js';
export {
  billingMonth,
  PLAN_QUOTAS,
  type QuotaResult,
  type QuotaTaking,
  quotaOf,
  takeQuota,
  usedInMonth,
} from './quota.js';
export { AccountRepository, type AccountTerms, type NewAccount } from './repositories/account.repository.js';
export {
  type ApiKeyOptions,
  ApiKeyRepository,
  type ListedApiKey,
  type NewApiKey,
} from './repositories/api-key.repository.js';
export { AssetRepository } from './repositories/asset.repository.js';
export { CorrectionRepository, type NextVersion } from './repositories/correction.repository.js';
export { ExpiryRepository } from './repositories/expiry.repository.js';
export {
  type Beginning,
  IdempotencyRepository,
  type IdempotentRequest,
  type KeptAnswer,
} from './repositories/idempotency.repository.js';
export { OutboxRepository } from './repositories/outbox.repository.js';
export { RecordRepository } from './repositories/record.repository.js';
export { ReportingLoginError, ReportingRepository } from './repositories/reporting.repository.js';
export {
  ReprocessRepository,
  type ReprocessResult,
  type ReprocessSelection,
} from './repositories/reprocess.repository.js';
export { type RebaseCorrections, type Release, RunRepository } from './repositories/run.repository.js';
export { RunStatisticsRepository, STAGE_BUCKETS } from './repositories/run-statistics.repository.js';
export { SweepRepository, type SweepResult } from './repositories/sweep.repository.js';
export { activeTags, type StoredTaxonomy, TaxonomyRepository } from './repositories/taxonomy.repository.js';
export {
  type Balance,
  type LedgerLine,
  USAGE_DIMENSIONS,
  type UsageCount,
  type UsageDimension,
  UsageRepository,
  type UsageRow,
} from './repositories/usage.repository.js';
export { runMigrations } from './run-migrations.js';
export { asSystem, currentTenant, type Tenant, withTenant } from './tenant-context.js';
export {
  type CalendarFeed,
  CalendarFeedRepository,
  MOST_CALENDAR_FEEDS,
} from './tracker/calendar-feed.repository.js';
export { DigestRepository, type NewDigest, type StoredDigest } from './tracker/digest.repository.js';
export * from './tracker/job-analytics.repository.js';
export * from './tracker/reminder.repository.js';
export { type JobToScore, ScoringQueueRepository } from './tracker/scoring-queue.repository.js';
export { type ScrapeEnd, type ScrapeRun, ScrapeRunRepository } from './tracker/scrape-run.repository.js';
export { type ChangeJob, TrackedJobRepository } from './tracker/tracked-job.repository.js';
export { TrackerRetentionRepository } from './tracker/tracker-retention.repository.js';
export { TrackerSettingsRepository } from './tracker/tracker-settings.repository.js';
export * from './tracker/types.js';
export * from './types.js';
export {
  type EventForAddress,
  type EventForEndpoints,
  enqueueWebhook,
  eraseWebhookBodies,
} from './webhooks/enqueue-webhook.js';
export { SealedSecretRepository } from './webhooks/sealed-secret.repository.js';
export * from './webhooks/webhook-delivery.repository.js';
export * from './webhooks/webhook-endpoint.repository.js';
export * from './webhooks/webhook-log.repository.js';
