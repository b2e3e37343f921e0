import type { TrackedJob } from '@vitamill/persistence';
import type { ParsedDescription } from './read-description.js';

export interface SkillInDemand {
  readonly skill_id: string;
  readonly label: string;
  readonly jobs: number;
  /** Percent of the jobs that have a description. */
  readonly share: number;
  /** Whether the CV has it; null where no CV is named. */
  readonly in_cv: boolean | null;
}

const MOST_SKILLS = 50;

/** The skills that the saved jobs name most, from what was read in their descriptions. */
export function skillsInDemand(jobs: readonly TrackedJob[], known: ReadonlySet<string> | null): SkillInDemand[] {
  const read = jobs.flatMap((job) => (job.ai_parsed_data ? [job.ai_parsed_data as ParsedDescription] : []));
  const counts = new Map<string, { label: string; jobs: number }>();
  for (const { skills } of read)
    for (const { id, label } of skills) counts.set(id, { label, jobs: (counts.get(id)?.jobs ?? 0) + 1 });
  return [...counts]
    .sort(([a, one], [b, other]) => other.jobs - one.jobs || (a < b ? -1 : 1))
    .slice(0, MOST_SKILLS)
    .map(([skill_id, { label, jobs: count }]) => ({
      skill_id,
      label,
      jobs: count,
      share: Math.round((1_000 * count) / read.length) / 10,
      in_cv: known ? known.has(skill_id) : null,
    }));
}
