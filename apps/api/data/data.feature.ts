import type { ApiFeature } from '../api-feature.js';
import { DATA_OPERATIONS } from './data.operations.js';
import { RecordFinder } from './find-record.js';
import { MasterController } from './master.controller.js';
import { MasterService } from './master.service.js';

export const dataFeature: ApiFeature = {
  tag: 'Data',
  controllers: [MasterController],
  providers: () => [RecordFinder, MasterService],
  operations: DATA_OPERATIONS,
  schemas: {},
};
