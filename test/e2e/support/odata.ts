import { clientOf, formOf, somePdf } from './client.js';
import { startService, type TestService } from './service.js';

/** Names of the candidates of `serveOData`, in the order of their ids. */
export const NAMES = ["Ann O'Hara", 'Łucja Żak', 'Zoë Muster', 'ann lower'];

export const basic = (password: string) => `Basic ${Buffer.from(`any:${password}`).toString('base64')}`;

/** A service with four candidates for the tests of a file, started before the first and stopped after the last of them. */
export function serveOData() {
  let service: TestService;
  let key: string;
  const ids: string[] = [];

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
  return {
    /** Ids of the assets, filled before the first test. */
    ids,
    service: () => service,
    key: () => key,
    /** GET below /odata with the key as Basic password. */
    ask,
    /** GET of an entity set with query options. */
    set,
    /** Names of the candidates that a $filter finds. */
    names: async (filter: string): Promise<string[]> => {
      const { status, body } = await set({ $filter: filter, $select: 'name', $orderby: 'name' });
      if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
      return body.value.map(({ name }: { name: string }) => name);
    },
  };
}
