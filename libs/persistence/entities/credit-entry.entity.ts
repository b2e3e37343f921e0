import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import type { CreditReason } from '../types.js';

@Entity('credit_entries')
export class CreditEntry {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  @Column('integer')
  delta!: number;

  @Column('text')
  reason!: CreditReason;

  /** The asset or the synchronous parse that the entry is about; null for grants. */
  @Column('uuid', { name: 'reference_id', nullable: true })
  referenceId!: string | null;

  @Column('integer', { name: 'balance_after' })
  balanceAfter!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
