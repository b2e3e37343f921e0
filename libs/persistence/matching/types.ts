import type { ParsedCv } from '@vitamill/domain';

export type MatchFamily = 'screen' | 'match';
export type MatchStatus = 'pending' | 'processing' | 'completed' | 'failed' | 'expired';

/** What a match is computed with beside the texts; part of what makes it reproducible. */
export interface MatchCriteria {
  /** ISO 8601 date that "present" means. */
  readonly referenceDate: string;
  readonly weights: Readonly<Record<string, number>>;
  /** BCP 47 primary tag of the sentences; null: the advert's. */
  readonly language: string | null;
}

export type NewMatchCandidate =
  | { readonly ref: string; readonly kind: 'text'; readonly text: string }
  | { readonly ref: string; readonly kind: 'asset'; readonly assetId: string; readonly recordVersion: number }
  | { readonly ref: string; readonly kind: 'file'; readonly bytes: Uint8Array };

export interface NewMatch {
  readonly id: string;
  readonly accountId: string;
  readonly keyId: string | null;
  readonly family: MatchFamily;
  readonly jobText: string;
  readonly criteria: MatchCriteria;
  readonly webhookUrl: string | null;
  readonly candidates: readonly NewMatchCandidate[];
  /** Files that were sent and not taken, each with its reason. */
  readonly skipped: readonly { readonly filename: string; readonly reason: string }[];
  readonly retentionHours: number;
}

export interface MatchJob {
  readonly id: string;
  readonly accountId: string;
  readonly family: MatchFamily;
  readonly status: MatchStatus;
  readonly jobText: string | null;
  readonly criteria: MatchCriteria;
  readonly versionHash: string | null;
  readonly webhookUrl: string | null;
  readonly total: number;
  readonly processed: number;
  readonly skipped: NewMatch['skipped'];
  readonly attempts: number;
  readonly createdAt: Date;
  readonly completedAt: Date | null;
  readonly expiresAt: Date;
}

export interface MatchCandidate {
  readonly position: number;
  readonly ref: string;
  readonly kind: 'text' | 'asset' | 'file';
  readonly status: 'pending' | 'completed' | 'failed';
  /** JSON as it was computed. */
  readonly result: string | null;
  readonly cvLanguage: string | null;
  readonly error: string | null;
}

/** What a candidate is computed from. */
export interface MatchInput {
  readonly position: number;
  readonly ref: string;
  readonly text: string | null;
  readonly file: Buffer | null;
  /** Of a file that was parsed, or of the version of the asset's record. Null where it is gone. */
  readonly parsed: ParsedCv | null;
  readonly kind: 'text' | 'asset' | 'file';
}

export type AcceptMatchResult =
  | { readonly kind: 'accepted'; readonly job: MatchJob; readonly creditsRemaining: number | null }
  | { readonly kind: 'insufficient'; readonly balance: number }
  | {
      readonly kind: 'quota_exceeded';
      readonly currentUsage: number;
      readonly hardCap: number;
      readonly month: string;
    };

export interface MatchOutcome {
  readonly position: number;
  readonly result: string | null;
  readonly cvLanguage: string | null;
  readonly error: string | null;
  /** Of a file: kept, so that the match can be replayed without it. */
  readonly parsed?: ParsedCv;
}
