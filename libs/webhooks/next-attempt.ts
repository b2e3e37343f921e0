import { WEBHOOK_SCHEDULES, type WebhookSchedule } from '@vitamill/domain';

/** Seconds until the next attempt after so many failed ones; null where that was the last. */
export const nextAttemptAfter = (failedAttempts: number, schedule: WebhookSchedule): number | null =>
  (WEBHOOK_SCHEDULES[schedule] as readonly number[])[failedAttempts - 1] ?? null;
