import { Inject, Injectable } from '@nestjs/common';
import {
  BASE_STATUSES,
  JobAnalyticsRepository,
  type JobFigures,
  type StatusDelta,
  TIMELINE_INTERVALS,
  TIMELINE_KINDS,
  type TimelineCount,
  type TimelineInterval,
  type TrackerOwner,
  TrackerSettingsRepository,
} from '@vitamill/persistence';
import { z } from 'zod';
import { validationError } from '../errors/api-errors.js';
import { checkShape } from '../http/check-shape.js';

const DAY = 86_400_000;
const DAYS_SHOWN = 30;
const WEEKS_SHOWN = 12;
const ACTIVITIES = 10;
const MOST_INTERVALS = 1_000;

const date = z.iso.date('must be a date such as 2026-03-01').optional();
const timelineQuery = z.strictObject({
  interval: z.enum(TIMELINE_INTERVALS, `must be one of ${TIMELINE_INTERVALS.join(', ')}`).default('week'),
  from: date,
  to: date,
});

const isoDate = (at: Date | number): string => new Date(at).toISOString().slice(0, 10);
const round = (value: number): number => Math.round(value * 10) / 10;
const share = (part: number, whole: number): number => (whole === 0 ? 0 : round((100 * part) / whole));
/** Percent more than before; from nothing to something is 100. */
const growth = (now: number, before: number): number =>
  before === 0 ? (now === 0 ? 0 : 100) : round((100 * (now - before)) / before);

/** Figures in the tracker's own form: camelCase, not wrapped. */
@Injectable()
export class AnalyticsService {
  constructor(
    @Inject(JobAnalyticsRepository) private readonly analytics: JobAnalyticsRepository,
    @Inject(TrackerSettingsRepository) private readonly settings: TrackerSettingsRepository,
  ) {}

  async dashboard(owner: TrackerOwner, now = new Date()) {
    const { stages } = await this.settings.find(owner);
    const statuses = [...BASE_STATUSES, ...stages.map(({ name }) => name)];
    const firstDay = isoDate(now.getTime() - (DAYS_SHOWN - 1) * DAY);
    const today = isoDate(now);
    const days = intervalsOf('day', firstDay, today);
    const weeks = intervalsOf('week', isoDate(now.getTime() - (WEEKS_SHOWN - 1) * 7 * DAY), today);
    const [figures, counts, deltas, activities] = await Promise.all([
      this.analytics.figures(owner, stages, now),
      this.analytics.timeline(owner, { interval: 'day', from: weeks[0] ?? firstDay, to: today }),
      this.analytics.statusDeltas(owner, firstDay),
      this.analytics.activities(owner, ACTIVITIES),
    ]);
    return {
      ...headlineOf(figures),
      byStatus: Object.fromEntries(
        statuses.map((status) => [status, figures.statuses.find((row) => row.status === status)?.count ?? 0]),
      ),
      bySource: figures.sources.map(({ source, count }) => ({ source, count })),
      applicationsOverTime: pointsOf(days, counts).map((point) => ({
        date: point.date,
        count: point.created,
      })),
      statusOverTime: standOf(days, statuses, figures.statuses, deltas),
      activities: activities.map(({ createdAt, ...event }) => ({
        ...event,
        createdAt: createdAt.toISOString(),
      })),
      funnel: funnelOf(figures),
      responseRateBySource: figures.sources.map(({ source, applied, answered }) => ({
        source,
        applications: applied,
        responses: answered,
        responseRate: share(answered, Math.max(applied, answered)),
      })),
      activityByWeek: pointsOf(weeks, byInterval(weeks, counts)),
      salarySpread: figures.salaries.map(({ currency, count, quartiles: [min, p25, median, p75, max] }) => ({
        currency,
        count,
        min,
        p25,
        median,
        p75,
        max,
      })),
    };
  }

  async timeline(owner: TrackerOwner, query: unknown, now = new Date()) {
    const { interval, ...given } = checkShape(timelineQuery, query);
    const to = given.to ?? isoDate(now);
    const from = given.from ?? isoDate(Date.parse(to) - (WEEKS_SHOWN - 1) * 7 * DAY);
    const refuse = (message: string) => validationError([{ field: 'from', code: 'out_of_range', message }]);
    if (from > to) throw refuse('from: must not be after to.');
    if ((Date.parse(to) - Date.parse(from)) / DAY / { day: 1, week: 7, month: 28 }[interval] > MOST_INTERVALS)
      throw refuse(`from: must lie within ${MOST_INTERVALS} intervals of to.`);
    const points = pointsOf(
      intervalsOf(interval, from, to),
      await this.analytics.timeline(owner, { interval, from, to }),
    );
    return { interval, from, to, points };
  }
}

function headlineOf({ total, companies, interviewed, answered, averageScore, averageResponseDays, weeks }: JobFigures) {
  const none = { total: 0, companies: 0, interviewed: 0, averageScore: null };
  const last = weeks.find(({ week }) => week === 1) ?? none;
  const before = weeks.find(({ week }) => week === 2) ?? none;
  const rateOf = (week: typeof none | typeof last): number =>
    week.total === 0 ? 0 : (100 * week.interviewed) / week.total;
  return {
    totalApplications: total,
    applicationsChange: growth(last.total, before.total),
    activeCompanies: companies,
    companiesChange: growth(last.companies, before.companies),
    interviewRate: share(interviewed, total),
    interviewRateChange: round(rateOf(last) - rateOf(before)),
    avgMatchScore: round(averageScore ?? 0),
    matchScoreChange:
      last.averageScore === null || before.averageScore === null ? 0 : round(last.averageScore - before.averageScore),
    responseRate: share(answered, total),
    avgResponseTime: round(averageResponseDays ?? 0),
  };
}

/** `conversion`: share of those in the stage before that reached this one; `medianDays`: from this stage to the next. */
function funnelOf({ total, applied, interviewed, offered, medianDays }: JobFigures) {
  const days = (value: number | null): number | null => (value === null ? null : round(value));
  return [
    { stage: 'saved', reached: total, conversion: 100, medianDays: days(medianDays.saved) },
    { stage: 'applied', reached: applied, conversion: share(applied, total), medianDays: days(medianDays.applied) },
    {
      stage: 'interview',
      reached: interviewed,
      conversion: share(interviewed, applied),
      medianDays: days(medianDays.interview),
    },
    { stage: 'offer', reached: offered, conversion: share(offered, interviewed), medianDays: null },
  ];
}

/** First days (UTC) of the intervals that a range of days touches; weeks begin on Monday. */
function intervalsOf(interval: TimelineInterval, from: string, to: string): string[] {
  const at = new Date(`${from}T00:00:00Z`);
  if (interval === 'week') at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  if (interval === 'month') at.setUTCDate(1);
  const dates: string[] = [];
  for (
    ;
    isoDate(at) <= to;
    interval === 'month'
      ? at.setUTCMonth(at.getUTCMonth() + 1)
      : at.setUTCDate(at.getUTCDate() + (interval === 'week' ? 7 : 1))
  )
    dates.push(isoDate(at));
  return dates;
}

function pointsOf(dates: readonly string[], counts: readonly TimelineCount[]) {
  const byDate = new Map(dates.map((each) => [each, Object.fromEntries(TIMELINE_KINDS.map((kind) => [kind, 0]))]));
  for (const { date: day, kind, count } of counts) {
    const point = byDate.get(day);
    if (point) point[kind] = (point[kind] ?? 0) + count;
  }
  return [...byDate].map(([day, point]) => ({ date: day, ...(point as Record<TimelineCount['kind'], number>) }));
}

/** Counts of days as counts of the intervals that they lie in; those before the first are left out. */
const byInterval = (dates: readonly string[], counts: readonly TimelineCount[]): TimelineCount[] =>
  counts.flatMap((each) => {
    const date = dates.findLast((first) => first <= each.date);
    return date === undefined ? [] : [{ ...each, date }];
  });

/** How many jobs stood in each status at the end of each day: what stands there now, less what came since. */
function standOf(
  dates: readonly string[],
  statuses: readonly string[],
  now: JobFigures['statuses'],
  deltas: readonly StatusDelta[],
) {
  const stand = Object.fromEntries(
    statuses.map((status) => [status, now.find((row) => row.status === status)?.count ?? 0]),
  );
  return dates
    .toReversed()
    .map((date) => {
      const point = { date, ...stand };
      for (const { status, delta } of deltas.filter((each) => each.date === date))
        stand[status] = Math.max(0, (stand[status] ?? 0) - delta);
      return point;
    })
    .reverse();
}
