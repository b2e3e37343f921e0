import 'reflect-metadata';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { Account } from './entities/account.entity.js';
import { ApiKey } from './entities/api-key.entity.js';
import { AssetEntity } from './entities/asset.entity.js';
import { MasterRecordEntity } from './entities/master-record.entity.js';
import { TaskEntity } from './entities/task.entity.js';
import { Initial1764000000000 } from './migrations/1764000000000-initial.js';
import { RunStatistics1764100000000 } from './migrations/1764100000000-run-statistics.js';
import { RecordVersions1764200000000 } from './migrations/1764200000000-record-versions.js';
import { AccountsAndLedger1764210000000 } from './migrations/1764210000000-accounts-and-ledger.js';
import { People1764220000000 } from './migrations/1764220000000-people.js';
import { Webhooks1764230000000 } from './migrations/1764230000000-webhooks.js';
import { DisplayGrains1764240000000 } from './migrations/1764240000000-display-grains.js';
import { OutboxAccount1764250000000 } from './migrations/1764250000000-outbox-account.js';
import { Matching1764310000000 } from './migrations/1764310000000-matching.js';
import { Taxonomies1764320000000 } from './migrations/1764320000000-taxonomies.js';
import { Reporting1764330000000 } from './migrations/1764330000000-reporting.js';
import { Privacy1764400000000 } from './migrations/1764400000000-privacy.js';
import { Tracker1764410000000 } from './migrations/1764410000000-tracker.js';
import { Scrapes1764420000000 } from './migrations/1764420000000-scrapes.js';
import { DisplayMatches1795766400000 } from './migrations/1795766400000-display-matches.js';
import { CorrectionUser1795767360000 } from './migrations/1795767360000-correction-user.js';
import { TaxonomyKeys1795767800000 } from './migrations/1795767800000-taxonomy-keys.js';
import { ExpiringLots1795768080000 } from './migrations/1795768080000-expiring-lots.js';
import { DisplayAtScale1795768860000 } from './migrations/1795768860000-display-at-scale.js';
import { FindKey1795769400000 } from './migrations/1795769400000-find-key.js';
import { TrackerReminders1795769580000 } from './migrations/1795769580000-tracker-reminders.js';
import { ExportJobs1795769820000 } from './migrations/1795769820000-export-jobs.js';
import { SearchForms1795770300000 } from './migrations/1795770300000-search-forms.js';
import { NarrowDisplayRows1795781700000 } from './migrations/1795781700000-narrow-display-rows.js';
import { LowerCaseOfAllLetters1795782900000 } from './migrations/1795782900000-lower-case-of-all-letters.js';
import { WriteDisplayRows1795783600000 } from './migrations/1795783600000-write-display-rows.js';
import { PendingAuditEntries1795784400000 } from './migrations/1795784400000-pending-audit-entries.js';
import { LinksFollowed1795785300000 } from './migrations/1795785300000-links-followed.js';
import { withTenantConnections } from './tenant-connections.js';

export interface DatabaseOptions {
  readonly url: string;
  /** Connections; 10 unless told. */
  readonly poolSize?: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string;
}

/** What TypeORM needs for a connection. `PersistenceModule` and `createDataSource` share it. */
export function dataSourceOptions(options: DatabaseOptions): DataSourceOptions {
  return {
    type: 'postgres',
    url: options.url,
    poolSize: options.poolSize ?? 10,
    applicationName: options.applicationName ?? 'vitamill',
    // Waiting for a free connection counts too: a burst on a busy machine takes its time.
    connectTimeoutMS: 15_000,
    entities: [Account, ApiKey, AssetEntity, MasterRecordEntity, TaskEntity],
    // In the order of their timestamps, one a line.
    migrations: [
      Initial1764000000000,
      RunStatistics1764100000000,
      RecordVersions1764200000000,
      AccountsAndLedger1764210000000,
      People1764220000000,
      Webhooks1764230000000,
      DisplayGrains1764240000000,
      OutboxAccount1764250000000,
      Matching1764310000000,
      Taxonomies1764320000000,
      Reporting1764330000000,
      Privacy1764400000000,
      Tracker1764410000000,
      Scrapes1764420000000,
      DisplayMatches1795766400000,
      CorrectionUser1795767360000,
      TaxonomyKeys1795767800000,
      ExpiringLots1795768080000,
      DisplayAtScale1795768860000,
      FindKey1795769400000,
      TrackerReminders1795769580000,
      ExportJobs1795769820000,
      SearchForms1795770300000,
      NarrowDisplayRows1795781700000,
      LowerCaseOfAllLetters1795782900000,
      WriteDisplayRows1795783600000,
      PendingAuditEntries1795784400000,
      LinksFollowed1795785300000,
    ],
    migrationsTableName: 'schema_migrations',
    synchronize: false,
    migrationsRun: false,
    logging: false,
    extra: { statement_timeout: 30_000, idle_in_transaction_session_timeout: 30_000, keepAlive: true },
    // An idle connection that the server closed is replaced by the pool; the next query tells if there is none.
    poolErrorHandler: () => undefined,
  };
}

/** A data source that is not connected yet: `await dataSource.initialize()`. */
export const createDataSource = (options: DatabaseOptions): DataSource =>
  withTenantConnections(new DataSource(dataSourceOptions(options)));
