import type { ParseErrorCode } from '@vitamill/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Task, TaskKind, TaskStatus } from '../types.js';

@Entity('tasks')
export class TaskEntity implements Task {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'asset_id' })
  assetId!: string;

  @Column('uuid', { name: 'parent_id', nullable: true })
  parentId!: string | null;

  @Column('text')
  kind!: TaskKind;

  /** Order among the children of a parent, from 1; 0 for the parent. */
  @Column('smallint')
  position!: number;

  @Column('text')
  status!: TaskStatus;

  @Column('real')
  progress!: number;

  @Column('timestamptz', { name: 'started_at', nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt!: Date | null;

  @Column('text', { name: 'error_code', nullable: true })
  errorCode!: ParseErrorCode | null;
}
