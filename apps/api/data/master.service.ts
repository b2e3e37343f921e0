import { Inject, Injectable } from '@nestjs/common';
import { exportRecord } from '@vitamill/exports';
import type { StoredRecord } from '@vitamill/persistence';
import { type FieldError, validationError } from '../errors/api-errors.js';
import type { Tagged } from '../http/conditional.js';
import { asUuid } from '../http/uuid.js';
import { RecordFinder } from './find-record.js';
import type { MasterQuery } from './master.query.js';

/** A record with the tag of what is shown: with provenance it changes with every version, without it only with its content. */
export const tagRecord = (stored: StoredRecord, withProvenance: boolean): Tagged =>
  withProvenance
    ? { etag: `${stored.etag}-p${stored.version}`, body: { ...stored.record, provenance: stored.provenance } }
    : { etag: stored.etag, body: stored.record };

/** Part of the tags of exports: changes whenever the same record can give another export. */
const EXPORT_VERSION = 1;

const excludes = (field: string, message: string): FieldError => ({ field, code: 'invalid_value', message });

@Injectable()
export class MasterService {
  constructor(@Inject(RecordFinder) private readonly finder: RecordFinder) {}

  /** The record in another format; its tag names the format too. Throws ApiError where parameters exclude each other. */
  async export(accountId: string, id: string, { format, hide, version, withProvenance }: MasterQuery) {
    const errors = [
      ...(withProvenance && format ? [excludes('include', 'format has no provenance.')] : []),
      ...(hide && format !== 'redacted' ? [excludes('hide', 'hide needs format=redacted.')] : []),
    ];
    if (errors.length > 0) throw validationError(errors);
    if (!format) return null;
    const stored = await this.finder.find(accountId, asUuid(id, 'asset'), version);
    const hidden = { institutions: hide?.includes('institutions'), places: hide?.includes('places') };
    const { mediaType, body, extension } = exportRecord(stored.record, format, hidden);
    const etag = `${stored.etag}-${format}-${EXPORT_VERSION}${[...new Set(hide)].sort().join('')}`;
    return { version: stored.version, etag, mediaType, body, filename: `${stored.assetId}.${extension}` };
  }

  async find(accountId: string, id: string, options: { withProvenance: boolean; version?: number }) {
    const stored = await this.finder.find(accountId, asUuid(id, 'asset'), options.version);
    return { version: stored.version, tagged: tagRecord(stored, options.withProvenance) };
  }
}
