import {
  type ParsedCv,
  type TaxonomyConcept,
  type TaxonomyIndex,
  type TaxonomyLookup,
  type TaxonomyNormaliser,
  taxonomyKey,
} from '@vitamill/domain';
import { relateTaxonomies } from './relate-taxonomies.js';
import { TaxonomyIndexBuilder } from './taxonomy-index.js';

/**
 * Relates single records without holding taxonomies in memory: only the labels that a record may ask for are read. Gives the
 * same as an index of all labels.
 */
export class StoredTaxonomies implements TaxonomyNormaliser {
  constructor(private readonly lookup: TaxonomyLookup) {}

  async relate(parsed: ParsedCv): Promise<ParsedCv> {
    const active = await this.lookup.active();
    const keys = active.length > 0 ? [...new Set(textsAsked(parsed).map(taxonomyKey))] : [];
    const indexes: TaxonomyIndex[] = [];
    for (const { id, tag } of active) {
      const builder = new TaxonomyIndexBuilder(tag);
      const { concepts, labels } = await this.lookup.withKeys(id, keys);
      for (const concept of concepts) builder.addConcept(concept);
      for (const label of labels) builder.addLabel(label);
      indexes.push(builder.build());
    }
    return relateTaxonomies(parsed, indexes);
  }
}

/** Every text that a record may ask a taxonomy for: one that knows nothing is asked for all of them. */
function textsAsked(parsed: ParsedCv): string[] {
  const texts: string[] = [];
  const find = (_kind: TaxonomyConcept['kind'], text: string): null => {
    texts.push(text);
    return null;
  };
  relateTaxonomies(parsed, [{ tag: '', find }]);
  return texts;
}
