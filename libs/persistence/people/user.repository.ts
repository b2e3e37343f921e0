import type { DataSource, EntityManager } from 'typeorm';
import { Account } from '../entities/account.entity.js';
import { newId } from '../ids.js';
import { rowsOf } from '../rows-of.js';
import type { Membership, Person } from './types.js';

const PERSON = `id, email, name, email_confirmed_at AS "emailConfirmedAt", created_at AS "createdAt"`;

export interface NewPerson {
  /** Lower case. */
  readonly email: string;
  readonly name: string | null;
  readonly passwordHash: string;
  /** Of the organisation that is made for the person, who owns it. */
  readonly organisation: string;
}

export type TokenPurpose = 'confirm_email' | 'reset_password';

/** People and what proves that they are who they say. Tokens are given and kept as SHA-256, hex. */
export class UserRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** A person with an organisation of their own; null where the address is taken. API access is granted later. */
  async signUp(person: NewPerson): Promise<Person | null> {
    return this.dataSource.transaction(async (manager) => {
      const created = await insertUser(manager, person);
      if (!created) return null;
      const accountId = newId();
      await manager.insert(Account, { id: accountId, name: person.organisation, plan: 'free', credits: 0 });
      await manager.query(`INSERT INTO memberships (account_id, user_id, role) VALUES ($1, $2, 'owner')`, [
        accountId,
        created.id,
      ]);
      return created;
    });
  }

  /** A person who comes by an invitation: the link proved the address. */
  async signUpInvited(person: NewPerson, tokenHash: string): Promise<Person | 'email_taken' | 'no_invitation'> {
    return this.dataSource
      .transaction(async (manager) => {
        const [invitation] = rowsOf<{ account_id: string; role: string }>(
          await manager.query(
            `DELETE FROM invitations WHERE token_hash = $1 AND email = $2 AND expires_at > now() RETURNING account_id, role`,
            [tokenHash, person.email],
          ),
        );
        if (!invitation) return 'no_invitation';
        const created = await insertUser(manager, person);
        // Whoever has an account logs in and accepts: the invitation must stay.
        if (!created) throw new EmailTaken();
        await manager.query('INSERT INTO memberships (account_id, user_id, role) VALUES ($1, $2, $3)', [
          invitation.account_id,
          created.id,
          invitation.role,
        ]);
        await manager.query('UPDATE users SET email_confirmed_at = now() WHERE id = $1', [created.id]);
        return { ...created, emailConfirmedAt: new Date() };
      })
      .catch((error: unknown) => {
        if (error instanceof EmailTaken) return 'email_taken' as const;
        throw error;
      });
  }

  async findByEmail(email: string): Promise<{ person: Person; passwordHash: string } | null> {
    const [row] = rowsOf<Person & { passwordHash: string }>(
      await this.dataSource.query(`SELECT ${PERSON}, password_hash AS "passwordHash" FROM users WHERE email = $1`, [
        email,
      ]),
    );
    if (!row) return null;
    const { passwordHash, ...person } = row;
    return { person, passwordHash };
  }

  async passwordHashOf(userId: string): Promise<string | null> {
    const [row] = rowsOf<{ password_hash: string }>(
      await this.dataSource.query('SELECT password_hash FROM users WHERE id = $1', [userId]),
    );
    return row?.password_hash ?? null;
  }

  /** The organisations that somebody is in, the oldest membership first. */
  async membershipsOf(userId: string): Promise<Membership[]> {
    return this.dataSource.query(
      `SELECT m.account_id AS "accountId", a.name AS organisation, m.role
       FROM memberships m JOIN accounts a ON a.id = m.account_id
       WHERE m.user_id = $1 ORDER BY m.created_at, m.account_id`,
      [userId],
    );
  }

  /** Earlier tokens for the same purpose end. */
  async issueToken(
    userId: string,
    purpose: TokenPurpose,
    tokenHash: string,
    options: { readonly minutes: number; readonly redirectTo?: string | null },
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query('DELETE FROM user_tokens WHERE user_id = $1 AND purpose = $2', [userId, purpose]);
      await manager.query(
        `INSERT INTO user_tokens (token_hash, user_id, purpose, redirect_to, expires_at)
         VALUES ($1, $2, $3, $4, now() + make_interval(mins => $5))`,
        [tokenHash, userId, purpose, options.redirectTo ?? null, options.minutes],
      );
    });
  }

  /** Null where the token is unknown, used or expired. */
  async confirmEmail(tokenHash: string): Promise<{ redirectTo: string | null } | null> {
    return this.dataSource.transaction(async (manager) => {
      const token = await takeToken(manager, 'confirm_email', tokenHash);
      if (!token) return null;
      await manager.query('UPDATE users SET email_confirmed_at = coalesce(email_confirmed_at, now()) WHERE id = $1', [
        token.user_id,
      ]);
      return { redirectTo: token.redirect_to };
    });
  }

  /**
   * Sets the password, ends all sessions and, since the mail arrived, confirms the address, which it gives. Null where the
   * token is unknown, used or expired.
   */
  async resetPassword(tokenHash: string, passwordHash: string): Promise<string | null> {
    return this.dataSource.transaction(async (manager) => {
      const token = await takeToken(manager, 'reset_password', tokenHash);
      if (!token) return null;
      const [user] = rowsOf<{ email: string }>(
        await manager.query(
          `UPDATE users SET password_hash = $2, email_confirmed_at = coalesce(email_confirmed_at, now()) WHERE id = $1
           RETURNING email`,
          [token.user_id, passwordHash],
        ),
      );
      await manager.query('UPDATE sessions SET revoked_at = now() WHERE user_id = $1 AND revoked_at IS NULL', [
        token.user_id,
      ]);
      return user?.email ?? null;
    });
  }

  /** Sets the password and ends every session but the one at hand. */
  async changePassword(userId: string, passwordHash: string, sessionId: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query('UPDATE users SET password_hash = $2 WHERE id = $1', [userId, passwordHash]);
      await manager.query(
        'UPDATE sessions SET revoked_at = now() WHERE user_id = $1 AND id <> $2 AND revoked_at IS NULL',
        [userId, sessionId],
      );
    });
  }
}

class EmailTaken extends Error {}

async function insertUser(manager: EntityManager, person: NewPerson): Promise<Person | null> {
  const rows = rowsOf<Person>(
    await manager.query(
      `INSERT INTO users (id, email, name, password_hash) VALUES ($1, $2, $3, $4)
       ON CONFLICT (email) DO NOTHING RETURNING ${PERSON}`,
      [newId(), person.email, person.name, person.passwordHash],
    ),
  );
  return rows[0] ?? null;
}

async function takeToken(manager: EntityManager, purpose: TokenPurpose, tokenHash: string) {
  const rows = rowsOf<{ user_id: string; redirect_to: string | null }>(
    await manager.query(
      `DELETE FROM user_tokens WHERE token_hash = $1 AND purpose = $2 AND expires_at > now() RETURNING user_id, redirect_to`,
      [tokenHash, purpose],
    ),
  );
  return rows[0] ?? null;
}
