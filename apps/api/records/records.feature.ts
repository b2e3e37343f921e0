import { CorrectionRepository, ReprocessRepository } from '@vitamill/persistence';
import type { ApiFeature } from '../api-feature.js';
import { NORMALISER } from '../ports.js';
import { CorrectionService, type LazyNormaliser } from './correction.service.js';
import { RecordsController } from './records.controller.js';
import { RECORDS_OPERATIONS, RECORDS_SCHEMAS } from './records.operations.js';
import { ReprocessService } from './reprocess.service.js';
import { VersionService } from './version.service.js';

const lazyNormaliser = (): LazyNormaliser => {
  let made: ReturnType<LazyNormaliser> | null = null;
  return () => {
    made ??= import('@vitamill/normaliser').then(({ createNormaliser }) => createNormaliser());
    return made;
  };
};

/** Processing again, versions of records and corrections of persons. */
export const recordsFeature: ApiFeature = {
  tag: 'Records',
  controllers: [RecordsController],
  providers: ({ dataSource }) => [
    { provide: ReprocessRepository, useValue: new ReprocessRepository(dataSource) },
    { provide: CorrectionRepository, useValue: new CorrectionRepository(dataSource) },
    { provide: NORMALISER, useFactory: lazyNormaliser },
    ReprocessService,
    CorrectionService,
    VersionService,
  ],
  operations: RECORDS_OPERATIONS,
  schemas: RECORDS_SCHEMAS,
};
