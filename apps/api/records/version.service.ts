import { Inject, Injectable } from '@nestjs/common';
import { diffRecords } from '@vitamill/corrections';
import { RecordRepository, type RecordVersion } from '@vitamill/persistence';
import { RecordFinder } from '../data/find-record.js';
import { validationError } from '../errors/api-errors.js';
import { asUuid } from '../http/uuid.js';

/** The versions of a record and what differs between them. */
@Injectable()
export class VersionService {
  constructor(
    @Inject(RecordFinder) private readonly finder: RecordFinder,
    @Inject(RecordRepository) private readonly records: RecordRepository,
  ) {}

  async list(accountId: string, id: string) {
    const assetId = asUuid(id, 'asset');
    await this.finder.find(accountId, assetId);
    return { asset_id: assetId, items: (await this.records.versions(accountId, assetId)).map(presentVersion) };
  }

  /** From one version to another: unless told from the one before the latest to the latest. */
  async diff(accountId: string, id: string, from: number | undefined, to: number | undefined) {
    const assetId = asUuid(id, 'asset');
    const newer = await this.finder.find(accountId, assetId, to);
    if (from === undefined && newer.version === 1)
      throw validationError([
        { field: 'from', code: 'invalid_value', message: 'There is no version before this one; name one in from.' },
      ]);
    const older = await this.finder.find(accountId, assetId, from ?? newer.version - 1);
    return {
      asset_id: assetId,
      from: presentVersion(older),
      to: presentVersion(newer),
      changes: diffRecords(older.record, newer.record),
    };
  }
}

const presentVersion = (version: RecordVersion) => ({
  version: version.version,
  latest: version.latest,
  origin: version.origin,
  schema_version: version.schemaVersion,
  pipeline_version: version.pipelineVersion,
  lexicon_version: version.lexiconVersion,
  taxonomy_versions: version.taxonomyVersions,
  etag: version.etag,
  created_at: version.createdAt.toISOString(),
});
