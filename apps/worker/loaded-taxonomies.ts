import { type ParsedCv, type TaxonomyIndex, taxonomyTag } from '@vitamill/domain';
import type { StoredTaxonomy, TaxonomyRepository } from '@vitamill/persistence';
import { relateTaxonomies, TaxonomyIndexBuilder } from '@vitamill/taxonomies';

/**
 * The imported taxonomies that normalise, held once in each worker: look-ups are short and meet no hostile bytes, so the
 * parser processes need no copies of their own.
 */
export class LoadedTaxonomies {
  private indexes: readonly TaxonomyIndex[] = [];
  private revisions = '';

  constructor(private readonly taxonomies: TaxonomyRepository) {}

  /** Changes with every import. */
  get revision(): string {
    return this.revisions;
  }

  get tags(): readonly string[] {
    return this.indexes.map(({ tag }) => tag);
  }

  /** Reads again what was imported since; what is there serves until then. True where something changed. */
  async refresh(): Promise<boolean> {
    const stored = (await this.taxonomies.list()).filter(({ active }) => active);
    const revisions = stored.map(({ revision }) => revision).join();
    if (revisions === this.revisions) return false;
    const indexes: TaxonomyIndex[] = [];
    for (const taxonomy of stored) indexes.push(await this.load(taxonomy));
    this.indexes = indexes;
    this.revisions = revisions;
    return true;
  }

  relate(parsed: ParsedCv): ParsedCv {
    return relateTaxonomies(parsed, this.indexes);
  }

  private async load(taxonomy: StoredTaxonomy): Promise<TaxonomyIndex> {
    const builder = new TaxonomyIndexBuilder(taxonomyTag(taxonomy));
    for (const concept of await this.taxonomies.concepts(taxonomy.id)) builder.addConcept(concept);
    for await (const page of this.taxonomies.labels(taxonomy.id)) for (const label of page) builder.addLabel(label);
    return builder.build();
  }
}
