import type { DatedEntry, TrackedJob } from '@vitamill/persistence';

const DAY = 86_400_000;

export interface FollowUp {
  readonly job_id: string;
  readonly company_name: string;
  readonly job_title: string;
  readonly rule:
    | 'deadline_near'
    | 'reminder_due'
    | 'answer_offer'
    | 'ask_after_interview'
    | 'ask_after_application'
    | 'apply_or_archive';
  /** ISO 8601: since when, or by when. */
  readonly due_at: string;
  readonly message: string;
}

/** Days of silence after which a step is due, by the status that the job's counts as. */
const SILENCES = [
  { stage: 'offer', since: 'offer_at', days: 5, rule: 'answer_offer', message: 'Answer the offer or ask for time.' },
  {
    stage: 'interview',
    since: 'interview_at',
    days: 7,
    rule: 'ask_after_interview',
    message: 'A week since the interview: ask how it stands.',
  },
  {
    stage: 'applied',
    since: 'applied_at',
    days: 10,
    rule: 'ask_after_application',
    message: 'Ten days since the application: ask whether it arrived.',
  },
  {
    stage: 'saved',
    since: 'created_at',
    days: 14,
    rule: 'apply_or_archive',
    message: 'Saved for two weeks: apply or archive it.',
  },
] as const;
/** A deadline is near this many days before it. */
const DEADLINE_DAYS = 3;

/** What is due on each job, the longest due first. `stageOf` gives the one of the five that a status counts as. */
export function followUpsOf(jobs: readonly TrackedJob[], stageOf: (status: string) => string, now: Date): FollowUp[] {
  const due = jobs.flatMap((job) => followUpsOfJob(job, stageOf(job.status), now));
  return due.sort((a, b) => (a.due_at < b.due_at ? -1 : a.due_at > b.due_at ? 1 : a.job_id < b.job_id ? -1 : 1));
}

function followUpsOfJob(job: TrackedJob, stage: string, now: Date): FollowUp[] {
  const { id: job_id, company_name, job_title } = job;
  const about = (rule: FollowUp['rule'], at: number, message: string): FollowUp => ({
    job_id,
    company_name,
    job_title,
    rule,
    due_at: new Date(at).toISOString(),
    message,
  });
  const found: FollowUp[] = [];
  if (stage !== 'rejected') {
    for (const deadline of job.deadlines) {
      const at = Date.parse(deadline.at);
      if (at >= now.getTime() && at - now.getTime() <= DEADLINE_DAYS * DAY)
        found.push(about('deadline_near', at, `Deadline: ${deadline.title}.`));
    }
    for (const reminder of job.reminders as readonly DatedEntry[])
      if (Date.parse(reminder.at) <= now.getTime())
        found.push(about('reminder_due', Date.parse(reminder.at), `Reminder: ${reminder.title}.`));
  }
  const silence = SILENCES.find((each) => each.stage === stage);
  const since = silence && job[silence.since];
  if (silence && since && since.getTime() + silence.days * DAY <= now.getTime())
    found.push(about(silence.rule, since.getTime() + silence.days * DAY, silence.message));
  return found;
}
