import type { ApiFeature } from '../api-feature.js';
import { ParseController } from './parse.controller.js';
import { PARSE_OPERATIONS } from './parse.operations.js';
import { ParseService } from './parse.service.js';

export const parseFeature: ApiFeature = {
  tag: 'Parse',
  controllers: [ParseController],
  providers: () => [ParseService],
  operations: PARSE_OPERATIONS,
  schemas: {},
};
