import { RowQueryRepository } from '@vitamill/persistence';
import type { ApiFeature } from '../api-feature.js';
import { ODataController } from './odata.controller.js';
import { ODATA_OPERATIONS, ODATA_SCHEMAS } from './odata.operations.js';
import { ODataService } from './odata.service.js';

/** OData over the display rows. */
export const odataFeature: ApiFeature = {
  tag: 'OData',
  controllers: [ODataController],
  providers: ({ dataSource }) => [
    { provide: RowQueryRepository, useValue: new RowQueryRepository(dataSource) },
    ODataService,
  ],
  operations: ODATA_OPERATIONS,
  schemas: ODATA_SCHEMAS,
};
