import { Inject, Injectable } from '@nestjs/common';
import { AuditRepository, type PrivacySettings, RetentionRepository } from '@vitamill/persistence';
import { notFound } from '../errors/api-errors.js';
import type { AuditQuery, PrivacySettingsBody } from './privacy.body.js';

const DEFAULT_LIMIT = 100;

/** How long an account keeps what it has, and who did what with it. */
@Injectable()
export class PrivacyService {
  constructor(
    @Inject(RetentionRepository) private readonly retention: RetentionRepository,
    @Inject(AuditRepository) private readonly audit: AuditRepository,
  ) {}

  async settings(accountId: string) {
    return presentSettings(await this.retention.settings(accountId));
  }

  async changeSettings(accountId: string, body: PrivacySettingsBody) {
    const change = {
      retentionDays: body.retention_days,
      deleteAfterParse: body.delete_after_parse,
      creditsLowThreshold: body.credits_low_threshold,
    };
    return presentSettings(await this.retention.changeSettings(accountId, change));
  }

  async log(accountId: string, query: AuditQuery) {
    const limit = query.limit ?? DEFAULT_LIMIT;
    const filters = {
      subjectId: query.subject_id,
      actorId: query.actor_id,
      action: query.action,
      after: query.after ? new Date(query.after) : undefined,
      before: query.before ? new Date(query.before) : undefined,
    };
    const { items, nextCursor } = await this.audit.list(accountId, filters, query.cursor ?? null, limit);
    return {
      items: items.map((entry) => ({
        entry_id: entry.id,
        at: entry.at.toISOString(),
        actor: { kind: entry.actorKind, id: entry.actorId },
        action: entry.action,
        subjects: entry.subjects,
        request_id: entry.requestId,
      })),
      limit,
      next_cursor: nextCursor,
    };
  }
}

function presentSettings(settings: PrivacySettings | null) {
  if (!settings) throw notFound('account');
  return {
    retention_days: settings.retentionDays,
    delete_after_parse: settings.deleteAfterParse,
    credits_low_threshold: settings.creditsLowThreshold,
  };
}
