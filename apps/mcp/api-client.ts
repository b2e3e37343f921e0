/** An answer that is no success, in words that an assistant can act on. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
}

export interface ApiClient {
  get(path: string): Promise<unknown>;
  postJson(path: string, body: unknown): Promise<unknown>;
  postForm(path: string, form: FormData): Promise<unknown>;
}

/** Seconds after which a call is given up. */
const TIMEOUT = 60;

/** Calls the service's API with one key. Throws ApiFailure. */
export function createApiClient(baseUrl: string, key: string): ApiClient {
  const call = async (
    method: string,
    path: string,
    init: { body?: string | FormData; headers?: Record<string, string> } = {},
  ): Promise<unknown> => {
    let response: Response;
    try {
      response = await fetch(new URL(path, baseUrl), {
        method,
        body: init.body,
        headers: { 'x-api-key': key, accept: 'application/json', ...init.headers },
        signal: AbortSignal.timeout(TIMEOUT * 1_000),
      });
    } catch {
      throw new ApiFailure(`The API at ${baseUrl} cannot be reached. Is the address right, and the service up?`);
    }
    const text = await response.text();
    const body = parsed(text);
    if (response.ok) return body;
    throw new ApiFailure(`The API answered ${response.status}: ${detailOf(body) ?? 'no detail'}`);
  };
  return {
    get: (path) => call('GET', path),
    postJson: (path, body) =>
      call('POST', path, { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    postForm: (path, form) => call('POST', path, { body: form }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function detailOf(body: unknown): string | null {
  const detail = (body as { detail?: unknown } | null)?.detail;
  if (typeof detail === 'string') return detail;
  return detail === undefined ? null : JSON.stringify(detail);
}
