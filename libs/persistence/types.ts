import type { MasterRecord, ParseErrorCode, Provenance, Stage } from '@vitamill/domain';

export const ASSET_STATUSES = ['queued', 'processing', 'completed', 'failed', 'deleted'] as const;
export type AssetStatus = (typeof ASSET_STATUSES)[number];

export const TASK_STATUSES = ['queued', 'running', 'completed', 'failed', 'skipped'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

/** The parent task of an upload and its children in the order that they run. */
export const CHILD_TASK_KINDS = ['extract', 'ocr', 'parse', 'normalise', 'save'] as const;
export type TaskKind = 'process_cv' | (typeof CHILD_TASK_KINDS)[number];

export const PLANS = ['free', 'starter', 'paid'] as const;
export type Plan = (typeof PLANS)[number];
export type CreditReason = 'grant' | 'purchase' | 'upload' | 'parse' | 'match' | 'screen' | 'refund' | 'expiry';

/** Something worth telling about an asset that did not stop it. */
export interface AssetWarning {
  readonly code: string;
  readonly message: string;
}

/** What the API knows about an upload once its bytes are in the object store. */
export interface NewAsset {
  /** From `newId()`: made before the object is stored, because the object's key contains it. */
  readonly id: string;
  readonly accountId: string;
  readonly filename: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly tags: readonly string[];
  /** As submitted: en_US, de-DE. */
  readonly locale: string | null;
  readonly externalRef: string | null;
  readonly objectKey: string;
  readonly warnings?: readonly AssetWarning[];
  /** When it is erased; the account's own retention ends it earlier where that is shorter. */
  readonly expiresAt?: Date | null;
  /** Whether the file goes once it was read; null: as the account has it. */
  readonly deleteAfterParse?: boolean | null;
}

/** An asset. A deleted one has only ids, status and times: the personal columns are null, `tags` and `warnings` empty. */
export interface Asset {
  readonly id: string;
  readonly accountId: string;
  /** The parent task. */
  readonly taskId: string;
  readonly status: AssetStatus;
  readonly stage: Stage | null;
  /** 0..1 */
  readonly progress: number;
  readonly attempts: number;
  readonly errorCode: ParseErrorCode | null;
  readonly filename: string | null;
  readonly contentType: string | null;
  readonly sizeBytes: number;
  readonly sha256: string | null;
  readonly tags: readonly string[];
  readonly locale: string | null;
  readonly externalRef: string | null;
  readonly objectKey: string | null;
  readonly warnings: readonly AssetWarning[];
  /** ISO 8601 date that "present" is resolved against. */
  readonly referenceDate: string;
  /** When it is erased; null: not by itself. */
  readonly expiresAt: Date | null;
  readonly deleteAfterParse: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly deletedAt: Date | null;
}

export interface Task {
  readonly id: string;
  readonly assetId: string;
  readonly parentId: string | null;
  readonly kind: TaskKind;
  readonly status: TaskStatus;
  /** 0..1 */
  readonly progress: number;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly errorCode: ParseErrorCode | null;
}

export interface AssetFilters {
  /** Any of these. Deleted assets are listed only when asked for here. */
  readonly status?: readonly AssetStatus[];
  readonly tag?: string;
  readonly createdAfter?: Date;
  readonly createdBefore?: Date;
  /** Part of the name, case ignored. */
  readonly filename?: string;
  readonly externalRef?: string;
}

export type AcceptResult =
  | { readonly kind: 'accepted'; readonly asset: Asset; readonly taskId: string; readonly creditsRemaining: number }
  | { readonly kind: 'duplicate'; readonly assetId: string }
  | { readonly kind: 'no_credits' }
  | { readonly kind: 'saturated' };

/** What a worker needs to run an asset. */
export interface ClaimedRun {
  readonly assetId: string;
  readonly accountId: string;
  readonly objectKey: string;
  readonly filename: string | null;
  readonly contentType: string | null;
  readonly sizeBytes: number;
  readonly locale: string | null;
  /** ISO 8601 date. */
  readonly referenceDate: string;
  /** This run included. */
  readonly attempts: number;
}

/** What made a version of a record: a run on the file, a person, or a run on the words of the version before. */
export const RECORD_ORIGINS = ['parse', 'correction', 'renormalisation'] as const;
export type RecordOrigin = (typeof RECORD_ORIGINS)[number];

/** A version of a record without its content. */
export interface RecordVersion {
  readonly assetId: string;
  /** From 1. */
  readonly version: number;
  readonly latest: boolean;
  readonly origin: RecordOrigin;
  readonly schemaVersion: string;
  readonly pipelineVersion: string;
  /** Null in records that were made before lexicons had versions. */
  readonly lexiconVersion: string | null;
  readonly taxonomyVersions: readonly string[];
  /** Hex, without quotes. */
  readonly etag: string;
  readonly createdAt: Date;
}

export interface StoredRecord extends RecordVersion {
  readonly record: MasterRecord;
  readonly provenance: Provenance;
}

export class InvalidCursorError extends Error {
  override readonly name = 'InvalidCursorError';
  constructor() {
    super('The cursor was not made by this service, or for another sort order.');
  }
}
