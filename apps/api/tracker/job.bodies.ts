import { JOB_SOURCES, PRIORITIES, type TrackedJobFields } from '@vitamill/persistence';
import { z } from 'zod';
import { isTimeZone } from './zoned-time.js';

const CURRENCIES: readonly string[] = Intl.supportedValuesOf('currency');
const SALARY = { least: 30_000, most: 10_000_000 };
const MOST_ENTRIES = 20;

/** PostgreSQL keeps no NUL in text. */
const text = (most: number) =>
  z
    .string()
    .max(most, `may have ${most} characters`)
    .transform((value) => value.replaceAll('\0', ''));
const words = (most: number) =>
  z
    .string()
    .transform((value) => value.replaceAll('\0', '').trim())
    .pipe(z.string().min(1, 'must not be empty').max(most, `may have ${most} characters`));
export const isHttps = (value: string): boolean => URL.canParse(value) && new URL(value).protocol === 'https:';
const httpsUrl = z.string().max(2_000, 'may have 2000 characters').refine(isHttps, 'must be an https URL');
/** A time with an offset, or a date: its first moment in UTC. */
export const time = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], {
    error: 'must be an ISO 8601 time such as 2026-03-01T10:30:00Z',
  })
  .transform((value) => new Date(value));
const salary = z
  .int('must be a whole number')
  .min(SALARY.least, `must be at least ${SALARY.least}`)
  .max(SALARY.most, `must be at most ${SALARY.most}`);
const list = <Item extends z.ZodType>(item: Item) =>
  z.array(item).max(MOST_ENTRIES, `may have ${MOST_ENTRIES} entries`);
/** With an offset; or without one, or a date: then it stays as it is until the owner's time zone is known. */
const zonedTime = z
  .union([z.iso.datetime({ offset: true, local: true }), z.iso.date()], {
    error: 'must be an ISO 8601 time such as 2026-03-01T10:30:00Z, or 2026-03-01T10:30 in your time zone',
  })
  .refine((at) => !Number.isNaN(Date.parse(at)), 'must be a time that there is');
const dated = z.object({ title: words(200), at: zonedTime });
const optionalText = (most: number) => text(most).nullable().default(null);

const FIELDS = {
  company_name: words(200),
  job_title: words(200),
  job_description: text(50_000).nullable(),
  job_url: httpsUrl.nullable(),
  source: z.enum(JOB_SOURCES, `must be one of ${JOB_SOURCES.join(', ')}`),
  status: words(40),
  applied_at: time.nullable(),
  interview_at: time.nullable(),
  offer_at: time.nullable(),
  rejected_at: time.nullable(),
  notes: text(10_000).nullable(),
  tags: list(words(50)).transform((tags) => [...new Set(tags)]),
  salary_range_min: salary.nullable(),
  salary_range_max: salary.nullable(),
  salary_currency: z
    .string()
    .refine((code) => CURRENCIES.includes(code), 'must be an ISO 4217 code such as EUR')
    .nullable(),
  location: text(200).nullable(),
  is_remote: z.boolean('must be true or false'),
  priority: z.enum(PRIORITIES, `must be one of ${PRIORITIES.join(', ')}`).nullable(),
  contacts: list(
    z.object({
      name: words(200),
      role: optionalText(200),
      email: z.email('must be an e-mail address').max(254).nullable().default(null),
      phone: optionalText(50),
      url: httpsUrl.nullable().default(null),
      note: optionalText(1_000),
    }),
  ),
  documents: list(
    z.object({
      title: words(200),
      kind: z.enum(['cv', 'cover_letter', 'certificate', 'other']).default('other'),
      asset_id: z.uuid('must be a UUID').nullable().default(null),
      url: httpsUrl.nullable().default(null),
    }),
  ),
  deadlines: list(dated),
  reminders: list(dated),
} satisfies Record<keyof TrackedJobFields, z.ZodType>;

export const jobChangeBody = z.object(FIELDS).partial();

export const newJobBody = z.object({
  ...FIELDS,
  job_description: FIELDS.job_description.default(null),
  job_url: FIELDS.job_url.default(null),
  source: FIELDS.source.default('manual'),
  status: FIELDS.status.default('saved'),
  applied_at: FIELDS.applied_at.default(null),
  interview_at: FIELDS.interview_at.default(null),
  offer_at: FIELDS.offer_at.default(null),
  rejected_at: FIELDS.rejected_at.default(null),
  notes: FIELDS.notes.default(null),
  tags: FIELDS.tags.default([]),
  salary_range_min: FIELDS.salary_range_min.default(null),
  salary_range_max: FIELDS.salary_range_max.default(null),
  salary_currency: FIELDS.salary_currency.default(null),
  location: FIELDS.location.default(null),
  is_remote: FIELDS.is_remote.default(false),
  priority: FIELDS.priority.default(null),
  contacts: FIELDS.contacts.default([]),
  documents: FIELDS.documents.default([]),
  deadlines: FIELDS.deadlines.default([]),
  reminders: FIELDS.reminders.default([]),
});

/** Jobs, or ids, in one bulk request. */
const MOST_BULK = 500;
const ids = z
  .array(z.uuid('must be a UUID').transform((id) => id.toLowerCase()))
  .min(1, 'must name at least one job')
  .max(MOST_BULK, `may name ${MOST_BULK} jobs`)
  .transform((all) => [...new Set(all)]);

export const bulkBody = z.discriminatedUnion(
  'action',
  [
    z.object({
      action: z.literal('create'),
      jobs: z.array(newJobBody).min(1, 'must have at least one job').max(MOST_BULK, `may have ${MOST_BULK} jobs`),
    }),
    z.object({ action: z.literal('update'), ids, changes: jobChangeBody }),
    z.object({ action: z.enum(['archive', 'restore', 'delete']), ids }),
  ],
  { error: 'must be one of create, update, archive, restore, delete' },
);

export const settingsBody = z.object({
  stages: z
    .array(
      z.object({
        name: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be of small letters, digits and _, at most 40'),
        label: words(100),
        counts_as: z.enum(['saved', 'applied', 'interview', 'offer', 'rejected']),
      }),
    )
    .max(MOST_ENTRIES, `may have ${MOST_ENTRIES} stages`)
    .optional(),
  cv_asset_id: z.uuid('must be a UUID').nullable().optional(),
  time_zone: z.string().max(64).refine(isTimeZone, 'must be a time zone such as Europe/Berlin').optional(),
  reminder_mails: z.boolean('must be true or false').optional(),
  webhook_events: z.boolean('must be true or false').optional(),
  auto_score: z.boolean('must be true or false').optional(),
});
