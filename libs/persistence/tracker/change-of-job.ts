import type { JobChange, TrackedJob } from './types.js';

const TIME_OF_STAGE = {
  applied: 'applied_at',
  interview: 'interview_at',
  offer: 'offer_at',
  rejected: 'rejected_at',
} as const;

/** What the timeline names and does not repeat: long texts, and the people behind a job. */
const NOT_REPEATED: readonly string[] = ['job_description', 'notes', 'contacts', 'ai_parsed_data', 'ai_reasoning'];

/**
 * The time that a stage is entered for the first time. It is never cleared, and never overwrites what the owner set. A job
 * that had its interview before it is set to "applied" gets no time of application: it cannot come after the interview.
 */
export function stageTimesOf(
  job: Pick<TrackedJob, 'applied_at' | 'interview_at' | 'offer_at' | 'rejected_at' | 'stage_times'>,
  status: string,
  now: Date,
): JobChange & { readonly stage_times?: TrackedJob['stage_times'] } {
  if (status === 'saved') return {};
  const column = TIME_OF_STAGE[status as keyof typeof TIME_OF_STAGE];
  if (!column)
    return Object.hasOwn(job.stage_times, status)
      ? {}
      : { stage_times: { ...job.stage_times, [status]: now.toISOString() } };
  if (job[column]) return {};
  if (column === 'applied_at' && job.interview_at && job.interview_at < now) return {};
  if (column === 'interview_at' && job.applied_at && job.applied_at > now) return {};
  return { [column]: now };
}

const textOf = (value: unknown): string => JSON.stringify(value ?? null, (_key, each) => sorted(each));
/** jsonb keeps members in an order of its own. */
const sorted = (value: unknown): unknown =>
  value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** The fields of a change that differ from what is there. */
export function effectiveChange(job: TrackedJob, change: JobChange): JobChange {
  return Object.fromEntries(
    Object.entries(change).filter(
      ([name, value]) => value !== undefined && textOf(value) !== textOf(job[name as keyof TrackedJob]),
    ),
  );
}

/** What the timeline says of each field: before and after; of long texts and contacts only that they changed. */
export function describeChange(job: TrackedJob, change: JobChange): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(change).map(([name, value]) => [
      name,
      NOT_REPEATED.includes(name) ? {} : { from: job[name as keyof TrackedJob] ?? null, to: value ?? null },
    ]),
  );
}
