import type { MasterRecord } from '@vitamill/domain';
import { type RedactOptions, redact } from './redact.js';
import { toEuropass } from './to-europass.js';
import { toHrOpen } from './to-hr-open.js';
import { toJsonResume } from './to-json-resume.js';
import { toSchemaOrg } from './to-schema-org.js';
import { toVcard } from './to-vcard.js';

export const EXPORT_FORMATS = ['json-resume', 'europass', 'hr-open', 'schema-org', 'vcard', 'redacted'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportedRecord {
  readonly mediaType: string;
  readonly body: string;
  /** Ending of a file's name. */
  readonly extension: string;
}

const asJson = (value: object, mediaType = 'application/json'): ExportedRecord => ({
  mediaType: `${mediaType}; charset=utf-8`,
  body: JSON.stringify(value),
  extension: 'json',
});

/** A record in another format. The same record gives the same bytes. `options` count for `redacted`. */
export function exportRecord(record: MasterRecord, format: ExportFormat, options: RedactOptions = {}): ExportedRecord {
  switch (format) {
    case 'json-resume':
      return asJson(toJsonResume(record));
    case 'europass':
      return { mediaType: 'application/xml; charset=utf-8', body: toEuropass(record), extension: 'xml' };
    case 'hr-open':
      return asJson(toHrOpen(record));
    case 'schema-org':
      return asJson(toSchemaOrg(record), 'application/ld+json');
    case 'vcard':
      return { mediaType: 'text/vcard; charset=utf-8', body: toVcard(record), extension: 'vcf' };
    case 'redacted':
      return asJson(redact(record, options));
  }
}
