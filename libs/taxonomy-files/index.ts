export { type CustomTaxonomy, customReader } from './read-custom.js';
export { escoReader } from './read-esco.js';
export { onetReader } from './read-onet.js';
export { digestOf, listSourceFiles, type SourceFile, TaxonomyFileError } from './source-files.js';
export type { TaxonomyReader } from './taxonomy-reader.js';
