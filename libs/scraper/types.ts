/** What a page says of one job. Null where it does not say. */
export interface Posting {
  readonly title: string | null;
  readonly company: string | null;
  /** Plain text, paragraphs and list items on lines of their own. */
  readonly description: string | null;
  readonly location: string | null;
  readonly isRemote: boolean | null;
  /** A year's pay. */
  readonly salary: { readonly min: number; readonly max: number; readonly currency: string | null } | null;
  /** ISO 8601: until when one can apply. */
  readonly validThrough: string | null;
}

/** Where the parts of a posting were found, the surest first. */
export const POSTING_ORIGINS = ['json_ld', 'microdata', 'open_graph', 'text'] as const;
export type PostingOrigin = (typeof POSTING_ORIGINS)[number];

export const NO_POSTING: Posting = {
  title: null,
  company: null,
  description: null,
  location: null,
  isRemote: null,
  salary: null,
  validThrough: null,
};

export type ScrapeFault =
  | 'refused_address'
  | 'dns_failed'
  | 'robots_disallowed'
  | 'too_many_redirects'
  | 'timeout'
  | 'too_large'
  | 'not_html'
  | 'http_status'
  | 'connection_failed'
  | 'no_posting';

export class ScrapeError extends Error {
  override readonly name = 'ScrapeError';
  /** `message` is for whoever gave the URL; it never quotes the page. */
  constructor(
    readonly fault: ScrapeFault,
    message: string,
  ) {
    super(message);
  }
}
