import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import type { Plan } from '../types.js';

/** The account of an organisation: whatever is stored belongs to one. */
@Entity('accounts')
export class Account {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  plan!: Plan;

  @Column('integer')
  credits!: number;

  /** Requests a minute where the account has a rate of its own; null: the plan's. */
  @Column('integer', { name: 'rate_per_minute', nullable: true })
  ratePerMinute!: number | null;

  @Column('integer', { name: 'rate_per_day', nullable: true })
  ratePerDay!: number | null;

  /** False until an operator grants it: people may log in, API keys are refused. */
  @Column('boolean', { name: 'api_access_enabled' })
  apiAccessEnabled!: boolean;

  /** Scans a month that the organisation pays for anyway; null: the plan's. */
  @Column('integer', { name: 'committed_scans', nullable: true })
  committedScans!: number | null;

  /** Scans a month at which requests are refused; null: the plan's. */
  @Column('integer', { name: 'hard_cap_scans', nullable: true })
  hardCapScans!: number | null;

  /** Set for the account that an organisation's test keys work on. */
  @Column('uuid', { name: 'sandbox_of', nullable: true })
  sandboxOf!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
