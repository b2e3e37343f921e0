import { Controller, Get, Inject } from '@nestjs/common';
import { activeTags, type StoredTaxonomy, TaxonomyRepository } from '@vitamill/persistence';
import { CurrentPrincipal, RequireScope } from '../auth/decorators.js';
import type { Principal } from '../auth/principal.js';

@Controller('api/v1/taxonomies')
export class TaxonomiesController {
  constructor(@Inject(TaxonomyRepository) private readonly taxonomies: TaxonomyRepository) {}

  @Get()
  @RequireScope('data:read')
  async list(@CurrentPrincipal() who: Principal) {
    const stored = await this.taxonomies.list();
    return {
      items: stored.map(presentTaxonomy),
      records_pending: await this.taxonomies.countOutdated(who.accountId, activeTags(stored)),
    };
  }
}

const presentTaxonomy = (taxonomy: StoredTaxonomy) => ({
  taxonomy: `${taxonomy.name}-${taxonomy.version}`,
  name: taxonomy.name,
  version: taxonomy.version,
  active: taxonomy.active,
  attribution: taxonomy.attribution,
  licence: taxonomy.licence,
  languages: taxonomy.languages,
  occupations: taxonomy.occupations,
  skills: taxonomy.skills,
  labels: taxonomy.labels,
  relations: taxonomy.relations,
  imported_at: taxonomy.importedAt.toISOString(),
});
