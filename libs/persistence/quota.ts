import type { EntityManager } from 'typeorm';
import { rowsOf } from './rows-of.js';
import type { Plan } from './types.js';

/** Scans a month where nothing else was agreed: what is paid for anyway, and where requests are refused. */
export const PLAN_QUOTAS = {
  free: { committed: 1_000, hardCap: 1_500 },
  starter: { committed: 10_000, hardCap: 15_000 },
  paid: { committed: 100_000, hardCap: 1_000_000 },
} as const satisfies Record<Plan, { committed: number; hardCap: number }>;

export interface QuotaTaking {
  readonly accountId: string;
  /** Counted for this key too; null where no key asked. */
  readonly keyId: string | null;
  /** CVs. */
  readonly count: number;
}

export type QuotaResult =
  | { readonly kind: 'taken'; readonly used: number; readonly month: string }
  | { readonly kind: 'exceeded'; readonly currentUsage: number; readonly hardCap: number; readonly month: string };

/** The month in UTC that usage is counted in: 2026-05. */
export const billingMonth = (now = new Date()): string => now.toISOString().slice(0, 7);

export const quotaOf = (account: {
  readonly plan: Plan;
  readonly committedScans: number | null;
  readonly hardCapScans: number | null;
}): { committed: number; hardCap: number } => ({
  committed: account.committedScans ?? PLAN_QUOTAS[account.plan].committed,
  hardCap: account.hardCapScans ?? PLAN_QUOTAS[account.plan].hardCap,
});

/** Counts CVs against the month's hard cap, all or none, inside the caller's transaction. A sandbox counts nothing. */
export async function takeQuota(manager: EntityManager, taking: QuotaTaking): Promise<QuotaResult> {
  const { accountId, keyId, count } = taking;
  const month = billingMonth();
  const [account] = rowsOf<{ plan: Plan; committedScans: number | null; hardCapScans: number | null; test: boolean }>(
    await manager.query(
      `SELECT plan, committed_scans AS "committedScans", hard_cap_scans AS "hardCapScans", sandbox_of IS NOT NULL AS test
       FROM accounts WHERE id = $1`,
      [accountId],
    ),
  );
  if (!account) throw new Error('There is no such account.');
  if (account.test) return { kind: 'taken', used: 0, month };
  const { hardCap } = quotaOf(account);
  await manager.query('INSERT INTO quota_months (account_id, month, used) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING', [
    accountId,
    month,
  ]);
  const [taken] = rowsOf<{ used: number }>(
    await manager.query(
      `UPDATE quota_months SET used = used + $3 WHERE account_id = $1 AND month = $2 AND used + $3 <= $4 RETURNING used`,
      [accountId, month, count, hardCap],
    ),
  );
  if (!taken) return { kind: 'exceeded', currentUsage: await usedInMonth(manager, accountId), hardCap, month };
  if (keyId)
    await manager.query(
      `INSERT INTO key_months (key_id, account_id, month, cv_count) VALUES ($1, $2, $3, $4)
       ON CONFLICT (key_id, month) DO UPDATE SET cv_count = key_months.cv_count + excluded.cv_count`,
      [keyId, accountId, month, count],
    );
  return { kind: 'taken', used: taken.used, month };
}

/** CVs that the organisation's keys had scanned this month. */
export async function usedInMonth(manager: EntityManager, accountId: string): Promise<number> {
  const rows = rowsOf<{ used: number }>(
    await manager.query('SELECT used FROM quota_months WHERE account_id = $1 AND month = $2', [
      accountId,
      billingMonth(),
    ]),
  );
  return rows[0]?.used ?? 0;
}
