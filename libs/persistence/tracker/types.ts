/** The job tracker's own statuses, in the order of an application's life. */
export const BASE_STATUSES = ['saved', 'applied', 'interview', 'offer', 'rejected'] as const;
export type BaseStatus = (typeof BASE_STATUSES)[number];
export const JOB_SOURCES = ['brightermonday', 'fuzu', 'linkedin', 'manual'] as const;
export const PRIORITIES = ['low', 'medium', 'high'] as const;

/** Whose jobs: a person's in an organisation, or the organisation's own where a key has nobody behind it. */
export interface TrackerOwner {
  readonly accountId: string;
  readonly userId: string | null;
}
export const ownerIdOf = ({ accountId, userId }: TrackerOwner): string => userId ?? accountId;

/** A stage beyond the five; figures count its jobs as if they stood in `counts_as`. */
export interface ExtraStage {
  readonly name: string;
  readonly label: string;
  readonly counts_as: BaseStatus;
}

export interface TrackerSettings {
  readonly stages: readonly ExtraStage[];
  /** The CV that jobs are scored against; null where none is named. */
  readonly cvAssetId: string | null;
  /** IANA name, such as Europe/Berlin: of times that are given without an offset, and of mails. */
  readonly timeZone: string;
  /** Whether reminders are mailed. */
  readonly reminderMails: boolean;
  /** Whether the webhooks of the organisation hear of these jobs. */
  readonly webhookEvents: boolean;
  /** Whether jobs are scored by themselves when they are written. */
  readonly autoScore: boolean;
}

/** What the owner of a job may set. Named as in the API and the table. */
export interface TrackedJobFields {
  readonly company_name: string;
  readonly job_title: string;
  readonly job_description: string | null;
  readonly job_url: string | null;
  readonly source: (typeof JOB_SOURCES)[number];
  /** One of `BASE_STATUSES`, or a stage of the owner's settings. */
  readonly status: string;
  readonly applied_at: Date | null;
  readonly interview_at: Date | null;
  readonly offer_at: Date | null;
  readonly rejected_at: Date | null;
  readonly notes: string | null;
  readonly tags: readonly string[];
  readonly salary_range_min: number | null;
  readonly salary_range_max: number | null;
  /** ISO 4217. */
  readonly salary_currency: string | null;
  readonly location: string | null;
  readonly is_remote: boolean;
  readonly priority: (typeof PRIORITIES)[number] | null;
  readonly contacts: readonly object[];
  readonly documents: readonly object[];
  readonly deadlines: readonly DatedEntry[];
  readonly reminders: readonly DatedEntry[];
}

export interface DatedEntry {
  readonly title: string;
  /** ISO 8601 */
  readonly at: string;
}

/** What the service sets by itself. */
export interface DerivedJobFields {
  readonly ai_match_score: number | null;
  readonly ai_reasoning: string | null;
  /** The CV that the score is of. */
  readonly scored_asset_id: string | null;
  readonly ai_parsed_data: object | null;
  readonly last_scraped_at: Date | null;
  readonly archived_at: Date | null;
  readonly deleted_at: Date | null;
}

export interface TrackedJob extends TrackedJobFields, DerivedJobFields {
  readonly id: string;
  readonly user_id: string;
  readonly version: number;
  /** First entry into stages beyond the five, ISO 8601. */
  readonly stage_times: Readonly<Record<string, string>>;
  readonly last_synced_at: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export type JobChange = Partial<TrackedJobFields & DerivedJobFields>;

export const JOB_EVENT_TYPES = [
  'job_created',
  'status_changed',
  'job_updated',
  'job_scored',
  'job_archived',
  'job_restored',
  'job_deleted',
  'reminder_due',
] as const;
export type JobEventType = (typeof JOB_EVENT_TYPES)[number];

export interface JobEvent {
  readonly id: string;
  readonly job_id: string | null;
  readonly event_type: JobEventType;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly created_at: Date;
}

export interface JobSelection {
  readonly statuses?: readonly string[];
  readonly source?: string;
  /** Only those updated after it. */
  readonly since?: Date;
  /** Each of its words must stand in company name or job title. */
  readonly search?: string;
  readonly isRemote?: boolean;
  readonly minScore?: number;
  readonly tag?: string;
  readonly priority?: string;
  /** Only archived ones, only others, or (undefined) both. */
  readonly archived?: boolean;
}

export const JOB_SORTS = ['created_at', 'updated_at', 'ai_match_score', 'company_name'] as const;

export interface JobPage {
  readonly sort: (typeof JOB_SORTS)[number];
  readonly order: 'asc' | 'desc';
  /** From 1. */
  readonly page: number;
  readonly limit: number;
}
