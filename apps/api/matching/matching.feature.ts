import { CandidateSearchRepository, MatchRepository } from '@vitamill/persistence';
import type { ApiFeature } from '../api-feature.js';
import { CandidatesController } from './candidates.controller.js';
import { CandidatesService } from './candidates.service.js';
import { JobSpecsController } from './jobspecs.controller.js';
import { MatchController } from './match.controller.js';
import { MatchService } from './match.service.js';
import { MATCHING_OPERATIONS } from './matching.operations.js';
import { MATCHING_SCHEMAS } from './matching.schemas.js';
import { LazyMatcher, MATCHER } from './matching-parts.js';
import { ScreeningController } from './screening.controller.js';
import { ScreeningService } from './screening.service.js';

export const matchingFeature: ApiFeature = {
  tag: 'Matching',
  controllers: [ScreeningController, MatchController, JobSpecsController, CandidatesController],
  providers: ({ dataSource }) => [
    { provide: MATCHER, useValue: new LazyMatcher(async () => (await import('@vitamill/matcher')).createMatcher()) },
    { provide: MatchRepository, useValue: new MatchRepository(dataSource) },
    { provide: CandidateSearchRepository, useValue: new CandidateSearchRepository(dataSource) },
    ScreeningService,
    MatchService,
    CandidatesService,
  ],
  operations: MATCHING_OPERATIONS,
  schemas: MATCHING_SCHEMAS,
};
