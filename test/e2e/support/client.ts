/** A part of a form: name and text, or name, bytes and file name. */
export type Part =
  | readonly [name: string, text: string]
  | readonly [name: string, bytes: string | Uint8Array, filename: string];

export function formOf(...parts: readonly Part[]): FormData {
  const form = new FormData();
  for (const [name, value, filename] of parts)
    if (filename === undefined) form.append(name, value as string);
    else form.append(name, new Blob([Buffer.from(value)]), filename);
  return form;
}

let counter = 0;
/** A PDF in name and first bytes, different each time. */
export const somePdf = (): string => `%PDF-1.4\n% ${process.pid}-${++counter}-${Math.random()}\n%%EOF`;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came
  readonly body: any;
}

/** Calls the API with one key. */
export function clientOf(url: string, key: string | null) {
  const call = async (method: string, path: string, init: RequestInit = {}): Promise<Answer> => {
    const headers = { ...(key ? { authorization: `Bearer ${key}` } : {}), ...(init.headers as Record<string, string>) };
    const response = await fetch(url + path, { ...init, method, headers });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson && text ? JSON.parse(text) : text };
  };
  return {
    get: (path: string, headers?: Record<string, string>) => call('GET', path, { headers }),
    delete: (path: string) => call('DELETE', path),
    call,
    upload: (...parts: readonly Part[]) => call('POST', '/api/v1/files/upload', { body: formOf(...parts) }),
  };
}
export type Client = ReturnType<typeof clientOf>;
