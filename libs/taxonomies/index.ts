export { relateTaxonomies } from './relate-taxonomies.js';
export { TaxonomyIndexBuilder } from './taxonomy-index.js';
