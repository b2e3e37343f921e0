import type { MasterRecord, Provenance } from '@vitamill/domain';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import type { RecordOrigin, StoredRecord } from '../types.js';

@Entity('master_records')
export class MasterRecordEntity implements StoredRecord {
  @PrimaryColumn('uuid', { name: 'asset_id' })
  assetId!: string;

  @PrimaryColumn('integer')
  version!: number;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  @Column('boolean')
  latest!: boolean;

  @Column('text', { name: 'schema_version' })
  schemaVersion!: string;

  @Column('text', { name: 'pipeline_version' })
  pipelineVersion!: string;

  @Column('text', { name: 'lexicon_version', nullable: true })
  lexiconVersion!: string | null;

  @Column('text', { name: 'taxonomy_versions', array: true })
  taxonomyVersions!: string[];

  @Column('text')
  origin!: RecordOrigin;

  @Column('jsonb')
  record!: MasterRecord;

  @Column('jsonb')
  provenance!: Provenance;

  @Column('text')
  etag!: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
