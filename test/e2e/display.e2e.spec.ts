import { parquetReadObjects } from 'hyparquet';
import { type Client, clientOf, formOf, somePdf } from './support/client.js';
import { startService, type TestService } from './support/service.js';

let service: TestService;
let client: Client;
let key: string;
const ids: string[] = [];
const NAMES = ['=HYPERLINK("x")', 'Łucja Żak', 'Zoë Muster'];

beforeAll(async () => {
  service = await startService();
  ({ key } = await service.newKey());
  client = clientOf(service.url, key);
  for (const name of NAMES) {
    const { body } = await client.call('POST', '/api/v1/files/upload', {
      body: formOf(['file', somePdf(), 'cv.pdf'], ['tags', 'spring']),
    });
    await service.complete(body.asset_id, name);
    ids.push(body.asset_id);
  }
}, 120_000);
afterAll(() => service?.stop());

const exported = async (query: string) => {
  const response = await fetch(`${service.url}/api/v1/data/display/export?${query}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
};

describe('display rows over HTTP', () => {
  it('come in every grain, and name the grains where there is no such one', async () => {
    for (const grain of ['candidate', 'position', 'education', 'skill', 'language', 'certificate', 'match']) {
      const { status, body } = await client.get(`/api/v1/data/display?grain=${grain}`);
      expect([grain, status, body.total_is_exact]).toEqual([grain, 200, true]);
    }
    const { status, body } = await client.get('/api/v1/data/display?grain=family');
    expect([status, body.errors[0].field]).toEqual([400, 'grain']);
  });

  it('give the columns selected and no others', async () => {
    const { body } = await client.get('/api/v1/data/display?select=name,tags&sort=name&page_size=1');
    expect(Object.keys(body.items[0])).toEqual(['name', 'tags']);
  });

  it('are counted by facet and by group', async () => {
    const facets = (await client.get('/api/v1/data/display/facets?columns=tags,country&limit=5')).body.facets;
    expect(facets[0]).toEqual({ column: 'tags', values: [{ value: 'spring', count: 3 }] });
    const { body } = await client.get(
      '/api/v1/data/display/groups?by=tags&metrics=count,average:experience_months&tags=spring',
    );
    expect(body.groups).toEqual([{ tags: 'spring', count: 3, 'average:experience_months': expect.any(Number) }]);
  });

  it('are exported as CSV that is no formula', async () => {
    const { headers, bytes } = await exported('select=name&bom=true');
    expect(headers.get('content-type')).toMatch(/^text\/csv/);
    expect(headers.get('content-disposition')).toBe('attachment; filename="candidate.csv"');
    const lines = bytes.toString().split('\r\n');
    expect(lines[0]).toBe('\uFEFFname');
    expect(lines.slice(1, -1).sort()).toEqual([`"'=HYPERLINK(""x"")"`, 'Zoë Muster', 'Łucja Żak'].sort());
  });

  it('are exported as NDJSON, Parquet and a workbook, filtered like the rows', async () => {
    const ndjson = await exported(`format=ndjson&asset_id=${ids[1]}`);
    expect(JSON.parse(ndjson.bytes.toString())).toMatchObject({ name: 'Łucja Żak', tags: ['spring'] });
    const { bytes } = await exported('format=parquet&name__starts_with=z');
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    expect(await parquetReadObjects({ file })).toMatchObject([{ name: 'Zoë Muster' }]);
    expect((await exported('format=xlsx')).bytes.subarray(0, 2).toString()).toBe('PK');
  });

  it.each(['format=pdf', 'bom=maybe', 'select=secret', 'colour=red', 'grain=family'])(
    'are not exported for %s',
    async (query) => {
      expect((await exported(query)).status).toBe(400);
    },
  );

  it('are summed up for charts', async () => {
    const { body } = await client.get('/api/v1/data/summary');
    expect(body).toMatchObject({ assets: { completed: 3 }, success_ratio: 1, countries: [{ count: 3 }] });
    expect(body.uploads_by_week).toEqual([
      { week: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), uploads: 3, completed: 3 },
    ]);
    expect(body.experience.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(3);
    const nobody = clientOf(service.url, (await service.newKey()).key);
    expect((await nobody.get('/api/v1/data/summary')).body).toMatchObject({ assets: {}, success_ratio: null });
  });

  it('tell what was deleted, by page', async () => {
    const since = '2020-01-01';
    expect((await client.get(`/api/v1/data/display/deletions?since=${since}`)).body.items).toEqual([]);
    await client.delete(`/api/v1/files/assets/${ids[0]}`);
    await client.delete(`/api/v1/files/assets/${ids[2]}`);
    const first = (await client.get(`/api/v1/data/display/deletions?since=${since}&limit=1`)).body;
    const second = (
      await client.get(`/api/v1/data/display/deletions?since=${since}&limit=1&cursor=${first.next_cursor}`)
    ).body;
    expect([first, second].flatMap(({ items }) => items.map(({ asset_id }: { asset_id: string }) => asset_id))).toEqual(
      [ids[0], ids[2]],
    );
    expect(second.next_cursor).toBeNull();
    for (const query of ['', 'since=yesterday', `since=${since}&cursor=abc`, `since=${since}&limit=0`])
      expect([query, (await client.get(`/api/v1/data/display/deletions?${query}`)).status]).toEqual([query, 400]);
    const other = clientOf(service.url, (await service.newKey()).key);
    expect((await other.get(`/api/v1/data/display/deletions?since=${since}`)).body.items).toEqual([]);
  });
});
