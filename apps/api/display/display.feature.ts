import { DisplayExportRepository, DisplayGroupRepository, SummaryRepository } from '@vitamill/persistence';
import type { ApiFeature } from '../api-feature.js';
import { DisplayController } from './display.controller.js';
import { DISPLAY_OPERATIONS, DISPLAY_SCHEMAS } from './display.operations.js';
import { DisplayService } from './display.service.js';
import { ExportController } from './export.controller.js';
import { ExportService } from './export.service.js';
import { SummaryController } from './summary.controller.js';

/** Flat rows for BI tools. */
export const displayFeature: ApiFeature = {
  tag: 'Display',
  controllers: [DisplayController, ExportController, SummaryController],
  providers: ({ dataSource }) => [
    { provide: DisplayGroupRepository, useValue: new DisplayGroupRepository(dataSource) },
    { provide: DisplayExportRepository, useValue: new DisplayExportRepository(dataSource) },
    { provide: SummaryRepository, useValue: new SummaryRepository(dataSource) },
    DisplayService,
    ExportService,
  ],
  operations: DISPLAY_OPERATIONS,
  schemas: DISPLAY_SCHEMAS,
};
