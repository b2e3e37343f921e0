import type { ApiFeature } from '../api-feature.js';
import { UploadsController } from '../uploads/uploads.controller.js';
import { UploadsService } from '../uploads/uploads.service.js';
import { AssetsController } from './assets.controller.js';
import { AssetsService } from './assets.service.js';
import { FILES_OPERATIONS } from './files.operations.js';

export const filesFeature: ApiFeature = {
  tag: 'Files',
  controllers: [UploadsController, AssetsController],
  providers: () => [UploadsService, AssetsService],
  operations: FILES_OPERATIONS,
  schemas: {},
};
