import type { ApiFeature } from '../api-feature.js';
import type { Operations } from '../openapi/operation.js';
import { DownloadsController } from './downloads.controller.js';

const tag = 'Downloads';
const file = (description: string, type: string) => ({
  '200': { description, content: { [type]: { schema: { type: 'string' } } } },
});

const DOWNLOADS_OPERATIONS: Operations = {
  '/api/downloads/vitamill.postman_collection.json': {
    get: {
      id: 'downloadPostmanCollection',
      tag,
      summary: 'All requests as a Postman collection 2.1',
      scope: null,
      success: file('The collection', 'application/json'),
      errors: [],
    },
  },
  '/api/downloads/vitamill.http': {
    get: {
      id: 'downloadHttpFile',
      tag,
      summary: 'All requests as a file for the REST clients of editors',
      scope: null,
      success: file('The file', 'text/plain'),
      errors: [],
    },
  },
};

export const downloadsFeature: ApiFeature = {
  tag,
  controllers: [DownloadsController],
  providers: () => [],
  operations: DOWNLOADS_OPERATIONS,
  schemas: {},
};
