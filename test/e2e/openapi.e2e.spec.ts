import { Validator } from '@seriousme/openapi-schema-validator';
import { clientOf } from './support/client.js';
import { startService, type TestService } from './support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
}, 120_000);
afterAll(() => service?.stop());

const anonymous = () => clientOf(service.url, null);

describe('OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const { body } = await anonymous().get('/api/openapi.json');
    const validator = new Validator();
    const result = await validator.validate(body);
    expect(result.errors ?? []).toEqual([]);
    expect(validator.version).toBe('3.1');
  });

  it('has every route, and no other', async () => {
    const { body } = await anonymous().get('/api/openapi.json');
    const documented = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const served = service.routes
      .list()
      .filter(({ method }) => method !== 'HEAD')
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect([...new Set(served)].sort()).toEqual(documented.sort());
  });

  it('has a page that loads nothing from elsewhere', async () => {
    const page = await anonymous().get('/api/docs');
    expect(page.status).toBe(200);
    expect(page.body).not.toMatch(/https?:\/\//);
    for (const name of ['swagger-ui.css', 'swagger-ui-bundle.js', 'start.js'])
      expect((await anonymous().get(`/api/docs/${name}`)).status).toBe(200);
    expect((await anonymous().get('/api/docs/package.json')).status).toBe(404);
  });
});

describe('service routes', () => {
  it('tells that it lives and is ready', async () => {
    expect((await anonymous().get('/api/health/live')).body).toEqual({ status: 'ok' });
    expect((await anonymous().get('/api/health/ready')).body).toEqual({
      status: 'ok',
      checks: { database: 'ok', queue: 'ok', storage: 'ok' },
    });
  });

  it('counts', async () => {
    const { status, body } = await anonymous().get('/api/metrics');
    expect(status).toBe(200);
    for (const name of [
      'vitamill_queue_depth',
      'vitamill_queue_oldest_seconds',
      'vitamill_http_request_duration_seconds',
      'vitamill_pipeline_stage_duration_seconds',
      'vitamill_pipeline_failures_total',
    ])
      expect(body).toContain(name);
  });
});
