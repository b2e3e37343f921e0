import { TIMELINE_INTERVALS, TIMELINE_KINDS } from '@vitamill/persistence';
import { json, type Operations, query } from '../openapi/operation.js';
import { object, reference } from '../openapi/schemas.js';

const read = { tag: 'Job tracker', scope: 'jobs:read' } as const;
const string = { type: 'string' };
const date = { type: 'string', format: 'date' };
const count = { type: 'integer', minimum: 0 };
const number = { type: 'number' };
const rate = { type: 'number', minimum: 0, maximum: 100 };
const nullableNumber = { type: ['number', 'null'] };
const arrayOf = (items: object) => ({ type: 'array', items });
const counts = { type: 'object', additionalProperties: count };

export const ANALYTICS_OPERATIONS: Operations = {
  '/api/analytics/dashboard': {
    get: {
      id: 'readJobDashboard',
      summary: 'The figures of all jobs that are not deleted.',
      ...read,
      success: { '200': json('JobDashboard', 'The figures') },
      errors: [],
    },
  },
  '/api/analytics/timeline': {
    get: {
      id: 'readJobAnalyticsTimeline',
      summary: 'What happened day by day, week by week or month by month.',
      ...read,
      parameters: [
        query('interval', { enum: [...TIMELINE_INTERVALS], default: 'week' }, 'Weeks begin on Monday'),
        query('from', date, 'First day, UTC; 11 weeks before `to` unless told'),
        query('to', date, 'Last day, UTC; today unless told'),
      ],
      success: { '200': json('JobAnalyticsTimeline', 'Counts of each interval, zeros too') },
      errors: ['validation_error'],
    },
  },
};

export const ANALYTICS_SCHEMAS = {
  JobTimelinePoint: object({ date, ...Object.fromEntries(TIMELINE_KINDS.map((kind) => [kind, count])) }),
  JobAnalyticsTimeline: object({
    interval: { enum: [...TIMELINE_INTERVALS] },
    from: date,
    to: date,
    points: arrayOf(reference('JobTimelinePoint')),
  }),
  JobDashboard: object({
    totalApplications: count,
    applicationsChange: { ...number, description: 'Percent, this week (seven days) against the week before' },
    activeCompanies: { ...count, description: 'With a job that is not rejected' },
    companiesChange: number,
    interviewRate: { ...rate, description: 'Share that reached interview or offer' },
    interviewRateChange: { ...number, description: 'Percentage points' },
    avgMatchScore: rate,
    matchScoreChange: number,
    responseRate: { ...rate, description: 'Share with interview, offer or rejection' },
    avgResponseTime: { ...number, description: 'Days from application to interview' },
    byStatus: counts,
    bySource: arrayOf(object({ source: string, count })),
    applicationsOverTime: arrayOf(object({ date, count })),
    statusOverTime: arrayOf({ type: 'object', required: ['date'], properties: { date }, additionalProperties: count }),
    activities: arrayOf(
      object({
        id: string,
        type: string,
        jobId: string,
        companyName: string,
        jobTitle: string,
        payload: { type: 'object' },
        createdAt: { type: 'string', format: 'date-time' },
      }),
    ),
    funnel: arrayOf(object({ stage: string, reached: count, conversion: rate, medianDays: nullableNumber })),
    responseRateBySource: arrayOf(
      object({ source: string, applications: count, responses: count, responseRate: rate }),
    ),
    activityByWeek: arrayOf(reference('JobTimelinePoint')),
    salarySpread: arrayOf(
      object({
        currency: { type: ['string', 'null'] },
        count,
        min: number,
        p25: number,
        median: number,
        p75: number,
        max: number,
      }),
    ),
  }),
};
