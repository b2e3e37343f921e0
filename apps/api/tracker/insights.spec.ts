import type { TrackedJob } from '@vitamill/persistence';
import { duplicatesOf } from './duplicates.js';
import { followUpsOf } from './follow-ups.js';
import { insightsOf } from './insights.js';
import { readSalary } from './read-description.js';
import { skillsInDemand } from './skills-in-demand.js';

const NOW = new Date('2026-05-20T12:00:00Z');
const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * 86_400_000);
let counter = 0;
const jobOf = (fields: Partial<TrackedJob> = {}): TrackedJob =>
  ({
    id: `job-${String(++counter).padStart(4, '0')}`,
    company_name: 'Example Ltd',
    job_title: 'Engineer',
    job_url: null,
    source: 'manual',
    status: 'saved',
    created_at: daysAgo(1),
    applied_at: null,
    interview_at: null,
    offer_at: null,
    rejected_at: null,
    archived_at: null,
    ai_parsed_data: null,
    deadlines: [],
    reminders: [],
    ...fields,
  }) as TrackedJob;
const itself = (status: string) => status as 'saved';

describe('follow-ups', () => {
  it.each([
    ['apply_or_archive', { created_at: daysAgo(14) }],
    ['ask_after_application', { status: 'applied', applied_at: daysAgo(10) }],
    ['ask_after_interview', { status: 'interview', interview_at: daysAgo(8) }],
    ['answer_offer', { status: 'offer', offer_at: daysAgo(5) }],
    ['deadline_near', { deadlines: [{ title: 'Closing', at: daysAgo(-2).toISOString() }] }],
    ['reminder_due', { reminders: [{ title: 'Call', at: daysAgo(0).toISOString() }] }],
  ])('%s', (rule, fields) => {
    expect(followUpsOf([jobOf(fields)], itself, NOW).map((each) => each.rule)).toEqual([rule]);
  });

  it.each([
    ['a job saved yesterday', {}],
    ['an interview ahead', { status: 'interview', interview_at: daysAgo(-3) }],
    ['a rejection', { status: 'rejected', reminders: [{ title: 'Call', at: daysAgo(2).toISOString() }] }],
    ['a deadline that is over', { deadlines: [{ title: 'Closing', at: daysAgo(1).toISOString() }] }],
  ])('has nothing for %s', (_, fields) => {
    expect(followUpsOf([jobOf(fields)], itself, NOW)).toEqual([]);
  });
});

describe('duplicates', () => {
  it.each([
    [
      'tracking',
      { job_url: 'https://www.example.org/j/1/?utm_source=x' },
      { job_url: 'https://example.org/j/1', job_title: 'B' },
      1,
    ],
    [
      'another id',
      { job_url: 'https://example.org/j?id=1' },
      { job_url: 'https://example.org/j?id=2', job_title: 'B' },
      0,
    ],
    ['legal form and genders', { company_name: 'ÉXAMPLE' }, { job_title: 'Engineer (m/w/d)' }, 1],
    ['another level', {}, { job_title: 'Senior Engineer' }, 0],
    ['C and C++', { job_title: 'C developer' }, { job_title: 'C++ developer' }, 0],
  ])('%s', (_, one, other, groups) => {
    expect(duplicatesOf([jobOf(one), jobOf(other)])).toHaveLength(groups);
  });
});

describe('salaries', () => {
  it.each([
    ['GBP 70,000 to 85,000', 'GBP', 70_000, 85_000],
    ['€ 55k - 65k', 'EUR', 55_000, 65_000],
    ['€55-65k', 'EUR', 55_000, 65_000],
    ['45.000 €', 'EUR', 45_000, 45_000],
  ])('%s', (text, currency, min, max) => {
    expect(readSalary(text)).toEqual({ text, currency, min, max });
  });

  it.each([null, '', 'good pay', 'EUR 1 to 2 to 3'])('are none in %s', (text) => {
    expect(readSalary(text)).toBeNull();
  });
});

describe('insights', () => {
  it('say nothing where there is nothing', () => {
    expect(insightsOf([], itself, NOW)).toEqual([]);
  });

  it('count what they say', () => {
    const skills = [{ id: 'sql', label: 'SQL' }];
    const jobs = [
      ...Array.from({ length: 6 }, (_, i) =>
        jobOf({
          source: 'fuzu',
          status: 'rejected',
          applied_at: daysAgo(9),
          rejected_at: daysAgo(2),
          job_title: `A ${i}`,
        }),
      ),
      ...Array.from({ length: 5 }, (_, i) => jobOf({ status: 'applied', applied_at: daysAgo(2), job_title: `B ${i}` })),
      jobOf({ job_title: 'C', ai_parsed_data: { skills } }),
      jobOf({ job_title: 'D', ai_parsed_data: { skills } }),
    ];
    const insights = insightsOf(jobs, itself, NOW);
    expect(insights.find((each) => each.insight_type === 'weekly_summary')).toMatchObject({
      title: '6 replies this week',
      metadata: { saved: 13, applied: 5, interviews: 0, offers: 0, rejections: 6, sample_size: 13 },
    });
    expect(insights.find((each) => each.insight_type === 'pattern_detection')?.content).toBe(
      'fuzu: 6 of 6 answered (100 %); manual: 0 of 5 answered (0 %)',
    );
    expect(insights.find((each) => each.insight_type === 'market_analysis')?.title).toBe('SQL is asked for most');
    expect(skillsInDemand(jobs, new Set(['sql']))).toEqual([
      { skill_id: 'sql', label: 'SQL', jobs: 2, share: 100, in_cv: true },
    ]);
  });
});
