import type { BaseStatus, NewDigest, TrackedJob } from '@vitamill/persistence';
import { followUpsOf } from './follow-ups.js';
import { summaryOf } from './insights.js';

export const DIGEST_TYPES = ['daily_digest', 'weekly_summary'] as const;

/** Follow-ups that a digest names; it says how many there are in all. */
const MOST_NAMED = 10;

/**
 * What happened in the last day or week, and what to do next: deadlines before reminders before silences, each the longest due
 * first. Counts and rules: the same jobs at the same time give the same digest.
 */
export function digestOf(
  type: (typeof DIGEST_TYPES)[number],
  jobs: readonly TrackedJob[],
  stageOf: (status: string) => BaseStatus,
  now: Date,
): NewDigest {
  const summary = summaryOf(type, jobs, now, type === 'daily_digest' ? 1 : 7);
  const open = jobs.filter(({ archived_at }) => !archived_at);
  const due = followUpsOf(open, stageOf, now)
    .map((each, place) => ({ ...each, place, urgency: urgencyOf(each.rule) }))
    .sort((a, b) => a.urgency - b.urgency || a.place - b.place);
  const named = due.slice(0, MOST_NAMED);
  return {
    insight_type: type,
    title: summary.title,
    content: [
      summary.content,
      due.length === 0 ? 'Nothing is due.' : `Due: ${due.length}.`,
      ...named.map(({ company_name, job_title, message }) => `- ${job_title}, ${company_name}: ${message}`),
    ].join('\n'),
    metadata: {
      ...summary.metadata,
      due: due.length,
      follow_ups: named.map(({ job_id, rule, due_at }) => ({ job_id, rule, due_at })),
    },
  };
}

const URGENCY = ['deadline_near', 'reminder_due', 'answer_offer'];
const urgencyOf = (rule: string): number => (URGENCY.includes(rule) ? URGENCY.indexOf(rule) : URGENCY.length);
