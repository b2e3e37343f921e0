import type { DescribedRequest } from './described-requests.js';

const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

/** A Postman collection 2.1: one folder a tag, `baseUrl` and `apiKey` as variables. */
export function postmanCollection(requests: readonly DescribedRequest[], baseUrl: string): object {
  const tags = [...new Set(requests.map(({ tag }) => tag))];
  const parameters = [...new Set(requests.flatMap((one) => one.parameters))];
  return {
    info: { name: 'Vitamill API', schema: SCHEMA },
    auth: {
      type: 'apikey',
      apikey: [
        { key: 'key', value: 'X-API-Key' },
        { key: 'value', value: '{{apiKey}}' },
        { key: 'in', value: 'header' },
      ],
    },
    variable: [
      { key: 'baseUrl', value: baseUrl },
      { key: 'apiKey', value: '' },
      ...parameters.map((key) => ({ key, value: '' })),
    ],
    item: tags.map((tag) => ({ name: tag, item: requests.filter((one) => one.tag === tag).map(itemOf) })),
  };
}

function itemOf({ name, method, path, needsKey, body }: DescribedRequest): object {
  const address = path.replace(/\{(\w+)\}/g, '{{$1}}');
  return {
    name,
    request: {
      method,
      ...(needsKey ? {} : { auth: { type: 'noauth' } }),
      header: body?.kind === 'json' ? [{ key: 'Content-Type', value: 'application/json' }] : [],
      url: { raw: `{{baseUrl}}${address}`, host: ['{{baseUrl}}'], path: address.split('/').filter(Boolean) },
      ...(body ? { body: presentBody(body) } : {}),
    },
  };
}

function presentBody(body: NonNullable<DescribedRequest['body']>): object {
  if (body.kind === 'json') return { mode: 'raw', raw: body.text, options: { raw: { language: 'json' } } };
  return {
    mode: 'formdata',
    formdata: body.parts.map(({ name, isFile, value }) =>
      isFile ? { key: name, type: 'file', src: [] } : { key: name, type: 'text', value, disabled: value === '' },
    ),
  };
}
