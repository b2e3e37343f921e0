import { ApiKeyRepository } from '@vitamill/persistence';
import { clientOf } from './support/client.js';
import { startService, type TestService } from './support/service.js';

const ORIGIN = 'https://app.example';

let service: TestService;
beforeAll(async () => {
  service = await startService({ corsOrigins: [ORIGIN] });
}, 120_000);
afterAll(() => service?.stop());

const preflight = (origin: string) =>
  clientOf(service.url, null).call('OPTIONS', '/api/v1/files/assets', {
    headers: { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' },
  });

describe('headers', () => {
  it.each(['/api/v1/files/assets', '/api/health/live', '/nowhere', '/api/v1/%zz'])(
    'of %s keep browsers safe',
    async (path) => {
      const { headers } = await clientOf(service.url, null).get(path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/);
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('strict-transport-security')).toMatch(/max-age=31536000/);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('server') ?? headers.get('x-powered-by')).toBeNull();
    },
  );
});

describe('CORS', () => {
  it('lets pages of the origins that are named read answers, refusals too', async () => {
    const { key } = await service.newKey();
    for (const client of [clientOf(service.url, key), clientOf(service.url, null)]) {
      const { headers } = await client.get('/api/v1/files/assets', { origin: ORIGIN });
      expect(headers.get('access-control-allow-origin')).toBe(ORIGIN);
      expect(headers.get('access-control-allow-credentials')).toBeNull();
      expect(headers.get('vary')).toMatch(/Origin/i);
    }
    const { status, headers } = await preflight(ORIGIN);
    expect([status, headers.get('access-control-allow-origin')]).toEqual([204, ORIGIN]);
    expect(headers.get('access-control-allow-headers')).toMatch(/authorization/);
  });

  it('lets no others', async () => {
    for (const origin of ['https://evil.example', 'null', `${ORIGIN}.evil.example`]) {
      const { headers } = await preflight(origin);
      expect([origin, headers.get('access-control-allow-origin')]).toEqual([origin, null]);
    }
  });
});

describe('the pepper of keys', () => {
  it('is replaced without a key being lost', async () => {
    const { key, keyId } = await service.newKey();
    const hashOf = async () =>
      (await service.dataSource.query('SELECT key_hash FROM api_keys WHERE id = $1', [keyId]))[0].key_hash;
    const before = await hashOf();
    const options = { pepper: 'another-pepper', prefix: 'rsm_live_' };
    const without = new ApiKeyRepository(service.dataSource, options);
    expect(await without.findActive(key)).toBeNull();
    const during = new ApiKeyRepository(service.dataSource, { ...options, previousPepper: 'test-pepper' });
    expect((await during.findActive(key))?.key.id).toBe(keyId);
    expect(await hashOf()).not.toBe(before);
    expect((await without.findActive(key))?.key.id).toBe(keyId);
    expect((await during.findActive(key))?.key.id).toBe(keyId);
    expect(await during.findActive(`${key}x`)).toBeNull();
  });
});
