import type { ApiFeature } from '../api-feature.js';
import { displaySchemas } from '../openapi/display-operation.js';
import { DATA_OPERATIONS } from './data.operations.js';
import { DisplayController } from './display.controller.js';
import { DisplayService } from './display.service.js';
import { RecordFinder } from './find-record.js';
import { MasterController } from './master.controller.js';
import { MasterService } from './master.service.js';

export const dataFeature: ApiFeature = {
  tag: 'Data',
  controllers: [MasterController, DisplayController],
  providers: () => [RecordFinder, MasterService, DisplayService],
  operations: DATA_OPERATIONS,
  schemas: displaySchemas(),
};
