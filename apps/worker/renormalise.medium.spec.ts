import type { TaxonomyRow } from '@vitamill/domain';
import {
  CorrectionRepository,
  newId,
  RecordRepository,
  RunRepository,
  TaxonomyRepository,
} from '@vitamill/persistence';
import { StoredTaxonomies } from '@vitamill/taxonomies';
import { acceptedAsset, newAccount, openDatabase } from '../../test/support/database.js';
import { fullRecord } from '../../test/support/full-record.js';
import { startPostgres, type TestPostgres } from '../../test/support/postgres.js';
import { LoadedTaxonomies } from './loaded-taxonomies.js';
import { Renormalise } from './renormalise.js';

let postgres: TestPostgres;
let database: Awaited<ReturnType<typeof openDatabase>>;
beforeAll(async () => {
  postgres = await startPostgres();
  database = await openDatabase(await postgres.newDatabase());
}, 60_000);
afterAll(async () => {
  await database?.destroy();
  await postgres?.stop();
}, 30_000);

async function* rows(label: string): AsyncGenerator<TaxonomyRow> {
  yield { row: 'concept', code: 'uri:1', kind: 'occupation', isco: '2521', skillType: null };
  yield { row: 'label', code: 'uri:1', language: 'en', kind: 'preferred', text: label };
}
const source = (version: string) => ({
  name: 'yard',
  version,
  attribution: '',
  licence: 'own',
  languages: ['en'],
  files: {},
  keepsOtherLanguages: false,
});

describe('renormalisation', () => {
  it('brings every record to the taxonomies of today, as a new version, and then rests', async () => {
    const accountId = await newAccount(database);
    const runs = new RunRepository(database);
    const records = new RecordRepository(database);
    const taxonomies = new TaxonomyRepository(database);
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) {
      const { id } = await acceptedAsset(database, accountId);
      const runId = newId();
      await runs.claim(id, runId, 60);
      await runs.complete(id, runId, { record: fullRecord({ asset_id: id }), provenance: {} });
      ids.push(id);
    }
    const workers = [1, 2].map(
      () => new Renormalise(new LoadedTaxonomies(taxonomies), taxonomies, records, new CorrectionRepository(database)),
    );
    const drain = () =>
      Promise.all(
        workers.map(async (worker) => {
          while ((await worker.round()) !== null);
        }),
      );
    await drain();
    expect(await records.findLatest(accountId, ids[0] ?? '')).toMatchObject({ version: 1 });

    await taxonomies.import(source('1'), rows('Senior data engineer'));
    expect(await taxonomies.countOutdated(accountId, ['yard-1'])).toBe(3);
    await drain();
    for (const id of ids)
      expect(await records.findLatest(accountId, id)).toMatchObject({
        version: 2,
        origin: 'renormalisation',
        taxonomyVersions: ['yard-1'],
        record: { experience: [{ title: { code: '2521', codes: [{ taxonomy: 'yard-1', code: 'uri:1' }] } }, {}] },
      });
    expect(await taxonomies.countOutdated(accountId, ['yard-1'])).toBe(0);

    await taxonomies.import(source('2'), rows('Nothing of the kind'));
    await drain();
    expect(await records.findLatest(accountId, ids[0] ?? '')).toMatchObject({
      version: 3,
      taxonomyVersions: ['yard-2'],
      record: { experience: [{ title: { code: null, codes: [] } }, {}] },
    });
    expect((await records.findVersion(accountId, ids[0] ?? '', 2))?.taxonomyVersions).toEqual(['yard-1']);
  }, 60_000);

  it('gives the same by single look-ups as with all labels in memory', async () => {
    const taxonomies = new TaxonomyRepository(database);
    async function* many(): AsyncGenerator<TaxonomyRow> {
      const concept = (code: string, isco: string): TaxonomyRow => ({
        row: 'concept',
        code,
        kind: 'occupation',
        isco,
        skillType: null,
      });
      const label = (code: string, text: string, kind: 'preferred' | 'alternative', language = 'en'): TaxonomyRow => ({
        row: 'label',
        code,
        language,
        kind,
        text,
      });
      yield concept('uri:1', '2521');
      yield concept('uri:2', '2511');
      yield { row: 'concept', code: 'uri:3', kind: 'skill', isco: null, skillType: 'knowledge' };
      yield label('uri:1', 'Gegevensingenieur', 'preferred', 'nl');
      yield label('uri:1', 'Data Engineer', 'alternative');
      yield label('uri:1', 'engineer of data', 'preferred');
      yield label('uri:2', 'analyst', 'preferred');
      yield label('uri:3', 'python', 'alternative');
      yield label('uri:3', 'Python (computer programming)', 'preferred');
    }
    await taxonomies.import({ ...source('1'), name: 'mill' }, many());
    const loaded = new LoadedTaxonomies(taxonomies);
    await loaded.refresh();
    const parsed = { record: fullRecord(), provenance: {} };
    const related = await new StoredTaxonomies(taxonomies).relate(parsed);
    expect(related).toEqual(loaded.relate(parsed));
    expect(related.record.experience[0]?.title?.codes).toContainEqual({
      taxonomy: 'mill-1',
      code: 'uri:1',
      name: 'engineer of data',
    });
    expect(related.record.skills[0]?.codes).toContainEqual(expect.objectContaining({ code: 'uri:3' }));
  }, 60_000);
});
