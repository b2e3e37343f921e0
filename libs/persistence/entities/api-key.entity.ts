import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

@Entity('api_keys')
export class ApiKey {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  /** The id that people see. */
  @Column({ type: 'integer', insert: false, update: false })
  number!: number;

  /** The person who made the key and on whose behalf it works; null where an operator made it. */
  @Column('uuid', { name: 'user_id', nullable: true })
  userId!: string | null;

  @Column('text')
  name!: string;

  /** The first characters of the key, by which its owner recognises it. */
  @Column('varchar', { name: 'key_prefix', length: 20 })
  keyPrefix!: string;

  /** HMAC-SHA-256 in hex; never selected unless asked for. */
  @Column('char', { name: 'key_hash', length: 64, select: false })
  keyHash!: string;

  @Column('text', { array: true })
  scopes!: string[];

  /** Addresses and networks that the key works from; empty: all. */
  @Column('text', { name: 'allowed_addresses', array: true, default: [] })
  allowedAddresses!: string[];

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
