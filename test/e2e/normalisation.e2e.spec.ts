import type { TaxonomyRow } from '@vitamill/domain';
import { TaxonomyRepository } from '@vitamill/persistence';
import { fullRecord } from '../support/full-record.js';
import { clientOf, formOf, somePdf } from './support/client.js';
import { startService, type TestService } from './support/service.js';

let service: TestService;
beforeAll(async () => {
  const parsed = { record: fullRecord(), provenance: {} };
  service = await startService({}, { parse: async () => parsed, close: async () => undefined });
  await new TaxonomyRepository(service.dataSource).import(
    {
      name: 'yard',
      version: '1',
      attribution: '',
      licence: 'own',
      languages: ['en'],
      files: {},
      keepsOtherLanguages: false,
    },
    rows(),
  );
}, 120_000);
afterAll(() => service?.stop());

async function* rows(): AsyncGenerator<TaxonomyRow> {
  const label = (code: string, text: string): TaxonomyRow => ({
    row: 'label',
    code,
    language: 'en',
    kind: 'preferred',
    text,
  });
  yield { row: 'concept', code: 'uri:data', kind: 'occupation', isco: '2521', skillType: null };
  yield { row: 'concept', code: 'uri:welder', kind: 'occupation', isco: '7212', skillType: null };
  yield { row: 'concept', code: 'uri:python', kind: 'skill', isco: null, skillType: 'knowledge' };
  yield label('uri:data', 'data engineer');
  yield label('uri:welder', 'underwater welder');
  yield label('uri:python', 'Python');
}

describe('imported taxonomies', () => {
  it('give their codes in a synchronous parse', async () => {
    const { key } = await service.newKey({ credits: 2 });
    const { status, body } = await clientOf(service.url, key).call('POST', '/api/v1/parse', {
      body: formOf(['file', 'Whatever stands here.', 'cv.txt']),
    });
    expect(status).toBe(200);
    expect(body.taxonomy_versions).toEqual(['yard-1']);
    expect(body.experience[0].title.codes).toEqual([{ taxonomy: 'yard-1', code: 'uri:data', name: 'data engineer' }]);
    expect(body.skills[0].codes).toEqual([{ taxonomy: 'yard-1', code: 'uri:python', name: 'Python' }]);
  });

  it('give their codes for a title that a person corrects, and its occupation is reckoned anew', async () => {
    const { key } = await service.newKey();
    const client = clientOf(service.url, key);
    const { body: asset } = await client.upload(['file', somePdf(), 'cv.pdf']);
    await service.complete(asset.asset_id, { record: fullRecord({ asset_id: asset.asset_id }), provenance: {} });
    const correct = (value: unknown) =>
      client.call('PATCH', `/api/v1/data/master/${asset.asset_id}`, {
        body: JSON.stringify([{ op: 'replace', path: '/experience/0/title/raw', value }]),
        headers: { 'content-type': 'application/json-patch+json' },
      });
    const { status, body } = await correct('Underwater Welder');
    expect(status).toBe(200);
    expect(body.experience[0].title).toMatchObject({
      raw: 'Underwater Welder',
      code: '7541',
      codes: [{ taxonomy: 'yard-1', code: 'uri:welder', name: 'underwater welder' }],
    });
    const wrong = await correct(7);
    expect([wrong.status, wrong.body.code]).toEqual([422, 'invalid_record']);
  }, 60_000);
});
