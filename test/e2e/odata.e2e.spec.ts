import { o } from 'odata';
import { SaxesParser } from 'saxes';
import { clientOf, formOf, somePdf } from './support/client.js';
import { startService, type TestService } from './support/service.js';

let service: TestService;
let key: string;
const ids: string[] = [];
const NAMES = ["Ann O'Hara", 'Łucja Żak', 'Zoë Muster', 'ann lower'];

beforeAll(async () => {
  service = await startService();
  ({ key } = await service.newKey());
  const client = clientOf(service.url, key);
  for (const name of NAMES) {
    const { body } = await client.call('POST', '/api/v1/files/upload', {
      body: formOf(['file', somePdf(), 'cv.pdf'], ['tags', name.startsWith('Z') ? 'Winter' : 'Spring']),
    });
    await service.complete(body.asset_id, name);
    ids.push(body.asset_id);
  }
}, 120_000);
afterAll(() => service?.stop());

const basic = (password: string) => `Basic ${Buffer.from(`any:${password}`).toString('base64')}`;
const ask = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${service.url}/odata${path}`, { headers: { authorization: basic(key), ...headers } });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
};
const set = (options: Record<string, string>, name = 'Candidates') =>
  ask(
    `/${name}?${Object.entries(options)
      .map(([option, value]) => `${option}=${encodeURIComponent(value)}`)
      .join('&')}`,
  );
const names = async (filter: string): Promise<string[]> => {
  const { status, body } = await set({ $filter: filter, $select: 'name', $orderby: 'name' });
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.value.map(({ name }: { name: string }) => name);
};

// OData 4.0 part 1, 13.1.1: what a service at the minimal conformance level must do, point by point.
describe('OData at the minimal conformance level', () => {
  it('publishes a service document at its root (1)', async () => {
    const { body, headers } = await ask('');
    expect(headers.get('odata-version')).toBe('4.0');
    expect(body['@odata.context']).toBe(`${service.url}/odata/$metadata`);
    expect(body.value).toContainEqual({ name: 'Candidates', kind: 'EntitySet', url: 'Candidates' });
    expect((await ask('/')).status).toBe(200);
  });

  it('returns data as JSON, and says so (2)', async () => {
    const { body, headers } = await ask('/Candidates');
    expect(headers.get('content-type')).toMatch(/^application\/json;odata.metadata=minimal/);
    expect(body['@odata.context']).toBe(`${service.url}/odata/$metadata#Candidates`);
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
      path = (body['@odata.nextLink'] ?? '').replace(`${service.url}/odata`, '');
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
      path = (body['@odata.nextLink'] ?? '').replace(`${service.url}/odata`, '');
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
      const { status } = await fetch(`${service.url}/odata${path}`, { method, headers: { authorization: basic(key) } });
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
    await service.dataSource.query(
      `INSERT INTO display_skills (asset_id, account_id, ordinal, name, type, months, is_listed, updated_at)
       SELECT $1::uuid, ${account}, n, 'Skill ' || lpad(n::text, 4, '0'), CASE WHEN n < 3 THEN 'tool' ELSE 'technical' END, n % 7, true, now()
       FROM generate_series(0, 1199) AS n`,
      [ids[3]],
    );
    const job = '01900000-0000-7000-8000-00000000000b';
    await service.dataSource.query(
      `INSERT INTO match_jobs (id, account_id, family, status, criteria, total, expires_at)
       VALUES ('${job}', ${account}, 'screen', 'completed', '{}', 1, now() + interval '1 day')`,
      [ids[3]],
    );
    await service.dataSource.query(
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
      const { status, body } = await ask(link.replace(`${service.url}/odata`, ''), { prefer: 'maxpagesize=150' });
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

describe('OData filters', () => {
  it.each([
    [`name eq 'Ann O''Hara'`, [NAMES[0]]],
    [`name eq 'ANN O''HARA'`, []],
    [`tolower(name) eq 'ann o''hara'`, [NAMES[0]]],
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
      `${service.url}/odata/$metadata#Candidates(name)/$entity`,
    ]);
    expect((await ask('/Candidates(00000000-0000-7000-8000-000000000000)')).status).toBe(404);
    expect((await ask(`/Positions(${ids[1]})`)).status).toBe(400);
    expect((await ask(`/Positions(asset_id=${ids[1]},ordinal=99)`)).status).toBe(404);
  });

  it('lead from a candidate to the other grains, and expand them', async () => {
    const skills = (await ask(`/Candidates(${ids[0]})/Skills`)).body.value;
    const { body } = await set({
      $expand: 'Skills($select=name;$orderby=name desc;$top=1),Positions',
      $filter: `asset_id eq ${ids[0]}`,
    });
    expect(Object.keys(body.value[0])).toEqual(expect.arrayContaining(['name', 'Skills', 'Positions']));
    expect(body.value[0].Skills.length).toBe(Math.min(1, skills.length));
    const keyed = (await ask(`/Candidates(${ids[0]})/Positions?$top=1`)).body.value[0];
    if (keyed) expect((await ask(`/Positions(asset_id=${ids[0]},ordinal=${keyed.ordinal})`)).status).toBe(200);
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
    const other = (await service.newKey()).key;
    expect((await ask('/Candidates', { authorization: basic(other) })).body.value).toEqual([]);
    expect((await ask(`/Candidates(${ids[0]})`, { authorization: `Bearer ${other}` })).status).toBe(404);
    expect((await ask(`/Candidates(${ids[0]})/Skills`, { authorization: `Bearer ${other}` })).status).toBe(404);
    const refused = await ask('/Candidates', { authorization: basic('rsm_live_unknown-key') });
    expect([refused.status, refused.body.error.code]).toEqual([401, 'unauthorized']);
    expect(refused.headers.get('www-authenticate')).toMatch(/^Basic /);
    const elsewhere = await fetch(`${service.url}/api/v1/data/display`, { headers: { authorization: basic(key) } });
    expect(elsewhere.status).toBe(401);
  });

  it('are read by a client that knows nothing of us', async () => {
    const service_ = o(`${service.url}/odata/`, { headers: { authorization: basic(key) } });
    const rows = await service_.get('Candidates').query({ $filter: `name eq 'Zoë Muster'`, $select: 'name' });
    expect(rows).toMatchObject([{ name: 'Zoë Muster' }]);
  });
});
