import type { DataSource, EntityManager } from 'typeorm';
import { newId } from '../ids.js';
import { rowsOf } from '../rows-of.js';
import type { Invitation, Member, MemberRole } from './types.js';

const INVITATION = `id, email, role, created_at AS "createdAt", expires_at AS "expiresAt"`;

export type MemberChange = 'changed' | 'unknown' | 'last_owner';

/** Who is in an organisation, and who is asked in. */
export class OrganisationRepository {
  constructor(private readonly dataSource: DataSource) {}

  async rename(accountId: string, name: string): Promise<void> {
    await this.dataSource.query('UPDATE accounts SET name = $2 WHERE id = $1', [accountId, name]);
  }

  members(accountId: string): Promise<Member[]> {
    return this.dataSource.query(
      `SELECT u.id AS "userId", u.email, u.name, m.role, m.created_at AS "createdAt"
       FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.account_id = $1 ORDER BY m.created_at, u.id`,
      [accountId],
    );
  }

  /** An organisation keeps at least one owner. */
  changeRole(accountId: string, userId: string, role: MemberRole): Promise<MemberChange> {
    return this.dataSource.transaction(async (manager) => {
      const refusal = await refuseChange(manager, accountId, userId, role === 'owner');
      if (refusal) return refusal;
      await manager.query('UPDATE memberships SET role = $3 WHERE account_id = $1 AND user_id = $2', [
        accountId,
        userId,
        role,
      ]);
      return 'changed';
    });
  }

  /** The keys that somebody made end with their membership. */
  remove(accountId: string, userId: string): Promise<MemberChange> {
    return this.dataSource.transaction(async (manager) => {
      const refusal = await refuseChange(manager, accountId, userId, false);
      if (refusal) return refusal;
      await manager.query('DELETE FROM memberships WHERE account_id = $1 AND user_id = $2', [accountId, userId]);
      await manager.query(
        `UPDATE api_keys SET revoked_at = now() WHERE user_id = $2 AND revoked_at IS NULL
           AND account_id IN (SELECT id FROM accounts WHERE id = $1 OR sandbox_of = $1)`,
        [accountId, userId],
      );
      return 'changed';
    });
  }

  /** Null where the person is in the organisation already. Asking the same address again ends the invitation before. */
  async invite(
    accountId: string,
    invitation: {
      readonly email: string;
      readonly role: MemberRole;
      readonly invitedBy: string;
      readonly tokenHash: string;
      readonly days: number;
    },
  ): Promise<Invitation | null> {
    const { email, role, invitedBy, tokenHash, days } = invitation;
    const rows = rowsOf<Invitation>(
      await this.dataSource.query(
        `INSERT INTO invitations (id, account_id, email, role, token_hash, invited_by, expires_at)
         SELECT $1, $2, $3, $4, $5, $6, now() + make_interval(days => $7)
         WHERE NOT EXISTS (SELECT 1 FROM memberships m JOIN users u ON u.id = m.user_id
           WHERE m.account_id = $2 AND u.email = $3)
         ON CONFLICT (account_id, email) DO UPDATE SET id = excluded.id, role = excluded.role,
           token_hash = excluded.token_hash, invited_by = excluded.invited_by, created_at = now(),
           expires_at = excluded.expires_at
         RETURNING ${INVITATION}`,
        [newId(), accountId, email, role, tokenHash, invitedBy, days],
      ),
    );
    return rows[0] ?? null;
  }

  invitations(accountId: string): Promise<Invitation[]> {
    return this.dataSource.query(
      `SELECT ${INVITATION} FROM invitations WHERE account_id = $1 AND expires_at > now() ORDER BY created_at, id`,
      [accountId],
    );
  }

  async withdraw(accountId: string, id: string): Promise<boolean> {
    const rows = await this.dataSource.query('DELETE FROM invitations WHERE account_id = $1 AND id = $2 RETURNING id', [
      accountId,
      id,
    ]);
    return rowsOf(rows).length > 0;
  }

  /** Takes somebody in whom the invitation names; gives the organisation, null where it is unknown, used or expired. */
  async accept(userId: string, email: string, tokenHash: string): Promise<string | null> {
    return this.dataSource.transaction(async (manager) => {
      const [invitation] = rowsOf<{ account_id: string; role: MemberRole }>(
        await manager.query(
          `DELETE FROM invitations WHERE token_hash = $1 AND email = $2 AND expires_at > now() RETURNING account_id, role`,
          [tokenHash, email],
        ),
      );
      if (!invitation) return null;
      await manager.query(
        'INSERT INTO memberships (account_id, user_id, role) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
        [invitation.account_id, userId, invitation.role],
      );
      return invitation.account_id;
    });
  }
}

/** The account's lock keeps two changes at once from leaving it without an owner. */
async function refuseChange(
  manager: EntityManager,
  accountId: string,
  userId: string,
  staysOwner: boolean,
): Promise<'unknown' | 'last_owner' | null> {
  await manager.query('SELECT 1 FROM accounts WHERE id = $1 FOR UPDATE', [accountId]);
  const rows = rowsOf<{ user_id: string; role: MemberRole }>(
    await manager.query('SELECT user_id, role FROM memberships WHERE account_id = $1', [accountId]),
  );
  const member = rows.find((row) => row.user_id === userId);
  if (!member) return 'unknown';
  const otherOwners = rows.filter((row) => row.role === 'owner' && row.user_id !== userId).length;
  return member.role === 'owner' && !staysOwner && otherOwners === 0 ? 'last_owner' : null;
}
