import { Inject, Injectable } from '@nestjs/common';
import type { StoredRecord } from '@vitamill/persistence';
import type { Tagged } from '../http/conditional.js';
import { asUuid } from '../http/uuid.js';
import { RecordFinder } from './find-record.js';

/** A record with the tag of what is shown: with provenance it changes with every version, without it only with its content. */
export const tagRecord = (stored: StoredRecord, withProvenance: boolean): Tagged =>
  withProvenance
    ? { etag: `${stored.etag}-p${stored.version}`, body: { ...stored.record, provenance: stored.provenance } }
    : { etag: stored.etag, body: stored.record };

@Injectable()
export class MasterService {
  constructor(@Inject(RecordFinder) private readonly finder: RecordFinder) {}

  async find(accountId: string, id: string, options: { withProvenance: boolean; version?: number }) {
    const stored = await this.finder.find(accountId, asUuid(id, 'asset'), options.version);
    return { version: stored.version, tagged: tagRecord(stored, options.withProvenance) };
  }
}
