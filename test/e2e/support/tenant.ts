import type { ParsedCv } from '@vitamill/domain';
import { somePdf } from './client.js';
import { jsonClientOf, mailedToken, newEmail, newPerson, PASSWORD } from './person.js';
import type { Route } from './routes.js';
import { isForPersons } from './routes.js';
import type { TestService } from './service.js';

export const OPERATOR = 'test-operator-token-of-32-characters';
export const UNKNOWN_ID = '01900000-0000-7000-8000-000000000000';

/** What the service of a test that tries every route is started with. */
export const EVERY_ROUTE = {
  authenticationsPerMinute: 100_000,
  webhookAllowHttp: true,
  webhookAllowedNetworks: '127.0.0.0/8',
} as const;

/** An organisation with a key and one of everything that has an id. */
export interface Tenant {
  readonly person: Awaited<ReturnType<typeof newPerson>>;
  readonly key: string;
  /** Path parameter, or the path with it where the name alone is not enough -> id. */
  readonly ids: Readonly<Record<string, string>>;
}

export interface TenantContent {
  /** What is read out of the file; the sample record unless told. */
  readonly parsed?: (assetId: string) => ParsedCv;
  readonly filename?: string;
  /** Sent to be screened and matched. */
  readonly cvText?: string;
  readonly tracked?: object;
}

export async function newTenant(service: TestService, content: TenantContent = {}): Promise<Tenant> {
  const { filename = 'a.pdf', cvText = 'Ada Example, engineer since 2015.', tracked = {} } = content;
  const person = await newPerson(service);
  const terms = { api_access_enabled: true, plan: 'paid', rate_per_minute: 100_000 };
  const operator = jsonClientOf(service.url, OPERATOR);
  const organisation = `/api/operator/organisations/${person.accountId}`;
  await operator.patch(organisation, terms);
  await operator.post(`${organisation}/credits`, { credits: 100, reason: 'grant' }, { 'idempotency-key': 'k' });
  const made = (await person.call('POST', '/api/v1/keys', { body: new URLSearchParams({ name: 'first' }) })).body;
  const client = jsonClientOf(service.url, made.key);
  const form = new FormData();
  form.append('file', new Blob([somePdf()]), filename);
  const { asset_id, task_id } = (await client.call('POST', '/api/v1/files/upload', { body: form })).body;
  await service.complete(asset_id, content.parsed?.(asset_id));
  const invitation = { email: newEmail(), role: 'viewer' };
  const { id: invitationId } = (await person.post('/api/organisation/invitations', invitation)).body.data;
  const candidates = [{ candidate_ref: 'c-1', cv_text: cvText }];
  const screening = (await client.post('/api/v1/screen', { job_spec: 'An engineer', candidates })).body.job_id;
  const match = new FormData();
  match.append('cvs', new Blob([cvText]), `${filename}.txt`);
  match.append('jd_text', 'An engineer');
  const matching = (await client.call('POST', '/api/match', { body: match })).body.job_id;
  const webhooks = '/api/v1/webhooks/endpoints';
  const { endpoint_id } = (await client.post(webhooks, { url: 'http://127.0.0.1:9/hook' })).body;
  const { delivery_id } = (await client.post(`${webhooks}/${endpoint_id}/test`)).body;
  const scrape = (await client.post('/api/scrape', { url: 'https://127.0.0.1/' })).body.data.id;
  const job = { company_name: 'Example Ltd', job_title: 'Engineer', ...tracked };
  const trackedId = (await client.post('/api/jobs', job)).body.data.id;
  const feedId = (await client.post('/api/jobs/calendar/feeds', { label: 'Phone' })).body.data.id;
  const { export_id } = (await client.post('/api/v1/data/exports', { grain: 'skill' })).body;
  const erasure = { email: 'nobody@mail.example' };
  const { receipt_id } = (await client.post('/api/v1/privacy/subjects/erase', erasure)).body;
  return {
    person,
    key: made.key,
    ids: {
      jobId: trackedId,
      feedId,
      scrapeId: scrape,
      assetId: asset_id,
      taskId: task_id,
      keyId: String(made.id),
      userId: person.userId,
      organisationId: person.accountId,
      invitationId,
      endpointId: endpoint_id,
      deliveryId: delivery_id,
      receiptId: receipt_id,
      exportId: export_id,
      '/api/v1/jobs/{jobId}': screening,
      '/api/v1/jobs/{jobId}/replay': screening,
      '/api/match/{jobId}': matching,
      '/api/match/{jobId}/progress': matching,
    },
  };
}

/** Somebody else in the organisation; gives the token of their login. */
export async function newMember(service: TestService, owner: Tenant, role: 'admin' | 'member' | 'viewer') {
  const email = newEmail();
  await owner.person.post('/api/organisation/invitations', { email, role });
  const anonymous = jsonClientOf(service.url, null);
  const invitation = await mailedToken(service, email);
  await anonymous.post('/api/auth/signup', { email, password: PASSWORD, invitation });
  const { body } = await anonymous.post('/api/auth/login', { email, password: PASSWORD });
  return { email, userId: body.user.id as string, accessToken: body.access_token as string };
}

/** The path with the ids of a tenant in it. */
export const filled = ({ path }: Pick<Route, 'path'>, id: (name: string) => string): string =>
  path.replace(/\{(\w+)\}/g, (_, name) => id(name));

/** What the tenant asks a route with. */
export const tokenFor = (route: Route, tenant: Tenant): string =>
  isForPersons(route) ? tenant.person.accessToken : tenant.key;
