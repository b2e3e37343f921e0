import { readJsonLd } from './read-json-ld.js';
import { readMicrodata } from './read-microdata.js';
import { readOpenGraph, readPageText } from './read-page-text.js';
import { parsePage } from './text-of.js';
import { NO_POSTING, type Posting, type PostingOrigin } from './types.js';

export interface ExtractedPosting {
  readonly posting: Posting;
  /** Where each part that is there was found. */
  readonly origins: Readonly<Partial<Record<keyof Posting, PostingOrigin>>>;
}

/** A teaser is no description. */
const LEAST_DESCRIPTION = 200;

/** Reads a job posting in a page: each part from the surest place that has it. The same page gives the same. */
export function extractPosting(html: string): ExtractedPosting {
  const page = parsePage(html);
  const sources: readonly (readonly [PostingOrigin, Posting | null])[] = [
    ['json_ld', readJsonLd(page)],
    ['microdata', readMicrodata(page)],
    ['open_graph', readOpenGraph(page)],
    ['text', readPageText(page)],
  ];
  const posting: Record<string, unknown> = { ...NO_POSTING };
  const origins: Partial<Record<keyof Posting, PostingOrigin>> = {};
  for (const [origin, found] of sources)
    for (const [name, value] of Object.entries(found ?? {}) as [keyof Posting, unknown][]) {
      const known = posting[name];
      const isShort = name === 'description' && typeof known === 'string' && known.length < LEAST_DESCRIPTION;
      const isLonger = isShort && typeof value === 'string' && value.length > String(known).length;
      if (value === null || (known !== null && !isLonger)) continue;
      posting[name] = value;
      origins[name] = origin;
    }
  return { posting: posting as unknown as Posting, origins };
}
