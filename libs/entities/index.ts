export type { EntityContext } from './context.js';
export { createDateFinder, type DateFinder } from './dates/date-grammar.js';
export { readCv } from './read-cv.js';
export { trustEmbedded } from './trust-embedded.js';
