import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { DisplayExportRepository, exportColumns } from '@vitamill/persistence';
import { MEDIA_TYPES, writeTable } from '@vitamill/tables';
import { readDeletionsQuery, readExportQuery } from './export-query.js';

export interface ExportFile {
  readonly stream: Readable;
  readonly mediaType: string;
  readonly filename: string;
}

@Injectable()
export class ExportService {
  constructor(@Inject(DisplayExportRepository) private readonly exports: DisplayExportRepository) {}

  /** The file as it is made: reading ends when the client goes away. */
  export(accountId: string, parameters: Readonly<Record<string, unknown>>): ExportFile {
    const { grain, format, bom, columns: names, updatedAfter, ...selection } = readExportQuery(parameters);
    const columns = exportColumns(grain, names, updatedAfter !== null);
    const rows = this.exports.rows(accountId, grain, selection, names, updatedAfter);
    const chunks = writeTable(format, columns, rows, { bom });
    return {
      stream: Readable.from(chunks, { objectMode: false }),
      mediaType: MEDIA_TYPES[format],
      filename: `${grain.name}.${format}`,
    };
  }

  async deletions(accountId: string, parameters: Readonly<Record<string, unknown>>) {
    const { items, nextCursor } = await this.exports.deletions(accountId, readDeletionsQuery(parameters));
    return {
      items: items.map(({ asset_id, deleted_at }) => ({ asset_id, deleted_at: deleted_at.toISOString() })),
      next_cursor: nextCursor,
    };
  }
}
