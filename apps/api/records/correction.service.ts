import { Inject, Injectable } from '@nestjs/common';
import { masterRecordFaults } from '@vitamill/contracts';
import { correctRecord, PatchError, type PatchErrorCode, pointerOf, readOperations } from '@vitamill/corrections';
import { CORRECTION_CONFLICTS, type Correction, type TaxonomyNormaliser } from '@vitamill/domain';
import type { Normaliser } from '@vitamill/normaliser';
import { CorrectionRepository, newId, type StoredRecord } from '@vitamill/persistence';
import { actorOf } from '../auth/actor.js';
import type { Principal } from '../auth/principal.js';
import { RecordFinder } from '../data/find-record.js';
import { tagRecord } from '../data/master.service.js';
import { ApiError, type ApiErrorCode } from '../errors/api-errors.js';
import type { Tagged } from '../http/conditional.js';
import { allowsChange } from '../http/if-match.js';
import { asUuid } from '../http/uuid.js';
import { NORMALISER, TAXONOMIES } from '../ports.js';

/** Somebody else may write in between; a patch that names no version is put onto the newer one. */
const ATTEMPTS = 5;

export interface CorrectionRequest {
  readonly who: Principal;
  readonly requestId: string;
  readonly assetId: string;
  readonly ifMatch: string | undefined;
  readonly patch: unknown;
}

/** The lexicons are loaded with the first correction. */
export type LazyNormaliser = () => Promise<Normaliser>;

/** Corrections of records by persons. */
@Injectable()
export class CorrectionService {
  constructor(
    @Inject(RecordFinder) private readonly finder: RecordFinder,
    @Inject(CorrectionRepository) private readonly corrections: CorrectionRepository,
    @Inject(NORMALISER) private readonly normaliser: LazyNormaliser,
    @Inject(TAXONOMIES) private readonly taxonomies: TaxonomyNormaliser,
  ) {}

  /** Applies a JSON Patch to the latest version; gives the version that comes of it. */
  async correct(request: CorrectionRequest): Promise<{ version: number; tagged: Tagged }> {
    const { who, ifMatch, requestId } = request;
    const { accountId } = who;
    const assetId = asUuid(request.assetId, 'asset');
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const latest = await this.finder.find(accountId, assetId);
      if (!allowsChange(ifMatch, latest.etag))
        throw new ApiError('precondition_failed', 'The record is another one by now. Read it again, then correct it.', {
          headers: { etag: `"${latest.etag}"` },
        });
      const { parsed, corrections } = await this.apply(
        latest,
        await this.corrections.list(accountId, assetId),
        request,
      );
      const next = {
        basedOn: latest.version,
        origin: 'correction' as const,
        parsed,
        corrections,
        by: { actor: actorOf(who), requestId },
      };
      const version = await this.corrections.write(accountId, assetId, next);
      if (version !== null)
        return { version, tagged: tagRecord(await this.finder.find(accountId, assetId, version), false) };
    }
    throw new ApiError('patch_conflict', 'The record keeps changing. Retry shortly.', {
      headers: { 'retry-after': '1' },
    });
  }

  /** All corrections that hold for an asset, in their order. */
  async list(accountId: string, id: string) {
    const assetId = asUuid(id, 'asset');
    await this.finder.find(accountId, assetId);
    return { asset_id: assetId, items: (await this.corrections.list(accountId, assetId)).map(presentCorrection) };
  }

  private async apply(latest: StoredRecord, known: readonly Correction[], { who, patch }: CorrectionRequest) {
    try {
      const { keyId, userId } = who;
      const stamp = { keyId, userId, at: new Date().toISOString(), version: latest.version + 1, newId };
      const corrected = correctRecord(latest, readOperations(patch), known, stamp);
      const faults = masterRecordFaults(corrected.parsed.record);
      if (faults.length > 0)
        throw new ApiError('invalid_record', 'With this patch the record would break its schema.', {
          errors: faults.map(({ pointer, message }) => ({ field: pointer, code: 'invalid_value', message })),
        });
      const { refresh } = await this.normaliser();
      const parsed = await this.taxonomies.relate(refresh(corrected.parsed, corrected.corrections));
      return { parsed, corrections: corrected.corrections };
    } catch (error) {
      throw error instanceof PatchError ? refusalOf(error) : error;
    }
  }
}

const CODES: Readonly<Record<PatchErrorCode, ApiErrorCode>> = {
  malformed_patch: 'validation_error',
  too_many_operations: 'validation_error',
  immutable_field: 'invalid_record',
  unknown_field: 'invalid_record',
  missing_target: 'invalid_record',
  invalid_value: 'invalid_record',
  test_failed: 'patch_conflict',
};

function refusalOf(error: PatchError): ApiError {
  const [first] = error.faults;
  return new ApiError(CODES[first?.code ?? 'invalid_value'], error.message, { errors: error.faults });
}

const presentCorrection = (correction: Correction) => ({
  correction_id: correction.id,
  kind: correction.kind,
  path: pointerOf(correction),
  list: correction.list,
  field: correction.path || null,
  members: correction.members,
  value: correction.value,
  read_value: correction.kind === 'remove' ? correction.baseEntry : correction.baseValue,
  key_id: correction.keyId,
  user_id: correction.userId,
  made_at: correction.at,
  made_in_version: correction.version,
  conflict: correction.conflict && {
    code: correction.conflict,
    message: CORRECTION_CONFLICTS[correction.conflict],
  },
});
