import { TaxonomyRepository } from '@vitamill/persistence';
import { StoredTaxonomies } from '@vitamill/taxonomies';
import type { ApiFeature } from '../api-feature.js';
import { json } from '../openapi/operation.js';
import { TAXONOMIES } from '../ports.js';
import { TaxonomiesController } from './taxonomies.controller.js';

const string = { type: 'string' };
const count = { type: 'integer', minimum: 0 };
const object = (properties: Record<string, object>) => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
});

/** What taxonomies are imported. */
export const taxonomiesFeature: ApiFeature = {
  tag: 'Taxonomies',
  controllers: [TaxonomiesController],
  providers: ({ dataSource }) => {
    const repository = new TaxonomyRepository(dataSource);
    return [
      { provide: TaxonomyRepository, useValue: repository },
      { provide: TAXONOMIES, useValue: new StoredTaxonomies(repository) },
    ];
  },
  operations: {
    '/api/v1/taxonomies': {
      get: {
        id: 'listTaxonomies',
        tag: 'Taxonomies',
        summary: 'The imported taxonomies, with what must be shown with them.',
        scope: 'data:read',
        success: { '200': json('TaxonomyList', 'The taxonomies') },
        errors: [],
      },
    },
  },
  schemas: {
    TaxonomyList: object({
      items: {
        type: 'array',
        items: object({
          taxonomy: { ...string, description: 'As records print it: esco-1.1.1' },
          name: string,
          version: string,
          active: { type: 'boolean', description: 'Whether records are normalised with it' },
          attribution: string,
          licence: string,
          languages: { type: 'array', items: string },
          occupations: count,
          skills: count,
          labels: count,
          relations: count,
          imported_at: { type: 'string', format: 'date-time' },
        }),
      },
      records_pending: { ...count, description: 'Records of the account that wait to be normalised with them' },
    }),
  },
};
