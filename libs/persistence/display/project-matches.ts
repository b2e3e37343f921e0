/** A candidate of a job that is done, as it is stored. */
export interface EndedCandidate {
  readonly position: number;
  readonly ref: string;
  readonly assetId: string | null;
  readonly cvLanguage: string | null;
  /** JSON of the result; null where it failed. */
  readonly result: string | null;
  readonly error: string | null;
}

/** Of a stored result what goes into flat rows (`StoredMatch` of libs/matching). */
interface Result {
  readonly score: number;
  readonly verdict: string;
  readonly summary: string;
  readonly match_reasons: readonly string[];
  readonly gaps: readonly string[];
  readonly explanation: {
    readonly uncapped: number;
    readonly components: readonly { readonly category: string; readonly score: number }[];
    readonly caps: readonly { readonly limit: number; readonly reason: string }[];
    readonly evidence: readonly { readonly importance: string; readonly status: string }[];
  };
}

const CATEGORIES = ['role', 'experience', 'requirements', 'papers', 'languages', 'preferred'] as const;
const STATUSES = ['met', 'partly', 'not_met', 'unknown'] as const;

function resultColumns({ score, verdict, summary, match_reasons, gaps, explanation }: Result) {
  const required = explanation.evidence.filter(({ importance }) => importance === 'must');
  return {
    ...{ score, verdict, summary, match_reasons, gaps, uncapped: explanation.uncapped },
    cap_limit: explanation.caps[0]?.limit ?? null,
    cap_reason: explanation.caps[0]?.reason ?? null,
    ...Object.fromEntries(
      CATEGORIES.map((name) => [
        `${name}_score`,
        explanation.components.find(({ category }) => category === name)?.score ?? null,
      ]),
    ),
    ...Object.fromEntries(
      STATUSES.map((name) => [`required_${name}`, required.filter(({ status }) => status === name).length]),
    ),
  };
}

/** The flat rows of a job's candidates, in the order of the request. Equal scores rank in the order they were sent. */
export function projectMatches(candidates: readonly EndedCandidate[]): object[] {
  const read = candidates.map((candidate) => ({
    candidate,
    result: candidate.result === null ? null : (JSON.parse(candidate.result) as Result),
  }));
  const ranking = read
    .flatMap(({ candidate, result }) => (result ? [{ position: candidate.position, score: result.score }] : []))
    .sort((a, b) => b.score - a.score || a.position - b.position)
    .map(({ position }) => position);
  return read.map(({ candidate, result }) => ({
    ordinal: candidate.position,
    asset_id: candidate.assetId,
    candidate_ref: candidate.ref,
    status: result ? 'completed' : 'failed',
    error: result ? null : candidate.error,
    rank: result ? ranking.indexOf(candidate.position) + 1 : null,
    language: candidate.cvLanguage,
    ...(result ? resultColumns(result) : { match_reasons: [], gaps: [] }),
  }));
}
