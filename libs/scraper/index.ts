export { type ExtractedPosting, extractPosting } from './extract-posting.js';
export { AGENT, type FetchOptions, fetchPage } from './fetch-page.js';
export { mayFetch } from './robots.js';
export { type Posting, type PostingOrigin, ScrapeError, type ScrapeFault } from './types.js';
