import { createCvParser } from '@vitamill/parser';
import { GRAINS } from '@vitamill/persistence';
import { ROLE_SCOPES } from '../../apps/api/auth/scopes.js';
import { ENTITY_SETS } from '../../apps/api/odata/entity-sets.js';
import { fullRecord } from '../support/full-record.js';
import { type Answer, somePdf } from './support/client.js';
import { exampleOf } from './support/example-of.js';
import { matchWorkerOver } from './support/matching.js';
import { jsonClientOf } from './support/person.js';
import { isOperators, isPublic, type Route, routesOf, scopesOf } from './support/routes.js';
import { startService, type TestService } from './support/service.js';
import { EVERY_ROUTE, filled, newMember, newTenant, type Tenant } from './support/tenant.js';

/** What reaches or identifies the person, as it stands in the record, the texts and the file. */
const MARKS = [
  'mara.ellwood@example.com',
  'mara.new@example.com',
  '020 7946 0958',
  '442079460958',
  'Quay Street',
  'LS1 4AB',
  'linkedin.com/in/mara-ellwood',
  'ellwood.example.com',
  'github.com/mara-ellwood',
  'certs.example.org/77',
  '1988-04-02',
  'married',
  'Utrecht-Birthplace',
  'pia.ng@example.com',
  'Pia Ng',
  'mara-private-file',
  'recruiter@agency.example',
  '+44 161 496 0000',
];
const ADVERT = 'Senior Data Engineer with Python and Apache Kafka';
const CV = `Mara van Ellwood
mara.ellwood@example.com, 020 7946 0958, +442079460958
1 Quay Street, LS1 4AB Leeds
https://www.linkedin.com/in/mara-ellwood

EXPERIENCE
Engineer, Harbour Analytics Ltd, 03/2019 - present
- Owner of the billing pipeline, ask mara.ellwood@example.com or 020 7946 0958
- See https://www.linkedin.com/in/mara-ellwood

SKILLS
Python, Kafka`;

/** Of OData. */
const ENTITIES = ENTITY_SETS.map(({ name }) => name);

const parser = createCvParser();
let service: TestService;
let routes: Route[];
// biome-ignore lint/suspicious/noExplicitAny: schemas of the document
let schemas: any;
let owner: Tenant;
let viewer: string;

beforeAll(async () => {
  service = await startService(EVERY_ROUTE);
  ({ routes, schemas } = await routesOf(service));
  owner = await newTenant(service, {
    parsed: (assetId) => ({ record: recordOf(assetId), provenance: provenanceOf() }),
    filename: 'mara-private-file.pdf',
    cvText: CV,
    tracked: {
      contacts: [{ name: 'Rex', email: 'recruiter@agency.example', phone: '+44 161 496 0000' }],
      description: 'Ask recruiter@agency.example.',
    },
  });
  const client = jsonClientOf(service.url, owner.key);
  const form = new FormData();
  form.append('file', new Blob([somePdf()]), 'mara-private-file-2.pdf');
  const { asset_id: twin } = (await client.call('POST', '/api/v1/files/upload', { body: form })).body;
  await service.complete(twin, { record: recordOf(twin), provenance: {} });
  const corrected = await client.call('PATCH', `/api/v1/data/master/${owner.ids.assetId}`, {
    body: JSON.stringify([
      { op: 'add', path: '/contact/emails/-', value: 'mara.new@example.com' },
      { op: 'replace', path: '/contact/birth_date', value: '1988-04-03' },
      { op: 'replace', path: '/contact/links/1/url', value: 'https://www.ellwood.example.com/' },
    ]),
    headers: { 'content-type': 'application/json-patch+json' },
  });
  expect(corrected.status).toBe(200);
  await matchWorkerOver(service.dataSource, parser).work();
  viewer = (await newMember(service, owner, 'viewer')).accessToken;
}, 180_000);
afterAll(async () => {
  await service?.stop();
  await parser.close();
});

function recordOf(assetId: string) {
  const record = fullRecord({ asset_id: assetId });
  return {
    ...record,
    contact: { ...record.contact, birth_place: 'Utrecht-Birthplace' },
    skills: record.skills.map((skill) => ({ ...skill, id: skill.name, taxonomy: 'test' })),
    experience: record.experience.map((each) => ({
      ...each,
      highlights: [...each.highlights, 'https://www.linkedin.com/in/mara-ellwood'],
    })),
    summary: `${record.summary} Write to mara.ellwood@example.com, call 020 7946 0958, see linkedin.com/in/mara-ellwood.`,
  };
}
const provenanceOf = () =>
  Object.fromEntries(
    [
      ['/contact/emails/0', 'mara.ellwood@example.com'],
      ['/contact/location', '1 Quay Street, LS1 4AB Leeds'],
      ['/contact/birth_date', '1988-04-02'],
      ['/contact/birth_place', 'Utrecht-Birthplace'],
      ['/contact/marital_status', 'married'],
      ['/projects/0/url', 'https://github.com/mara-ellwood/tidewatch'],
      ['/summary', 'Write to mara.ellwood@example.com'],
    ].map(([pointer, text]) => [
      pointer,
      { confidence: 0.9, rule: 'test', spans: [{ page: 1, bbox: null, text: text ?? '' }] },
    ]),
  );

/** Values that a parameter can have, as the document says: those that are listed, and each column where columns are told. */
// biome-ignore lint/suspicious/noExplicitAny: a parameter of the document
function valuesOf({ name, schema }: any): string[] {
  if (name === 'columns' || name === 'by')
    return [...new Set(GRAINS.flatMap((grain) => grain.columns.map((column) => column.name)))];
  const listed = [...(schema.enum ?? []), ...(schema.items?.enum ?? []), ...(schema.examples ?? [])];
  return [...listed, ...('const' in schema ? [schema.const] : [])].map(String);
}

/** Queries to ask a route with: nothing, and each value of each parameter. */
function queriesOf(route: Route): string[] {
  // biome-ignore lint/suspicious/noExplicitAny: parameters of the document
  const parameters = ((route.operation.parameters ?? []) as any[]).filter((each) => each.in === 'query');
  const needed = parameters
    .filter(({ name }) => ['like', 'asset_id'].includes(name))
    .map(({ name }) => `${name}=${owner.ids.assetId}`);
  const asked = parameters.flatMap((each) =>
    valuesOf(each).map((value) => [...needed, `${each.name}=${encodeURIComponent(value)}`].join('&')),
  );
  const adverts = parameters.some(({ name }) => name === 'job_spec') ? [`job_spec=${encodeURIComponent(ADVERT)}`] : [];
  return [...new Set([needed.join('&'), ...asked, ...adverts])];
}

/** One way of asking a route, by somebody. */
function ask(route: Route, token: string, target: string): Promise<Answer> {
  const content = route.operation.requestBody?.content ?? {};
  const [type] = Object.keys(content);
  const init: RequestInit = {};
  if (type?.startsWith('multipart')) {
    const form = new FormData();
    form.append('file', new Blob([somePdf()]), 'a.pdf');
    init.body = form;
  } else if (type) {
    const body = route.path.endsWith('/candidates/search')
      ? { like: owner.ids.assetId, include: 'explanation' }
      : exampleOf(content[type].schema, schemas);
    init.body = JSON.stringify(body);
    init.headers = { 'content-type': type };
  }
  return jsonClientOf(service.url, token).call(route.method, target, init);
}

/** What a route is asked for by: its path with the owner's ids, and every entity of OData with every segment. */
function pathsOf(route: Route): string[] {
  const one = (resource: string, segment: string): string =>
    filled(
      route,
      (name) => ({ resource, segment, part: '$count' })[name] ?? owner.ids[route.path] ?? owner.ids[name] ?? '',
    );
  const entities = [...ENTITIES, `Candidates(${owner.ids.assetId})`];
  if (route.path.includes('{segment}'))
    return entities.flatMap((entity) => ['$count', ...ENTITIES, 'email', 'filename'].map((each) => one(entity, each)));
  return route.path.includes('{resource}') ? entities.map((entity) => one(entity, '')) : [one('', '')];
}

const told = ({ body }: Answer): string[] => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return MARKS.filter((mark) => text.includes(mark));
};
const mayRead = (route: Route): boolean =>
  !isPublic(route) &&
  !isOperators(route) &&
  (route.method === 'GET' || scopesOf(route).some((scope) => ROLE_SCOPES.viewer.includes(scope as never)));

/** Routes that are known to tell contact data to who may see them: where they no longer do, the test below proves nothing. */
const TELLING = [
  'GET /api/v1/files/assets',
  'GET /api/v1/files/assets/{assetId}',
  'GET /api/v1/data/master/{assetId}',
  'GET /api/v1/data/master/{assetId}/diff',
  'GET /api/v1/data/master/{assetId}/corrections',
  'GET /api/v1/data/display',
  'GET /api/v1/data/display/facets',
  'GET /api/v1/data/display/groups',
  'GET /api/v1/data/display/export',
  'GET /odata/{resource}',
  'GET /odata/{resource}/{segment}',
  'GET /api/match/{jobId}',
  'GET /api/v1/candidates/search',
  'POST /api/v1/candidates/search',
  'GET /api/jobs',
  'GET /api/jobs/{jobId}',
  'GET /api/jobs/export',
];

describe('a viewer', () => {
  it('is told no contact data on any route, however it is asked', async () => {
    const leaks: [string, string[]][] = [];
    const telling = new Set<string>();
    for (const route of routes.filter(mayRead)) {
      const targets = pathsOf(route).flatMap((path) =>
        queriesOf(route).map((query) => (query ? `${path}?${query}` : path)),
      );
      for (const target of targets) {
        const seen = await ask(route, viewer, target);
        const shown = await ask(route, owner.person.accessToken, target);
        await service.forgetLimits();
        // 501: of OData, and not served.
        const broke = [seen, shown].some(({ status }) => status === 429 || (status >= 500 && status !== 501));
        expect([target, broke]).toEqual([target, false]);
        if (told(shown).length > 0) telling.add(`${route.method} ${route.path}`);
        if (told(seen).length > 0) leaks.push([`${route.method} ${target}`, told(seen)]);
      }
    }
    expect(leaks).toEqual([]);
    expect(TELLING.filter((route) => !telling.has(route))).toEqual([]);
  }, 300_000);

  it('gets neither the file nor an export', async () => {
    const client = jsonClientOf(service.url, viewer);
    const { assetId } = owner.ids;
    for (const path of [
      `/api/v1/files/assets/${assetId}/file`,
      `/api/v1/data/master/${assetId}?format=vcard`,
      '/api/v1/data/display/export?format=csv',
    ])
      expect([path, (await client.get(path)).status]).toEqual([path, 403]);
  });

  it('sees what the person can do', async () => {
    const { body } = await jsonClientOf(service.url, viewer).get(`/api/v1/data/master/${owner.ids.assetId}`);
    expect(body.contact.name.full).toBe('Dr. Mara van Ellwood');
    expect(body.contact.location).toMatchObject({ raw: null, city: 'Leeds', country: 'GB' });
    expect(body.experience[0].employer.name).toBe('Harbour Analytics Ltd');
    const odata = await jsonClientOf(service.url, viewer).get('/odata/Candidates');
    expect(odata.body.value[0]).toMatchObject({
      name: 'Dr. Mara van Ellwood',
      email: null,
      phone: null,
      city: 'Leeds',
    });
  });

  it('can read the model of OData', async () => {
    for (const path of ['/odata', '/odata/$metadata']) {
      const [seen, shown] = [viewer, owner.key].map((token) => jsonClientOf(service.url, token).get(path));
      expect((await seen)?.body).toEqual((await shown)?.body);
    }
  });

  it('sees the people of the organisation', async () => {
    const { body } = await jsonClientOf(service.url, viewer).get('/api/organisation/members');
    expect(JSON.stringify(body)).toContain(owner.person.email);
  });

  it('changes nothing', async () => {
    const changing = routes.filter(
      (route) => !isPublic(route) && !isOperators(route) && !mayRead(route) && scopesOf(route).length > 0,
    );
    expect(changing.length).toBeGreaterThan(25);
    for (const route of changing) {
      const { status } = await ask(route, viewer, pathsOf(route)[0] ?? '');
      await service.forgetLimits();
      expect([route.method, route.path, status]).toEqual([route.method, route.path, 403]);
    }
  });
});
