import { APP_INTERCEPTOR } from '@nestjs/core';
import { ReceiptSigner } from '@vitamill/cryptography';
import { AuditRepository, RetentionRepository, SubjectRepository } from '@vitamill/persistence';
import type { ApiFeature } from '../api-feature.js';
import { AuditInterceptor } from './audit.interceptor.js';
import { PrivacyController } from './privacy.controller.js';
import { PRIVACY_OPERATIONS, PRIVACY_SCHEMAS } from './privacy.operations.js';
import { PrivacyService } from './privacy.service.js';
import { RedactionInterceptor } from './redaction.interceptor.js';
import { SubjectService } from './subject.service.js';

/** Retention, the rights of the persons whom data are about, the audit log, and what viewers do not see. */
export const privacyFeature: ApiFeature = {
  tag: 'Privacy',
  controllers: [PrivacyController],
  providers: ({ dataSource, settings }) => [
    { provide: AuditRepository, useValue: new AuditRepository(dataSource) },
    { provide: RetentionRepository, useValue: new RetentionRepository(dataSource) },
    { provide: SubjectRepository, useValue: new SubjectRepository(dataSource) },
    { provide: ReceiptSigner, useValue: new ReceiptSigner(settings.secretKeys) },
    PrivacyService,
    SubjectService,
    // The first one is the outer: what a viewer gets is redacted after it was written down.
    { provide: APP_INTERCEPTOR, useClass: RedactionInterceptor },
    { provide: APP_INTERCEPTOR, useClass: AuditInterceptor },
  ],
  operations: PRIVACY_OPERATIONS,
  schemas: PRIVACY_SCHEMAS,
};
