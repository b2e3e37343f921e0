import { Inject, Injectable } from '@nestjs/common';
import {
  AssetRepository,
  BASE_STATUSES,
  TrackedJobRepository,
  type TrackerOwner,
  type TrackerSettings,
  TrackerSettingsRepository,
} from '@vitamill/persistence';
import type { FastifyRequest } from 'fastify';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { ApiError, validationError } from '../errors/api-errors.js';
import { checkShape } from '../http/check-shape.js';
import { readJsonBody } from '../http/json-body.js';
import { settingsBody } from './job.bodies.js';

const MAX_BYTES = 64 * 1024;

/** The stages beyond the five statuses, and the CV that jobs are scored against. */
@Injectable()
export class TrackerSettingsService {
  constructor(
    @Inject(TrackerSettingsRepository) private readonly trackerSettings: TrackerSettingsRepository,
    @Inject(TrackedJobRepository) private readonly jobs: TrackedJobRepository,
    @Inject(AssetRepository) private readonly assets: AssetRepository,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  async find(owner: TrackerOwner) {
    return present(await this.trackerSettings.find(owner));
  }

  async change(owner: TrackerOwner, request: FastifyRequest) {
    const { bodyIdleMilliseconds: idleMilliseconds } = this.settings;
    const body = checkShape(settingsBody, await readJsonBody(request.raw, { maxBytes: MAX_BYTES, idleMilliseconds }));
    const current = await this.trackerSettings.find(owner);
    const next: TrackerSettings = {
      stages: body.stages ?? current.stages,
      cvAssetId: body.cv_asset_id === undefined ? current.cvAssetId : (body.cv_asset_id?.toLowerCase() ?? null),
      timeZone: body.time_zone ?? current.timeZone,
      reminderMails: body.reminder_mails ?? current.reminderMails,
      webhookEvents: body.webhook_events ?? current.webhookEvents,
      autoScore: body.auto_score ?? current.autoScore,
    };
    await this.assertStages(owner, next.stages);
    if (next.cvAssetId && !(await this.assets.find(owner.accountId, next.cvAssetId)))
      throw validationError([
        { field: 'cv_asset_id', code: 'not_found', message: 'cv_asset_id: there is no such asset.' },
      ]);
    await this.trackerSettings.save(owner, next);
    return present(next);
  }

  private async assertStages(owner: TrackerOwner, stages: TrackerSettings['stages']): Promise<void> {
    const names = stages.map(({ name }) => name);
    const known: readonly string[] = BASE_STATUSES;
    if (new Set(names).size < names.length || names.some((name) => known.includes(name)))
      throw validationError([
        {
          field: 'stages',
          code: 'duplicate_name',
          message: `stages: names must differ from each other and from ${known.join(', ')}.`,
        },
      ]);
    const orphaned = (await this.jobs.usedStatuses(owner)).filter((status) => ![...known, ...names].includes(status));
    if (orphaned.length > 0)
      throw new ApiError('conflict', `Jobs stand in the stages ${orphaned.join(', ')}. Move them first.`);
  }
}

const present = (settings: TrackerSettings) => ({
  data: {
    statuses: [...BASE_STATUSES, ...settings.stages.map(({ name }) => name)],
    stages: settings.stages,
    cv_asset_id: settings.cvAssetId,
    time_zone: settings.timeZone,
    reminder_mails: settings.reminderMails,
    webhook_events: settings.webhookEvents,
    auto_score: settings.autoScore,
  },
});
