import type { DataSource } from 'typeorm';
import { MasterRecordEntity } from '../entities/master-record.entity.js';
import type { StoredRecord } from '../types.js';

export class RecordRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The newest version of the record, null where there is none. */
  findLatest(accountId: string, assetId: string): Promise<StoredRecord | null> {
    return this.dataSource.manager.findOneBy(MasterRecordEntity, { accountId, assetId, latest: true });
  }
}
