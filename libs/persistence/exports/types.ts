import type { DisplaySelection } from '../display/columns.js';

export const EXPORT_STATUSES = [
  'pending',
  'processing',
  'completed',
  'failed',
  'cancelled',
  'deleted',
  'erased',
  'expired',
] as const;
/**
 * `cancelled`: before it was done; `deleted`: its file, by the account; `erased`: its file, because somebody in it was
 * erased; `expired`: its file, because its time was over.
 */
export type ExportStatus = (typeof EXPORT_STATUSES)[number];

/** Why an export failed. `rows_erased`: again and again somebody was erased while it ran. */
export type ExportError = 'internal' | 'storage_unavailable' | 'rows_erased' | 'invalid_request';

/** What is exported, kept until the export ends. */
export interface ExportRequest extends DisplaySelection {
  readonly columns: readonly string[];
  readonly bom: boolean;
  /** ISO 8601: only what changed since, deletions included. */
  readonly updatedAfter: string | null;
}

export interface NewExport {
  readonly id: string;
  readonly accountId: string;
  readonly grain: string;
  readonly format: string;
  readonly request: ExportRequest;
}

export interface ExportJob {
  readonly id: string;
  readonly accountId: string;
  readonly status: ExportStatus;
  readonly grain: string;
  readonly format: string;
  readonly errorCode: ExportError | null;
  readonly rowsWritten: number;
  /** Rows that are expected; null where they are not counted yet. */
  readonly rowsTotal: number | null;
  readonly bytes: number;
  readonly objectKey: string | null;
  /** `updatedAfter` of the export that goes on from this one. */
  readonly asOf: Date | null;
  readonly createdAt: Date;
  readonly completedAt: Date | null;
  readonly expiresAt: Date | null;
  /** Ends of the links that the audit log knows of, in seconds since 1970. */
  readonly linksFollowed: readonly number[];
}

/** What is to be written down of a download. */
export interface FollowedLink {
  /** In seconds since 1970: what tells links of an export apart. */
  readonly linkEnd: number;
  readonly isPart: boolean;
  readonly requestId: string;
}

/** An export that a run has taken. */
export interface ClaimedExport {
  readonly id: string;
  readonly accountId: string;
  readonly runId: string;
  readonly grain: string;
  readonly format: string;
  readonly request: ExportRequest;
  readonly attempts: number;
  /** Erasures that were counted before it began: more of them at its end, and it begins anew. */
  readonly erasures: number;
}
