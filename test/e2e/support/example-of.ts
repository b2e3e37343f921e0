// biome-ignore lint/suspicious/noExplicitAny: schemas are whatever the document has
type Schema = any;

const TEXTS: Readonly<Record<string, string>> = {
  uuid: '01900000-0000-7000-8000-000000000000',
  date: '2026-01-01',
  'date-time': '2026-01-01T00:00:00Z',
  email: 'somebody@example.org',
  uri: 'https://example.org/',
};

/** A small value that a schema of the document allows: what is required and no more. */
export function exampleOf(schema: Schema, components: Readonly<Record<string, Schema>>): unknown {
  if (schema.$ref) return exampleOf(components[String(schema.$ref).split('/').at(-1) ?? ''], components);
  if ('const' in schema) return schema.const;
  if (schema.examples?.length) return schema.examples[0];
  if (schema.enum) return schema.enum[0];
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (choice) return exampleOf(choice, components);
  switch ([schema.type].flat()[0]) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name: string) => [name, exampleOf(schema.properties?.[name] ?? {}, components)]),
      );
    case 'array':
      return Array.from({ length: Math.max(1, schema.minItems ?? 0) }, () => exampleOf(schema.items ?? {}, components));
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    default:
      return (
        TEXTS[schema.format ?? ''] ?? 'example'.padEnd(schema.minLength ?? 0, 'x').slice(0, schema.maxLength ?? 500)
      );
  }
}
