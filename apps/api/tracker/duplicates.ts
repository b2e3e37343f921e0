import type { TrackedJob } from '@vitamill/persistence';

export interface DuplicateGroup {
  readonly reason: 'same_url' | 'same_company_and_title';
  readonly jobs: readonly { readonly id: string; readonly company_name: string; readonly job_title: string }[];
}

/** Parameters that tell where a visitor came from, and nothing of the page. */
const TRACKING = /^(?:utm_\w+|gclid|fbclid|ref|referrer|source|trk|trackingid)$/i;
/** Legal forms: "Example Ltd" and "Example" are one company. */
const LEGAL_FORMS = /^(?:ltd|limited|llc|inc|plc|corp|gmbh|ag|se|kg|co|ug|bv|nv|sa|sas|sarl|srl|spa|ab|oy|as|aps)$/;
/** Of a title, but no part of the work: "(m/w/d)", "f/m/x". */
const GENDERS = /\(?\b[mwfdhxi](?:\s?[/|*]\s?[mwfdhxi]){1,3}\b\)?/gi;

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}+#]+/u)
    .filter((word) => word !== '');

function urlKeyOf(job: TrackedJob): string | null {
  if (!job.job_url || !URL.canParse(job.job_url)) return null;
  const { hostname, pathname, searchParams } = new URL(job.job_url);
  const parameters = [...searchParams].filter(([name]) => !TRACKING.test(name)).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([hostname.replace(/^www\./, ''), pathname.replace(/\/$/, ''), parameters]);
}

function workKeyOf(job: TrackedJob): string | null {
  const all = wordsOf(job.company_name);
  const company = all.filter((word) => !LEGAL_FORMS.test(word));
  const title = wordsOf(job.job_title.replace(GENDERS, ' ')).sort();
  return title.length === 0 ? null : JSON.stringify([company.length > 0 ? company : all, title]);
}

/** Jobs that are the same posting, or the same work at the same company; a group that the URL tells is not told twice. */
export function duplicatesOf(jobs: readonly TrackedJob[]): DuplicateGroup[] {
  const byUrl = groupsOf(jobs, urlKeyOf).map((group) => ({ reason: 'same_url' as const, jobs: group }));
  const told = new Set(byUrl.map(({ jobs: group }) => idsOf(group)));
  const byWork = groupsOf(jobs, workKeyOf)
    .filter((group) => !told.has(idsOf(group)))
    .map((group) => ({ reason: 'same_company_and_title' as const, jobs: group }));
  return [...byUrl, ...byWork].map(({ reason, jobs: group }) => ({
    reason,
    jobs: group.map(({ id, company_name, job_title }) => ({ id, company_name, job_title })),
  }));
}

const idsOf = (jobs: readonly TrackedJob[]): string => jobs.map(({ id }) => id).join();

function groupsOf(jobs: readonly TrackedJob[], keyOf: (job: TrackedJob) => string | null): TrackedJob[][] {
  const groups = new Map<string, TrackedJob[]>();
  for (const job of jobs) {
    const key = keyOf(job);
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), job]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
