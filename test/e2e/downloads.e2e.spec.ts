import { readFileSync } from 'node:fs';
import { clientOf } from './support/client.js';
import { startService, type TestService } from './support/service.js';

let service: TestService;
let key: string;
beforeAll(async () => {
  service = await startService();
  ({ key } = await service.newKey());
}, 120_000);
afterAll(() => service?.stop());

interface PostmanItem {
  readonly name: string;
  readonly item?: readonly PostmanItem[];
  readonly request?: {
    readonly method: string;
    readonly header: readonly { key: string; value: string }[];
    readonly url: { raw: string };
    readonly body?: { mode: string; raw?: string };
  };
}
const flat = (items: readonly PostmanItem[]): PostmanItem[] =>
  items.flatMap((one) => (one.item ? flat(one.item) : [one]));
const documented = async (): Promise<string[]> => {
  const { body } = await clientOf(service.url, null).get('/api/openapi.json');
  return Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
};

describe('the Postman collection', () => {
  it('has every request, and its screening runs once base URL and key are set', async () => {
    const { body, headers } = await clientOf(service.url, null).get('/api/downloads/vitamill.postman_collection.json');
    expect(headers.get('content-disposition')).toContain('attachment');
    expect(body.info.schema).toBe('https://schema.getpostman.com/json/collection/v2.1.0/collection.json');
    const items = flat(body.item);
    expect(
      items.map(
        ({ request }) =>
          `${request?.method} ${request?.url.raw.replace('{{baseUrl}}', '').replace(/\{\{(\w+)\}\}/g, '{$1}')}`,
      ),
    ).toEqual(await documented());
    const screen = items.find(({ request }) => request?.url.raw === '{{baseUrl}}/api/v1/screen')!.request!;
    expect(body.auth.apikey).toContainEqual({ key: 'value', value: '{{apiKey}}' });
    const answer = await fetch(screen.url.raw.replace('{{baseUrl}}', service.url), {
      method: screen.method,
      headers: { ...Object.fromEntries(screen.header.map(({ key: name, value }) => [name, value])), 'X-API-Key': key },
      body: screen.body?.raw,
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ status: 'pending', total_candidates: 1 });
  });
});

describe('the .http file', () => {
  it('has every request, and its advert is read once the variables are set', async () => {
    const { body } = await clientOf(service.url, null).get('/api/downloads/vitamill.http');
    const requests = (body as string).split(/^### .*\n/m).slice(1);
    expect(
      requests.map((text) =>
        text
          .split('\n')[0]!
          .replace('{{baseUrl}}', '')
          .replace(/\{\{(\w+)\}\}/g, '{$1}'),
      ),
    ).toEqual(await documented());
    const parse = requests.find((text) => text.startsWith('POST {{baseUrl}}/api/v1/jobspecs/parse'))!;
    const [head, content] = parse.replaceAll('{{baseUrl}}', service.url).replaceAll('{{apiKey}}', key).split('\n\n');
    const [line, ...headers] = head!.split('\n');
    const [method, url] = line!.split(' ');
    const answer = await fetch(url!, {
      method,
      headers: headers.map((one) => one.split(': ') as [string, string]),
      body: content,
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ title: 'Senior Python Developer', years: 5 });
  });
});

describe('the OpenAPI document', () => {
  it('describes the answers as they come', async () => {
    const { body } = await clientOf(service.url, null).get('/api/openapi.json');
    const { example } = body.paths['/api/v1/screen'].post.requestBody.content['application/json'];
    const answer = await clientOf(service.url, null).call('POST', '/api/v1/screen', {
      body: JSON.stringify(example),
      headers: { 'content-type': 'application/json', 'x-api-key': key },
    });
    const { required } = body.components.schemas.Screening;
    expect(Object.keys(answer.body)).toEqual(required);
    expect(readFileSync(new URL('../../docs/matching.md', import.meta.url), 'utf8')).toContain('/api/openapi.json');
  });
});
