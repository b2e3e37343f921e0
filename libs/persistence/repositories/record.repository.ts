import type { DataSource } from 'typeorm';
import { MasterRecordEntity } from '../entities/master-record.entity.js';
import type { RecordVersion, StoredRecord } from '../types.js';

export class RecordRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The newest version of the record, null where there is none. */
  findLatest(accountId: string, assetId: string): Promise<StoredRecord | null> {
    return this.dataSource.manager.findOneBy(MasterRecordEntity, { accountId, assetId, latest: true });
  }

  /** One version of the record, from 1; null where there is none. */
  findVersion(accountId: string, assetId: string, version: number): Promise<StoredRecord | null> {
    return this.dataSource.manager.findOneBy(MasterRecordEntity, { accountId, assetId, version });
  }

  /** All versions without their content, newest first. */
  versions(accountId: string, assetId: string): Promise<RecordVersion[]> {
    return this.dataSource.manager.find(MasterRecordEntity, {
      where: { accountId, assetId },
      select: {
        assetId: true,
        version: true,
        latest: true,
        origin: true,
        schemaVersion: true,
        pipelineVersion: true,
        lexiconVersion: true,
        taxonomyVersions: true,
        etag: true,
        createdAt: true,
      },
      order: { version: 'DESC' },
    });
  }
}
