import type { DataSource, EntityManager } from 'typeorm';
import { decodeCursor, encodeCursor } from '../cursor.js';
import { newId } from '../ids.js';
import { queryNamed } from '../named-statement.js';
import { SqlParameters } from '../sql-parameters.js';
import { asSystem, withTenant } from '../tenant-context.js';
import { InvalidCursorError } from '../types.js';

export type AuditActor =
  | { readonly kind: 'key' | 'person'; readonly id: string }
  | { readonly kind: 'system'; readonly id: null };

export interface NewAuditEntry {
  readonly accountId: string;
  readonly actor: AuditActor;
  /** What was done: a method and route, or the name of what the service did by itself. */
  readonly action: string;
  /** Assets, jobs and whatever else it was about. */
  readonly subjects: readonly string[];
  readonly requestId: string | null;
}

export interface AuditEntry {
  readonly id: string;
  readonly at: Date;
  readonly actorKind: AuditActor['kind'];
  readonly actorId: string | null;
  readonly action: string;
  readonly subjects: readonly string[];
  readonly requestId: string | null;
}

export interface AuditFilters {
  readonly subjectId?: string;
  readonly actorId?: string;
  readonly action?: string;
  readonly after?: Date;
  readonly before?: Date;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** In the transaction of what it tells of. Ids only: nothing of a CV. */
export async function writeAudit(manager: Pick<EntityManager, 'query'>, entry: NewAuditEntry): Promise<void> {
  const { text, values } = insertion([entry]);
  await manager.query(text, values);
}

function insertion(entries: readonly NewAuditEntry[]): { text: string; values: unknown[] } {
  const parameters = new SqlParameters();
  const rows = entries.map((entry) => {
    const subjects = entry.subjects.filter((subject) => UUID.test(subject));
    const { accountId, actor, action, requestId } = entry;
    const values = [newId(), accountId, actor.kind, actor.id, action, subjects, requestId];
    return `(${values.map((value) => parameters.add(value)).join(', ')})`;
  });
  const columns = 'id, account_id, actor_kind, actor_id, action, subjects, request_id';
  return { text: `INSERT INTO audit_log (${columns}) VALUES ${rows.join(', ')}`, values: parameters.values };
}

/** Statements of so many entries are parsed once a connection; more seldom come together. */
const MOST_AT_ONCE = 20;

interface WaitingEntry {
  readonly entry: NewAuditEntry;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** Who read or changed what. The table refuses every change of what stands in it. */
export class AuditRepository {
  private waiting: WaitingEntry[] = [];
  private isWriting = false;

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Of what was only read; done when it stands in the table. What comes up while others are being written goes with the next
   * statement: busy readers share a round trip, and the disk's promise that it is kept.
   */
  write(entry: NewAuditEntry): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ entry, resolve, reject });
      if (!this.isWriting) void this.writeWaiting();
    });
  }

  private async writeWaiting(): Promise<void> {
    this.isWriting = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, MOST_AT_ONCE);
      const isWritten = await this.insert(batch).then(
        () => true,
        () => false,
      );
      // One that cannot be written must not take the others along.
      for (const { entry, resolve, reject } of batch)
        if (isWritten) resolve();
        else await this.insert([{ entry }]).then(resolve, reject);
    }
    this.isWriting = false;
  }

  /** On the connection that just read what the entry tells of; entries of several organisations are the service's own. */
  private async insert(batch: readonly Pick<WaitingEntry, 'entry'>[]): Promise<void> {
    const entries = batch.map(({ entry }) => entry);
    const { text, values } = insertion(entries);
    const run = () => queryNamed(this.dataSource, { name: `audit_${entries.length}`, text }, values);
    const [first, ...others] = entries;
    await (first && others.length === 0 ? withTenant({ accountId: first.accountId, keyId: null }, run) : asSystem(run));
  }

  /** Newest first. */
  async list(
    accountId: string,
    filters: AuditFilters,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: AuditEntry[]; nextCursor: string | null }> {
    let before: string | null = null;
    if (cursor !== null) {
      const [id] = decodeCursor(cursor, 'audit', 1);
      if (typeof id !== 'string' || !UUID.test(id)) throw new InvalidCursorError();
      before = id;
    }
    const found: AuditEntry[] = await this.dataSource.query(
      `SELECT id, at, actor_kind AS "actorKind", actor_id AS "actorId", action, subjects, request_id AS "requestId"
       FROM audit_log WHERE account_id = $1 AND ($2::uuid IS NULL OR subjects @> ARRAY[$2::uuid])
         AND ($3::uuid IS NULL OR actor_id = $3) AND ($4::text IS NULL OR action = $4)
         AND ($5::timestamptz IS NULL OR at >= $5) AND ($6::timestamptz IS NULL OR at < $6)
         AND ($7::uuid IS NULL OR id < $7)
       ORDER BY id DESC LIMIT $8`,
      [
        accountId,
        filters.subjectId ?? null,
        filters.actorId ?? null,
        filters.action ?? null,
        filters.after ?? null,
        filters.before ?? null,
        before,
        limit + 1,
      ],
    );
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: found.length > limit && last ? encodeCursor('audit', [last.id]) : null };
  }
}
