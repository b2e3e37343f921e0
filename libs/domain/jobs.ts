/** Work that is handed over a queue. Payloads are ids only: the data is read when the job runs. */
export type Job =
  | { readonly kind: 'process_asset'; readonly assetId: string }
  | { readonly kind: 'erase_object'; readonly assetId: string; readonly objectKey: string }
  | { readonly kind: 'run_match'; readonly matchId: string };

export type JobKind = Job['kind'];

export const JOB_KINDS = ['process_asset', 'erase_object', 'run_match'] as const satisfies readonly JobKind[];

/** A job with the deterministic id under which every queue knows it: publishing it twice leaves one job. */
export interface IdentifiedJob {
  readonly id: string;
  readonly job: Job;
}
