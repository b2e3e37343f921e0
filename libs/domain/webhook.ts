/** What an endpoint can be told of, and when. Listed in docs/webhooks.md. */
export const WEBHOOK_EVENTS = {
  'asset.completed': 'A file was read; its record is there',
  'asset.failed': 'A file could not be read; data.error says why',
  'asset.deleted': 'A file and everything read from it was erased',
  'record.corrected': 'A person corrected the record of a file',
  'screen.completed': 'A screening of candidates is done',
  'match.completed': 'A match of CVs with a job is done',
  'export.completed': 'The file of an export is there',
  'export.failed': 'An export could not be made; data.error says why',
  'job.created': 'A job is tracked',
  'job.status_changed': 'A tracked job entered another stage',
  'job.scored': 'A tracked job was scored against a CV',
  'job.deleted': 'A tracked job was deleted',
  'scrape.completed': 'A posting was read; its job is there',
  'scrape.failed': 'A posting could not be read; data.error says why',
  'reminder.due': 'The time of a reminder has come',
  'credits.low': 'The balance fell below the threshold of the account',
  'webhook.test': 'Sent on request only, to try an endpoint',
} as const;

export type WebhookEvent = keyof typeof WEBHOOK_EVENTS;

/**
 * Seconds to wait after each failed attempt; after the last one the delivery has failed. `standard` is the one that the
 * Standard Webhooks specification recommends; `screening` is that of the screening API's reference.
 */
export const WEBHOOK_SCHEDULES = {
  standard: [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400],
  screening: [5, 30, 120],
  /** A test tells at once whether it arrived. */
  once: [],
} as const satisfies Record<string, readonly number[]>;

export type WebhookSchedule = keyof typeof WEBHOOK_SCHEDULES;

/** Why an attempt did not deliver. */
export const WEBHOOK_FAULTS = {
  refused_address: 'The address is not one that may be called: it is private, or resolves to a private one.',
  dns_failed: 'The host name could not be resolved.',
  connection_failed: 'No connection could be made, or it broke off.',
  tls_failed: 'The certificate was not accepted.',
  timeout: 'There was no answer in time.',
  redirect: 'The answer was a redirect; those are not followed.',
  status: 'The answer was no 2xx.',
  gone: 'The answer was 410: the endpoint wants no more events and was disabled.',
  disabled: 'The endpoint was disabled before the event was sent.',
  erased: 'What the event was about was erased.',
} as const;

export type WebhookFault = keyof typeof WEBHOOK_FAULTS;
