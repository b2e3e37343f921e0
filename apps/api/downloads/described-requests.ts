/** One request of the OpenAPI document, with what a person needs to send it. */
export interface DescribedRequest {
  readonly tag: string;
  readonly name: string;
  readonly method: string;
  /** With `{name}` for parameters. */
  readonly path: string;
  readonly needsKey: boolean;
  readonly parameters: readonly string[];
  readonly body:
    | { readonly kind: 'json'; readonly text: string }
    | {
        readonly kind: 'form';
        readonly parts: readonly { readonly name: string; readonly isFile: boolean; readonly value: string }[];
      }
    | null;
}

interface DocumentedOperation {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly object[];
  readonly requestBody?: {
    readonly content?: Readonly<Record<string, { readonly schema?: Schema; readonly example?: unknown }>>;
  };
}
interface Schema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** All requests of an OpenAPI document, in its order. */
export function describeRequests(document: { readonly paths: Readonly<Record<string, object>> }): DescribedRequest[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, DocumentedOperation>).map(
      ([method, operation]): DescribedRequest => ({
        tag: operation.tags?.[0] ?? 'API',
        name: operation.summary ?? `${method} ${path}`,
        method: method.toUpperCase(),
        path,
        needsKey: (operation.security ?? []).length > 0,
        parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!),
        body: bodyOf(operation),
      }),
    ),
  );
}

function bodyOf({ requestBody }: DocumentedOperation): DescribedRequest['body'] {
  const content = requestBody?.content ?? {};
  const json = Object.entries(content).find(([type]) => /json$/.test(type))?.[1];
  if (json) return { kind: 'json', text: JSON.stringify(json.example ?? {}, null, 2) };
  const form = content['multipart/form-data'];
  if (!form) return null;
  const example = (form.example ?? {}) as Record<string, string>;
  const parts = Object.entries(form.schema?.properties ?? {}).map(([name, schema]) => ({
    name,
    isFile: schema.format === 'binary' || schema.items?.format === 'binary',
    value: example[name] ?? '',
  }));
  return { kind: 'form', parts };
}
