import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PAGES } from '../../libs/scraper/pages.fixture.js';
import { newPerson } from './support/person.js';
import { startService, type TestService } from './support/service.js';

type Person = Awaited<ReturnType<typeof newPerson>>;

let service: TestService;
let site: Server;
let origin: string;
let open = 0;
let most = 0;
beforeAll(async () => {
  site = createServer((request, response) => {
    const page = PAGES[(request.url ?? '').slice(1).split('?')[0] ?? ''];
    if (!page) return void response.writeHead(404).end();
    most = Math.max(most, ++open);
    setTimeout(() => {
      open--;
      response.writeHead(200, { 'content-type': 'text/html' }).end(page.html);
    }, 50);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  service = await startService({
    authenticationsPerMinute: 10_000,
    webhookAllowHttp: true,
    webhookAllowedNetworks: '127.0.0.0/8',
  });
}, 120_000);
afterAll(async () => {
  await service?.stop();
  site?.closeAllConnections();
  site?.close();
});

async function finished(person: Person, id: string) {
  for (;;) {
    const { body } = await person.get(`/api/scrape/${id}`);
    if (body.data.finished_at) return body.data;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

describe('scraping', () => {
  it('makes a job of a page', async () => {
    const ada = await newPerson(service);
    const { status, body, headers } = await ada.post('/api/scrape', { url: `${origin}/json-ld.year-salary` });
    expect([status, headers.get('location'), headers.get('x-ratelimit-limit')]).toEqual([
      202,
      `/api/scrape/${body.data.id}`,
      '10',
    ]);
    const run = await finished(ada, body.data.id);
    expect(run).toMatchObject({ status: 'completed', error: null, origins: { title: 'json_ld', salary: 'json_ld' } });
    const job = (await ada.get(`/api/jobs/${run.job_id}`)).body.data;
    expect(job).toMatchObject({
      company_name: 'Brook Ltd',
      job_title: 'Pump engineer',
      source: 'manual',
      status: 'saved',
      job_url: null,
      location: 'Leeds, GB',
      salary_range_min: 41_000,
      salary_range_max: 52_000,
      salary_currency: 'GBP',
      deadlines: [{ title: 'Applications close', at: '2026-06-30T00:00:00.000Z' }],
      last_scraped_at: expect.any(String),
      ai_parsed_data: expect.objectContaining({ contract: ['permanent'] }),
    });
  });

  it('fills what a job leaves empty, and nothing else', async () => {
    const ada = await newPerson(service);
    const fields = { company_name: 'Brook', job_title: 'My title', location: 'Home' };
    const { id } = (await ada.post('/api/jobs', fields)).body.data;
    const { body } = await ada.post('/api/scrape', { url: `${origin}/json-ld.plain`, job_id: id });
    expect((await finished(ada, body.data.id)).job_id).toBe(id);
    const job = (await ada.get(`/api/jobs/${id}`)).body.data;
    expect(job).toMatchObject(fields);
    expect(job.job_description).toContain('pumps');
    expect((await ada.get('/api/jobs')).body.total).toBe(1);
  });

  it('reads one page of a host at a time', async () => {
    const ada = await newPerson(service);
    most = 0;
    const runs = await Promise.all(
      Array.from({ length: 5 }, (_, i) => ada.post('/api/scrape', { url: `${origin}/text.main?${i}` })),
    );
    for (const { body } of runs) expect((await finished(ada, body.data.id)).status).toBe('completed');
    expect(most).toBe(1);
  });

  it.each([
    ['/nowhere', 'http_status'],
    ['http://169.254.169.254/latest/meta-data', 'refused_address'],
    ['http://[::ffff:10.0.0.1]/', 'refused_address'],
  ])('tells why %s came to nothing', async (path, code) => {
    const ada = await newPerson(service);
    const { body } = await ada.post('/api/scrape', { url: path.startsWith('/') ? origin + path : path });
    expect(await finished(ada, body.data.id)).toMatchObject({ status: 'failed', job_id: null, error: { code } });
    expect((await ada.get('/api/jobs')).body.total).toBe(0);
  });

  it.each(['ftp://example.org/', 'https://a:b@example.org/', 'no address'])('refuses %s', async (url) => {
    const ada = await newPerson(service);
    const { status, body } = await ada.post('/api/scrape', { url });
    expect([status, body.error.code, body.error.details[0].field]).toEqual([400, 'VALIDATION_ERROR', 'url']);
  });

  it('stops after ten in an hour', async () => {
    const ada = await newPerson(service);
    for (let i = 0; i < 10; i++) await ada.post('/api/scrape', { url: 'no address' });
    expect((await ada.post('/api/scrape', { url: 'no address' })).body.error.code).toBe('RATE_LIMITED');
  });

  it('goes on with what a process left behind', async () => {
    const ada = await newPerson(service);
    const id = '01900000-0000-7000-8000-0000000000aa';
    await service.dataSource.query(
      `INSERT INTO scrape_runs (id, account_id, user_id, url, host, status, attempts, claimed_until)
       VALUES ($1, $2, $3, $4, 'left', 'running', 1, now() - interval '1 second')`,
      [id, ada.accountId, ada.userId, `${origin}/text.main`],
    );
    expect((await finished(ada, id)).job_id).toBe(id);
  });
});
