import type { DataSource } from 'typeorm';
import { newId } from '../ids.js';
import { rowsOf } from '../rows-of.js';
import type { Plan } from '../types.js';
import type { MemberRole, SessionPerson } from './types.js';

interface SessionRow {
  readonly session_id: string;
  readonly user_id: string;
  readonly email: string;
  readonly name: string | null;
  readonly email_confirmed_at: Date | null;
  readonly user_created_at: Date;
  readonly account_id: string | null;
  readonly organisation: string;
  readonly plan: Plan;
  readonly rate_per_minute: number | null;
  readonly rate_per_day: number | null;
  readonly api_access_enabled: boolean;
  readonly role: MemberRole;
}

export type Rotation =
  | { readonly kind: 'rotated'; readonly sessionId: string }
  | { readonly kind: 'unknown' }
  /** The token was used before: somebody has a copy, so the session is ended. */
  | { readonly kind: 'reused' };

/** Logins, each with a chain of refresh tokens of which only the last is good. Tokens are kept as SHA-256, hex. */
export class SessionRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** `accountId`: the organisation that the person works for, null where there is none. */
  async start(userId: string, accountId: string | null, tokenHash: string, days: number): Promise<string> {
    const id = newId();
    await this.dataSource.transaction(async (manager) => {
      await manager.query(
        `INSERT INTO sessions (id, user_id, account_id, expires_at) VALUES ($1, $2, $3, now() + make_interval(days => $4))`,
        [id, userId, accountId, days],
      );
      await manager.query('INSERT INTO refresh_tokens (token_hash, session_id) VALUES ($1, $2)', [tokenHash, id]);
    });
    return id;
  }

  /** Takes a refresh token and puts the next one in its place. */
  async rotate(tokenHash: string, nextHash: string): Promise<Rotation> {
    return this.dataSource.transaction(async (manager) => {
      const [token] = rowsOf<{ session_id: string; used_at: Date | null }>(
        await manager.query(
          `SELECT t.session_id, t.used_at FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id
           WHERE t.token_hash = $1 AND s.revoked_at IS NULL AND s.expires_at > now() FOR UPDATE`,
          [tokenHash],
        ),
      );
      if (!token) return { kind: 'unknown' };
      if (token.used_at) {
        await manager.query('UPDATE sessions SET revoked_at = now() WHERE id = $1', [token.session_id]);
        return { kind: 'reused' };
      }
      await manager.query('UPDATE refresh_tokens SET used_at = now() WHERE token_hash = $1', [tokenHash]);
      await manager.query('INSERT INTO refresh_tokens (token_hash, session_id) VALUES ($1, $2)', [
        nextHash,
        token.session_id,
      ]);
      return { kind: 'rotated', sessionId: token.session_id };
    });
  }

  /** Who works under the session; null where it has ended. Role and organisation are those of this moment. */
  async find(sessionId: string): Promise<SessionPerson | null> {
    const [row] = rowsOf<SessionRow>(
      await this.dataSource.query(
        `SELECT s.id AS session_id, u.id AS user_id, u.email, u.name, u.email_confirmed_at, u.created_at AS user_created_at,
           m.account_id, a.name AS organisation, a.plan, a.rate_per_minute, a.rate_per_day, a.api_access_enabled, m.role
         FROM sessions s JOIN users u ON u.id = s.user_id
           LEFT JOIN memberships m ON m.user_id = s.user_id AND m.account_id = s.account_id
           LEFT JOIN accounts a ON a.id = m.account_id
         WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > now()`,
        [sessionId],
      ),
    );
    if (!row) return null;
    return {
      sessionId: row.session_id,
      person: {
        id: row.user_id,
        email: row.email,
        name: row.name,
        emailConfirmedAt: row.email_confirmed_at,
        createdAt: row.user_created_at,
      },
      account:
        row.account_id === null
          ? null
          : {
              id: row.account_id,
              name: row.organisation,
              plan: row.plan,
              ratePerMinute: row.rate_per_minute,
              ratePerDay: row.rate_per_day,
              apiAccessEnabled: row.api_access_enabled,
              role: row.role,
            },
    };
  }

  /** Lets the session work for another organisation of the person's; false where they are not in it. */
  async switchTo(sessionId: string, accountId: string): Promise<boolean> {
    const rows = await this.dataSource.query(
      `UPDATE sessions SET account_id = $2 WHERE id = $1
         AND EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = sessions.user_id AND m.account_id = $2) RETURNING id`,
      [sessionId, accountId],
    );
    return rowsOf(rows).length > 0;
  }

  async end(sessionId: string): Promise<void> {
    await this.dataSource.query('UPDATE sessions SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL', [
      sessionId,
    ]);
  }

  /** The session that a refresh token belongs to, used or not. */
  async findByToken(tokenHash: string): Promise<string | null> {
    const [row] = rowsOf<{ session_id: string }>(
      await this.dataSource.query('SELECT session_id FROM refresh_tokens WHERE token_hash = $1', [tokenHash]),
    );
    return row?.session_id ?? null;
  }
}
