import { SaxesParser } from 'saxes';
import { basic, NAMES, serveOData } from './support/odata.js';

const odata = serveOData();
const { ask, ids, set } = odata;

// OData 4.0 part 1, 13.1.1: what a service at the minimal conformance level must do, point by point.
describe('OData at the minimal conformance level', () => {
  it('publishes a service document at its root (1)', async () => {
    const { body, headers } = await ask('');
    expect(headers.get('odata-version')).toBe('4.0');
    expect(body['@odata.context']).toBe(`${odata.service().url}/odata/$metadata`);
    expect(body.value).toContainEqual({ name: 'Candidates', kind: 'EntitySet', url: 'Candidates' });
    expect((await ask('/')).status).toBe(200);
  });

  it('returns data as JSON, and says so (2)', async () => {
    const { body, headers } = await ask('/Candidates');
    expect(headers.get('content-type')).toMatch(/^application\/json;odata.metadata=minimal/);
    expect(body['@odata.context']).toBe(`${odata.service().url}/odata/$metadata#Candidates`);
    expect(body.value).toHaveLength(NAMES.length);
    const none = await ask('/Candidates', { accept: 'application/json;odata.metadata=none' });
    expect(Object.keys(none.body)).toEqual(['value']);
  });

  it('pages by next links where it gives a part (3)', async () => {
    const walked: string[] = [];
    let path = '/Candidates?$select=name&$count=true';
    for (let page = 0; path && page < 10; page += 1) {
      const { body, headers } = await ask(path, { prefer: 'odata.maxpagesize=3' });
      expect(headers.get('preference-applied')).toBe('odata.maxpagesize=3');
      expect(body['@odata.count']).toBe(NAMES.length);
      walked.push(...body.value.map(({ name }: { name: string }) => name));
      path = (body['@odata.nextLink'] ?? '').replace(`${odata.service().url}/odata`, '');
    }
    expect(walked.sort()).toEqual([...NAMES].sort());
  });

  it.each([
    [{ $orderby: 'name desc' }, 4],
    [{ $orderby: 'name desc', $top: '3' }, 3],
    [{ $orderby: 'country,name', $skip: '1' }, 3],
    [{ $skip: '2', $top: '9' }, 2],
    [{ $top: '0' }, 0],
  ] as [Record<string, string>, number][])('pages %j without losing or repeating a row (3)', async (options, count) => {
    const whole = (await set({ ...options, $select: 'asset_id' })).body.value;
    expect(whole).toHaveLength(count);
    const walked: unknown[] = [];
    const query = new URLSearchParams({ ...options, $select: 'asset_id' }).toString();
    let path = `/Candidates?${query}`;
    for (let page = 0; path && page < 10; page += 1) {
      const { body } = await ask(path, { prefer: 'maxpagesize=1' });
      walked.push(...body.value);
      path = (body['@odata.nextLink'] ?? '').replace(`${odata.service().url}/odata`, '');
    }
    expect(walked).toEqual(whole);
  });

  it('says which version it speaks (4), and refuses who speaks a lower one (5.2)', async () => {
    expect((await ask('/Candidates', { 'odata-maxversion': '4.01' })).status).toBe(200);
    const { status, body } = await ask('/Candidates', { 'odata-maxversion': '3.0' });
    expect([status, body.error.target]).toEqual([400, 'OData-MaxVersion']);
  });

  it('answers 406 where the client takes no JSON (5.1)', async () => {
    expect((await ask('/Candidates', { accept: 'application/atom+xml' })).status).toBe(406);
    expect((await ask('/Candidates?$format=xml')).status).toBe(406);
    expect((await ask('/Candidates?$format=json', { accept: 'text/html' })).status).toBe(200);
  });

  it.each([
    '$apply=aggregate(x with sum as y)',
    '$compute=a add b as c',
    '$unknown=1',
    '$filter=geo.distance(a,b) lt 1',
    '$filter=name eq @p',
    "$filter=Skills/any(s: s/name eq 'SQL')",
    '$filter=Skills/$count gt 3',
    "$filter=status has Vitamill.Status'a'",
    "$filter=created_at sub created_at gt duration'P1D'",
    '$filter=quality eq NaN',
    '$orderby=length(name) desc',
    '$orderby=top_skills',
    '$select=Skills/name',
    '$expand=Skills/$ref',
    '$expand=Skills/$count',
    '$expand=Skills($levels=3)',
    '$expand=Skills($expand=Candidate)',
    '$expand=Skills($search=sql)',
  ])('answers 501 to %s, which it does not serve (7)', async (option) => {
    const { status, body } = await ask(`/Candidates?${encodeURI(option)}`);
    expect([status, body.error.code]).toEqual([501, 'not_implemented']);
  });

  it('takes options of the client’s own (6)', async () => {
    expect((await ask('/Candidates?tracking=1')).status).toBe(200);
  });

  it.each([
    '$batch',
    '$entity',
    '$all',
    '$crossjoin(Candidates,Skills)',
    'Candidates/$each',
    'Candidates(ID)/name',
    'Candidates(ID)/$value',
    'Candidates(ID)/$ref',
    'Candidates(ID)/Skills/$ref',
    'Candidates(ID)/name/$value',
  ])('answers 501 to the path %s, which it does not serve (7)', async (path) => {
    expect((await ask(`/${path.replace('ID', ids[0] ?? '')}`)).status).toBe(501);
  });

  it.each([
    'Friends',
    'Candidates/Candidates',
    'Candidates(ID)/Friends',
    'Candidates(ID)/$count',
    'Candidates(ID)/Skills/Skills',
  ])('answers 404 to the path %s, which leads nowhere', async (path) => {
    expect((await ask(`/${path.replace('ID', ids[0] ?? '')}`)).status).toBe(404);
  });

  it.each([
    ['$filter=name eq', 'a part of an expression'],
    ['$orderby=name up', 'an order'],
    ['$top=-1', 'a number'],
    ['$expand=Skills(top=1)', 'an option'],
    ['$expand=Skills,Skills', 'a property twice'],
    ['$expand=Friends', 'an unknown property'],
  ])('answers 400 to %s, which is no OData: %s (7)', async (option) => {
    expect((await ask(`/Candidates?${encodeURI(option)}`)).status).toBe(400);
  });

  it('changes nothing, and says so (10)', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const path = method === 'POST' ? '/Candidates' : `/Candidates(${ids[0]})`;
      const { status } = await fetch(`${odata.service().url}/odata${path}`, {
        method,
        headers: { authorization: basic(odata.key()) },
      });
      expect([method, status]).toEqual([method, 405]);
    }
  });

  it('needs no annotation of the client’s understanding (9)', async () => {
    const { body } = await ask(`/Candidates?$expand=*&$count=true&$top=1`);
    const foreign = Object.keys({ ...body, ...body.value[0] }).filter(
      (name) => /@|\./.test(name) && !/@odata\./.test(name),
    );
    expect(foreign).toEqual([]);
  });

  it('publishes its model, with every column typed by the specification (8, 13)', async () => {
    const { headers, body } = await ask('/$metadata');
    expect(headers.get('content-type')).toMatch(/^application\/xml/);
    const properties: string[] = [];
    const parser = new SaxesParser();
    parser.on('opentag', ({ name, attributes }) => {
      if (name === 'Property') properties.push(`${attributes.Name}: ${attributes.Type}`);
    });
    parser.write(body).close();
    expect(properties).toEqual(
      expect.arrayContaining(['asset_id: Edm.Guid', 'tags: Collection(Edm.String)', 'start_date: Edm.Date']),
    );
    const types = new Set(properties.map((text) => text.split(': ')[1]));
    expect([...types].sort()).toEqual([
      ...['Collection(Edm.String)', 'Edm.Boolean', 'Edm.Date', 'Edm.DateTimeOffset', 'Edm.Double', 'Edm.Guid'],
      ...['Edm.Int32', 'Edm.String'],
    ]);
    const [row] = (await ask('/Candidates?$top=1')).body.value;
    expect(properties.map((text) => text.split(':')[0])).toEqual(expect.arrayContaining(Object.keys(row)));
  });
});

describe('OData $expand (12)', () => {
  const NAVIGATIONS = ['Positions', 'Studies', 'Skills', 'SpokenLanguages', 'Certificates', 'Matches'];
  const expanded = async (expand: string, filter = `asset_id eq ${ids[3]}`) => {
    const { status, body } = await set({ $expand: expand, $filter: filter, $select: 'name' });
    expect([status, body]).toEqual([200, expect.anything()]);
    return body.value[0];
  };

  beforeAll(async () => {
    const account = '(SELECT account_id FROM assets WHERE id = $1)';
    await odata.service().dataSource.query(
      `INSERT INTO display_skills (asset_id, account_id, ordinal, name, type, months, is_listed, updated_at)
       SELECT $1::uuid, ${account}, n, 'Skill ' || lpad(n::text, 4, '0'), CASE WHEN n < 3 THEN 'tool' ELSE 'technical' END, n % 7, true, now()
       FROM generate_series(0, 1199) AS n`,
      [ids[3]],
    );
    const job = '01900000-0000-7000-8000-00000000000b';
    await odata.service().dataSource.query(
      `INSERT INTO match_jobs (id, account_id, family, status, criteria, total, expires_at)
       VALUES ('${job}', ${account}, 'screen', 'completed', '{}', 1, now() + interval '1 day')`,
      [ids[3]],
    );
    await odata.service().dataSource.query(
      `INSERT INTO display_matches (job_id, ordinal, account_id, asset_id, family, status, score, rank, created_at, completed_at, expires_at, updated_at)
       VALUES ('${job}', 0, ${account}, $1::uuid, 'screen', 'completed', 81, 1, now(), now(), now(), now())`,
      [ids[3]],
    );
  });

  it('leads to every other grain', async () => {
    const row = await expanded(NAVIGATIONS.join());
    for (const name of NAVIGATIONS) expect([name, row[name]]).toEqual([name, expect.any(Array)]);
    expect(row.Matches).toMatchObject([{ score: 81, rank: 1 }]);
    expect(
      Object.keys(await expanded('*'))
        .filter((name) => !name.includes('@'))
        .sort(),
    ).toEqual(['name', ...NAVIGATIONS].sort());
    expect((await ask(`/Matches(job_id=01900000-0000-7000-8000-00000000000b,ordinal=0)`)).body.score).toBe(81);
  });

  it.each([
    [`$filter=type eq 'tool'`, ['Skill 0000', 'Skill 0001', 'Skill 0002']],
    [`$filter=type eq 'tool';$orderby=name desc;$top=2`, ['Skill 0002', 'Skill 0001']],
    [`$filter=type eq 'tool';$skip=1;$top=1`, ['Skill 0001']],
    [`$filter=contains(name,'11') and months lt 1;$top=2`, ['Skill 0112', 'Skill 0119']],
    ['$top=0', []],
  ])('takes %s within', async (options, names) => {
    const row = await expanded(`Skills($select=name;${options})`);
    expect(row.Skills).toEqual(names.map((name) => ({ name })));
    expect(row).not.toHaveProperty('Skills@odata.nextLink');
  });

  it('counts within, whatever $top leaves of it', async () => {
    const row = await expanded(`Skills($filter=type eq 'tool';$count=true;$top=1),Studies($count=true)`);
    expect([row['Skills@odata.count'], row.Skills.length, row['Studies@odata.count']]).toEqual([3, 1, 0]);
  });

  it.each([
    '$select=name',
    '$select=name;$orderby=months desc,name',
    `$select=name;$filter=months gt 0;$skip=3;$top=1010`,
  ])('leads on where a candidate has more rows than fit, with %s', async (options) => {
    const walked: unknown[] = [];
    const row = await expanded(`Skills(${options})`);
    walked.push(...row.Skills);
    let link = row['Skills@odata.nextLink'];
    expect([walked.length, typeof link]).toEqual([1_000, 'string']);
    for (let page = 0; link && page < 5; page += 1) {
      const { status, body } = await ask(link.replace(`${odata.service().url}/odata`, ''), {
        prefer: 'maxpagesize=150',
      });
      expect(status).toBe(200);
      walked.push(...body.value);
      link = body['@odata.nextLink'];
    }
    const query = new URLSearchParams(options.split(';').map((option) => option.split('=') as [string, string]));
    const whole = (await ask(`/Candidates(${ids[3]})/Skills?${query}`, { prefer: 'maxpagesize=5000' })).body.value;
    expect(walked).toEqual(whole);
  });

  it('counts what a candidate leads to', async () => {
    const { body } = await ask(`/Candidates(${ids[3]})/Skills/$count?$filter=${encodeURIComponent(`type eq 'tool'`)}`);
    expect(body).toBe('3');
    expect((await ask('/Candidates(00000000-0000-7000-8000-000000000000)/Skills/$count')).status).toBe(404);
  });
});
