import { o } from 'odata';
import { basic, NAMES, serveOData } from './support/odata.js';

const odata = serveOData();
const { ask, ids, names, set } = odata;

describe('OData filters', () => {
  it.each([
    [`name eq 'Ann O''Hara'`, [NAMES[0]]],
    [`name eq 'ANN O''HARA'`, []],
    [`tolower(name) eq 'ann o''hara'`, [NAMES[0]]],
    [`name eq 'Łucja Żak'`, ['Łucja Żak']],
    [`name eq 'łucja żak'`, []],
    [`tolower(name) eq tolower('ŁUCJA ŻAK') and toupper('ż') eq 'Ż'`, ['Łucja Żak']],
    [`startswith(name,'Łu') and contains(name,'Ża') and endswith(name,'Żak')`, ['Łucja Żak']],
    [`contains(name,'ann')`, ['ann lower']],
    [`contains(tolower(name),'ann')`, ["Ann O'Hara", 'ann lower']],
    [`startswith(name,'Z') or endswith(name,'lower')`, ['Zoë Muster', 'ann lower']],
    [`name in ('Zoë Muster','nobody')`, ['Zoë Muster']],
    [`not (name ne 'Zoë Muster')`, ['Zoë Muster']],
    [`tags/any(t: t eq 'Winter')`, ['Zoë Muster']],
    [`tags/any(t: t eq 'winter')`, []],
    [`tags/all(t: startswith(t,'Wi'))`, ['Zoë Muster']],
    [`tags/any() and not top_skills/any(s: s eq 'COBOL') and name gt 'a'`, ['ann lower', 'Łucja Żak']],
    [`city eq null and name eq 'Zoë Muster'`, []],
    [`length(name) eq 9 and indexof(name,'l') eq 4`, ['ann lower']],
    [`substring(name,0,3) eq 'ann'`, ['ann lower']],
    [`concat(concat(name,'!'),'?') eq 'ann lower!?'`, ['ann lower']],
    [`experience_months add 1 gt 1000000 or name eq 'ann lower'`, ['ann lower']],
    [`experience_months div 0 eq 1`, []],
    [`created_at gt 2020-01-01T00:00:00Z and year(created_at) gt 2020 and name eq 'ann lower'`, ['ann lower']],
    [`created_at lt 2020-01-01`, []],
    [`date(created_at) le now() and name eq 'ann lower'`, ['ann lower']],
    [`quality ge 0 and quality le 1 and name eq 'ann lower'`, ['ann lower']],
  ])('read %s', async (filter, expected) => {
    expect((await names(filter)).sort()).toEqual([...expected].sort());
  });

  it('find an asset by its id', async () => {
    expect(await names(`asset_id eq ${ids[2]}`)).toEqual(['Zoë Muster']);
  });

  it.each([
    `secret eq 1`,
    `name eq 1`,
    `name`,
    `name eq 'a`,
    `(name eq 'a'`,
    `name eq 'a' name`,
    `contains(name)`,
    `tags eq 'a'`,
    `name/any(n: n eq 'a')`,
    `created_at gt 2020-13-45T00:00:00Z`,
    `1 div`,
    `'; DROP TABLE assets; --`,
  ])('refuse %s with a 400', async (filter) => {
    const { status, body } = await set({ $filter: filter });
    expect([status, body.error.code]).toEqual([400, 'validation_error']);
  });

  it('refuse what is nested without end', async () => {
    for (const filter of [`${'('.repeat(500)}1 eq 1${')'.repeat(500)}`, `${'not '.repeat(500)}true`])
      expect((await set({ $filter: filter })).status).toBe(501);
  });

  it('refuse numbers out of range', async () => {
    expect((await set({ $filter: `substring(name,99999999999) eq 'a'` })).status).toBe(400);
  });
});

describe('OData resources', () => {
  it('give one entity by its key', async () => {
    const { status, body } = await ask(`/Candidates(${ids[1]})?$select=name`);
    expect([status, body.name, body['@odata.context']]).toEqual([
      200,
      'Łucja Żak',
      `${odata.service().url}/odata/$metadata#Candidates(name)/$entity`,
    ]);
    expect((await ask('/Candidates(00000000-0000-7000-8000-000000000000)')).status).toBe(404);
    expect((await ask(`/Positions(${ids[1]})`)).status).toBe(400);
    expect((await ask(`/Positions(asset_id=${ids[1]},ordinal=99)`)).status).toBe(404);
  });

  describe('of a candidate with a position and two skills', () => {
    beforeAll(async () => {
      const account = '(SELECT account_id FROM assets WHERE id = $1)';
      const { dataSource } = odata.service();
      await dataSource.query(
        `INSERT INTO display_positions (asset_id, account_id, ordinal, title, updated_at)
         VALUES ($1::uuid, ${account}, 0, 'Cook', now())`,
        [ids[0]],
      );
      await dataSource.query(
        `INSERT INTO display_skills (asset_id, account_id, ordinal, name, is_listed, updated_at)
         SELECT $1::uuid, ${account}, n, 'Skill ' || n, true, now() FROM generate_series(0, 1) AS n`,
        [ids[0]],
      );
    });

    it('lead to the other grains, and expand them', async () => {
      const { body } = await set({
        $expand: 'Skills($select=name;$orderby=name desc;$top=1),Positions($select=title)',
        $filter: `asset_id eq ${ids[0]}`,
        $select: 'name',
      });
      expect(body.value).toMatchObject([
        { name: NAMES[0], Skills: [{ name: 'Skill 1' }], Positions: [{ title: 'Cook' }] },
      ]);
      expect((await ask(`/Candidates(${ids[0]})/Skills`)).body.value).toHaveLength(2);
      const [keyed] = (await ask(`/Candidates(${ids[0]})/Positions?$top=1`)).body.value;
      const one = await ask(`/Positions(asset_id=${ids[0]},ordinal=${keyed.ordinal})`);
      expect([one.status, one.body.title]).toEqual([200, 'Cook']);
    });
  });

  it('refuse to expand what there is not, or by levels', async () => {
    expect((await set({ $expand: 'Friends' })).status).toBe(400);
    expect((await set({ $expand: 'Skills($levels=3)' })).status).toBe(501);
  });

  it('count', async () => {
    const { headers, body } = await ask(`/Candidates/$count?$filter=${encodeURIComponent(`startswith(name,'a')`)}`);
    expect([headers.get('content-type'), body]).toEqual([expect.stringMatching(/^text\/plain/), '1']);
  });

  it('search free text', async () => {
    expect((await set({ $search: 'muster NOT zak' })).body.value).toHaveLength(1);
  });

  it('are nobody else’s, and ask for a password', async () => {
    const other = (await odata.service().newKey()).key;
    expect((await ask('/Candidates', { authorization: basic(other) })).body.value).toEqual([]);
    expect((await ask(`/Candidates(${ids[0]})`, { authorization: `Bearer ${other}` })).status).toBe(404);
    expect((await ask(`/Candidates(${ids[0]})/Skills`, { authorization: `Bearer ${other}` })).status).toBe(404);
    const refused = await ask('/Candidates', { authorization: basic('rsm_live_unknown-key') });
    expect([refused.status, refused.body.error.code]).toEqual([401, 'unauthorized']);
    expect(refused.headers.get('www-authenticate')).toMatch(/^Basic /);
    const elsewhere = await fetch(`${odata.service().url}/api/v1/data/display`, {
      headers: { authorization: basic(odata.key()) },
    });
    expect(elsewhere.status).toBe(401);
  });

  it('are read by a client that knows nothing of us', async () => {
    const service_ = o(`${odata.service().url}/odata/`, { headers: { authorization: basic(odata.key()) } });
    const rows = await service_.get('Candidates').query({ $filter: `name eq 'Zoë Muster'`, $select: 'name' });
    expect(rows).toMatchObject([{ name: 'Zoë Muster' }]);
  });
});
