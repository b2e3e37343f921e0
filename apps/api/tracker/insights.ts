import type { BaseStatus, TrackedJob } from '@vitamill/persistence';
import { duplicatesOf } from './duplicates.js';
import { followUpsOf } from './follow-ups.js';
import { skillsInDemand } from './skills-in-demand.js';

export const INSIGHT_TYPES = [
  'daily_digest',
  'pattern_detection',
  'recommendation',
  'weekly_summary',
  'market_analysis',
] as const;
export type InsightType = (typeof INSIGHT_TYPES)[number];

export interface Insight {
  readonly insight_type: InsightType;
  readonly title: string;
  readonly content: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}

const DAY = 86_400_000;
/** Applications of a source before its rate of answers says anything. */
const LEAST_SAMPLE = 5;
const SKILLS_NAMED = 5;

const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** What the jobs of one owner say, in sentences that each name their figures; nothing is said of what is not there. */
export function insightsOf(jobs: readonly TrackedJob[], stageOf: (status: string) => BaseStatus, now: Date): Insight[] {
  if (jobs.length === 0) return [];
  const open = jobs.filter(({ archived_at }) => !archived_at);
  return [
    summaryOf('daily_digest', jobs, now, 1),
    summaryOf('weekly_summary', jobs, now, 7),
    ...followUpsOf(open, stageOf, now).map((due) => ({
      insight_type: 'recommendation' as const,
      title: `${due.company_name}: ${due.job_title}`,
      content: due.message,
      metadata: { rule: due.rule, job_id: due.job_id, due_at: due.due_at },
    })),
    ...patternsOf(jobs, stageOf),
    ...marketOf(open),
  ];
}

/** What happened in the last days. */
export function summaryOf(
  type: 'daily_digest' | 'weekly_summary',
  jobs: readonly TrackedJob[],
  now: Date,
  days: number,
): Insight {
  const since = now.getTime() - days * DAY;
  const within = (at: Date | null): boolean => at !== null && at.getTime() > since && at.getTime() <= now.getTime();
  const counts = {
    saved: jobs.filter((job) => within(job.created_at)).length,
    applied: jobs.filter((job) => within(job.applied_at)).length,
    interviews: jobs.filter((job) => within(job.interview_at)).length,
    offers: jobs.filter((job) => within(job.offer_at)).length,
    rejections: jobs.filter((job) => within(job.rejected_at)).length,
  };
  const replies = counts.interviews + counts.offers + counts.rejections;
  const period = days === 1 ? 'today' : 'this week';
  return {
    insight_type: type,
    title: replies === 0 ? `No replies ${period}` : `${plural(replies, 'reply', 'replies')} ${period}`,
    content: [
      `${plural(counts.saved, 'job')} saved, ${plural(counts.applied, 'application')} sent`,
      `${plural(counts.interviews, 'interview')}, ${plural(counts.offers, 'offer')}, ${plural(counts.rejections, 'rejection')}.`,
    ].join('; '),
    metadata: { ...counts, sample_size: jobs.length, days },
  };
}

function patternsOf(jobs: readonly TrackedJob[], stageOf: (status: string) => BaseStatus): Insight[] {
  const sent = jobs.filter((job) => job.applied_at || stageOf(job.status) !== 'saved');
  const rates = [...new Set(sent.map(({ source }) => source))]
    .map((source) => {
      const own = sent.filter((job) => job.source === source);
      const answered = own.filter((job) => job.interview_at || job.offer_at || job.rejected_at).length;
      return {
        source,
        applications: own.length,
        responses: answered,
        rate: Math.round((1_000 * answered) / own.length) / 10,
      };
    })
    .filter(({ applications }) => applications >= LEAST_SAMPLE)
    .sort((a, b) => b.rate - a.rate || (a.source < b.source ? -1 : 1));
  const [best, ...others] = rates;
  const found: Insight[] = [];
  if (best && others.length > 0)
    found.push({
      insight_type: 'pattern_detection',
      title: `Most answers come from ${best.source}`,
      content: rates
        .map((each) => `${each.source}: ${each.responses} of ${each.applications} answered (${each.rate} %)`)
        .join('; '),
      metadata: { sample_size: sent.length, sources: rates },
    });
  for (const { reason, jobs: group } of duplicatesOf(jobs))
    found.push({
      insight_type: 'pattern_detection',
      title: `Saved ${group.length} times: ${group[0]?.job_title ?? ''}`,
      content: `${group[0]?.company_name ?? ''} has ${group.length} entries for the same job.`,
      metadata: { reason, job_ids: group.map(({ id }) => id) },
    });
  return found;
}

function marketOf(open: readonly TrackedJob[]): Insight[] {
  const skills = skillsInDemand(open, null).slice(0, SKILLS_NAMED);
  const [first] = skills;
  if (!first || first.jobs < 2) return [];
  return [
    {
      insight_type: 'market_analysis',
      title: `${first.label} is asked for most`,
      content: skills.map(({ label, jobs, share }) => `${label}: ${plural(jobs, 'job')} (${share} %)`).join('; '),
      metadata: { sample_size: open.filter(({ ai_parsed_data }) => ai_parsed_data).length, skills },
    },
  ];
}
