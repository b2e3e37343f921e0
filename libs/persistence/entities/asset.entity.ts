import type { ParseErrorCode, Stage } from '@vitamill/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Asset, AssetStatus, AssetWarning } from '../types.js';

/** bigint arrives as text from the driver; file sizes fit a number. */
const bigintAsNumber = { to: (value: number) => value, from: (value: string | null) => Number(value) };

@Entity('assets')
export class AssetEntity implements Asset {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  @Column('uuid', { name: 'task_id' })
  taskId!: string;

  @Column('text')
  status!: AssetStatus;

  @Column('text', { nullable: true })
  stage!: Stage | null;

  @Column('real')
  progress!: number;

  @Column('integer')
  attempts!: number;

  @Column('text', { name: 'error_code', nullable: true })
  errorCode!: ParseErrorCode | null;

  @Column('text', { nullable: true })
  filename!: string | null;

  @Column('text', { name: 'content_type', nullable: true })
  contentType!: string | null;

  @Column('bigint', { name: 'size_bytes', transformer: bigintAsNumber })
  sizeBytes!: number;

  @Column('char', { length: 64, nullable: true })
  sha256!: string | null;

  @Column('text', { array: true })
  tags!: string[];

  @Column('text', { nullable: true })
  locale!: string | null;

  @Column('text', { name: 'external_ref', nullable: true })
  externalRef!: string | null;

  @Column('text', { name: 'object_key', nullable: true })
  objectKey!: string | null;

  @Column('jsonb')
  warnings!: AssetWarning[];

  @Column('date', { name: 'reference_date' })
  referenceDate!: string;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  @Column('boolean', { name: 'delete_after_parse' })
  deleteAfterParse!: boolean;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  @Column('timestamptz', { name: 'started_at', nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt!: Date | null;

  @Column('timestamptz', { name: 'deleted_at', nullable: true })
  deletedAt!: Date | null;
}
