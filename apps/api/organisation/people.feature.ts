import { OrganisationRepository } from '@vitamill/persistence';
import type { ApiFeature } from '../api-feature.js';
import { AuthController } from '../auth/auth.controller.js';
import { AUTH_OPERATIONS, AUTH_SCHEMAS } from '../auth/auth.operations.js';
import { PostOffice } from '../auth/post-office.js';
import { SessionService } from '../auth/session.service.js';
import { SignupService } from '../auth/signup.service.js';
import { OrganisationController } from './organisation.controller.js';
import { ORGANISATION_OPERATIONS, ORGANISATION_SCHEMAS } from './organisation.operations.js';
import { OrganisationService } from './organisation.service.js';

export const peopleFeature: ApiFeature = {
  tag: 'People',
  controllers: [AuthController, OrganisationController],
  providers: ({ dataSource }) => [
    { provide: OrganisationRepository, useValue: new OrganisationRepository(dataSource) },
    PostOffice,
    SignupService,
    SessionService,
    OrganisationService,
  ],
  operations: { ...AUTH_OPERATIONS, ...ORGANISATION_OPERATIONS },
  schemas: { ...AUTH_SCHEMAS, ...ORGANISATION_SCHEMAS },
};
