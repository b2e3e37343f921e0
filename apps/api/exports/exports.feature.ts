import { LinkSigner } from '@vitamill/cryptography';
import { ExportRepository } from '@vitamill/persistence';
import type { ApiFeature } from '../api-feature.js';
import { ExportDownloads } from './export-downloads.service.js';
import { ExportsController } from './exports.controller.js';
import { EXPORTS_OPERATIONS, EXPORTS_SCHEMAS } from './exports.operations.js';
import { ExportsService } from './exports.service.js';

/** Display rows as files that a worker makes. */
export const exportsFeature: ApiFeature = {
  tag: 'Exports',
  controllers: [ExportsController],
  providers: ({ dataSource, settings }) => [
    { provide: ExportRepository, useValue: new ExportRepository(dataSource) },
    { provide: LinkSigner, useValue: new LinkSigner(settings.secretKeys, 'exports') },
    ExportsService,
    ExportDownloads,
  ],
  operations: EXPORTS_OPERATIONS,
  schemas: EXPORTS_SCHEMAS,
};
