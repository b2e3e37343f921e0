import type { BiasReport, StoredMatch } from '@vitamill/matching';
import type { MatchCandidate, MatchJob } from '@vitamill/persistence';

/** ISO 8601 in UTC with microseconds and no offset: the wire format of the screening API. */
export const naiveTime = (date: Date): string => date.toISOString().replace('Z', '000');

const STATUS = {
  pending: 'pending',
  processing: 'processing',
  completed: 'complete',
  failed: 'failed',
  expired: 'failed',
} as const;

export const presentScreening = (job: MatchJob) => ({
  job_id: job.id,
  status: 'pending',
  total_candidates: job.total,
  expires_at: naiveTime(job.expiresAt),
});

export interface ScreeningDetail {
  readonly explanation: boolean;
  readonly reportBias:
    | ((
        results: Parameters<(r: readonly { score: number; verdict: string; language: string | null }[]) => void>[0],
      ) => BiasReport)
    | null;
}

/** The job, and its results once it is complete: the best first, equals in the order they were sent. */
export function presentScreeningJob(job: MatchJob, candidates: readonly MatchCandidate[], detail: ScreeningDetail) {
  const head = {
    job_id: job.id,
    status: STATUS[job.status],
    total_candidates: job.total,
    processed_candidates: job.processed,
    created_at: naiveTime(job.createdAt),
    completed_at: job.completedAt ? naiveTime(job.completedAt) : null,
    expires_at: naiveTime(job.expiresAt),
  };
  if (job.status !== 'completed') return head;
  return { ...head, ...presentOutcome(candidates, detail), version_hash: job.versionHash };
}

function presentOutcome(candidates: readonly MatchCandidate[], detail: ScreeningDetail) {
  const scored = candidates
    .flatMap((one) => (one.result === null ? [] : [{ ...one, match: JSON.parse(one.result) as StoredMatch }]))
    .sort((a, b) => b.match.score - a.match.score || a.position - b.position);
  return {
    results: scored.map(({ ref, match }) => ({
      candidate_ref: ref,
      score: match.score,
      verdict: match.verdict,
      match_reasons: match.match_reasons,
      gaps: match.gaps,
      ...(detail.explanation ? { summary: match.summary, explanation: match.explanation } : {}),
    })),
    failed: candidates
      .filter((one) => one.result === null)
      .map(({ ref, error }) => ({ candidate_ref: ref, error: error ?? 'The candidate could not be scored.' })),
    ...(detail.reportBias
      ? {
          bias_report: detail.reportBias(
            scored.map(({ match, cvLanguage }) => ({
              score: match.score,
              verdict: match.verdict,
              language: cvLanguage,
            })),
          ),
        }
      : {}),
  };
}
