import { json, type Operations } from '../openapi/operation.js';

const string = { type: 'string' };

const page = (type: string) => ({ description: 'OK', content: { [type]: { schema: string } } });
export const SERVICE_OPERATIONS: Operations = {
  '/api/health/live': {
    get: {
      id: 'getLiveness',
      tag: 'Service',
      summary: 'The process answers.',
      scope: null,
      success: { '200': json('Live', 'Alive') },
      errors: [],
    },
  },
  '/api/health/ready': {
    get: {
      id: 'getReadiness',
      tag: 'Service',
      summary: 'Database, queue and storage work.',
      scope: null,
      success: { '200': json('Ready', 'Ready') },
      errors: ['not_healthy'],
    },
  },
  '/api/metrics': {
    get: {
      id: 'getMetrics',
      tag: 'Service',
      summary: 'Prometheus metrics.',
      scope: null,
      success: { '200': page('text/plain') },
      errors: [],
    },
  },
  '/api/openapi.json': {
    get: {
      id: 'getOpenApi',
      tag: 'Service',
      summary: 'This document.',
      scope: null,
      success: { '200': { description: 'OK', content: { 'application/json': { schema: { type: 'object' } } } } },
      errors: [],
    },
  },
  '/api/docs': {
    get: {
      id: 'getDocs',
      tag: 'Service',
      summary: 'This document as a page.',
      scope: null,
      success: { '200': page('text/html') },
      errors: [],
    },
  },
  '/api/docs/{name}': {
    get: {
      id: 'getDocsFile',
      tag: 'Service',
      summary: 'A file of the docs page.',
      scope: null,
      parameters: [{ name: 'name', in: 'path', required: true, schema: string }],
      success: { '200': page('*/*') },
      errors: ['not_found'],
    },
  },
};
