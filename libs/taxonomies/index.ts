export { relateTaxonomies } from './relate-taxonomies.js';
export { StoredTaxonomies } from './stored-taxonomies.js';
export { TaxonomyIndexBuilder } from './taxonomy-index.js';
