/** Columns of a job that may name somebody, as they are read for erasing. */
export const OBJECTS: readonly string[] = ['contacts', 'documents', 'deadlines', 'reminders', 'ai_parsed_data'];
export const MENTIONING = [
  'company_name',
  'job_title',
  'job_description',
  'job_url',
  'notes',
  'location',
  'ai_reasoning',
  'ai_match_score',
  'tags',
  'search_text',
  ...OBJECTS,
] as const;

export interface MentioningJob {
  readonly id: string;
  readonly job_url: string | null;
  readonly contacts: readonly { readonly email?: string | null }[];
  readonly documents: readonly { readonly asset_id?: string | null }[];
  readonly scored_asset_id: string | null;
}

const ERASED = '[erased]';

/** Every text within a value without these addresses (in small letters). */
export function textsWithout<Value>(value: Value, emails: readonly string[]): Value {
  if (emails.length === 0) return value;
  const literal = emails.map((email) => email.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|');
  // "ann@x.example" stands neither in "joann@x.example" nor in "ann@x.examples".
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}._%+-])(?:${literal})(?![\\p{L}\\p{N}-])`, 'giu');
  const within = (each: unknown): unknown => {
    if (typeof each === 'string') return each.replace(pattern, ERASED);
    if (Array.isArray(each)) return each.map(within);
    if (each === null || typeof each !== 'object' || each instanceof Date) return each;
    return Object.fromEntries(Object.entries(each).map(([name, inner]) => [name, within(inner)]));
  };
  return within(value) as Value;
}

/**
 * A job without a person: their contact, documents and score are taken out, and their addresses out of every text. An
 * address of the web that names them goes as a whole.
 */
export function jobWithout(
  job: Omit<MentioningJob, 'id'>,
  emails: readonly string[],
  assetIds: readonly string[],
): Record<string, unknown> {
  const isTheirs = (email: string | null | undefined): boolean => emails.includes((email ?? '').trim().toLowerCase());
  const isOf = (assetId: string | null | undefined): boolean => assetIds.includes((assetId ?? '').toLowerCase());
  const isScoredByTheirs = isOf(job.scored_asset_id);
  return {
    ...textsWithout(job, emails),
    ...(job.job_url !== textsWithout(job.job_url, emails) ? { job_url: null } : {}),
    contacts: textsWithout(
      job.contacts.filter(({ email }) => !isTheirs(email)),
      emails,
    ),
    documents: textsWithout(
      job.documents.filter((document) => !isOf(document.asset_id)),
      emails,
    ),
    ...(isScoredByTheirs ? { ai_match_score: null, ai_reasoning: null, scored_asset_id: null } : {}),
  };
}
