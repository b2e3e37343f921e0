import type { CorrectionRepository, RecordRepository, TaxonomyRepository } from '@vitamill/persistence';
import type { LoadedTaxonomies } from './loaded-taxonomies.js';

const BATCH = 20;
/** Records that a worker with older taxonomies wrote in the meantime are found by then. */
const RECHECK_MILLISECONDS = 600_000;

/**
 * Brings records to the taxonomies of today without reading their files again, a new version each. What is left to do stands
 * in the database: a crash loses nothing, and any number of workers may share it.
 */
export class Renormalise {
  private done: { readonly revision: string; readonly at: number } | null = null;
  private after: string | null = null;

  constructor(
    private readonly loaded: LoadedTaxonomies,
    private readonly taxonomies: TaxonomyRepository,
    private readonly records: RecordRepository,
    private readonly corrections: CorrectionRepository,
    private readonly now: () => number = Date.now,
  ) {}

  /** One batch; gives how many records got a new version, null where there is nothing to do. */
  async round(): Promise<number | null> {
    if (await this.loaded.refresh()) this.after = null;
    const { revision, tags } = this.loaded;
    if (this.done?.revision === revision && this.now() - this.done.at < RECHECK_MILLISECONDS) return null;
    const found = await this.taxonomies.outdatedRecords(tags, this.after, BATCH);
    let renewed = 0;
    for (const { accountId, assetId } of found) if (await this.renew(accountId, assetId)) renewed += 1;
    this.after = found.at(-1)?.assetId ?? null;
    if (found.length < BATCH) {
      this.done = { revision, at: this.now() };
      this.after = null;
    }
    return renewed;
  }

  /** False where somebody else wrote a version in the meantime: the record is found again if it still needs it. */
  private async renew(accountId: string, assetId: string): Promise<boolean> {
    const latest = await this.records.findLatest(accountId, assetId);
    if (!latest) return false;
    const next = { basedOn: latest.version, origin: 'renormalisation' as const, parsed: this.loaded.relate(latest) };
    return (await this.corrections.write(accountId, assetId, next)) !== null;
  }
}
