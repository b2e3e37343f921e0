import type { DescribedRequest } from './described-requests.js';

const BOUNDARY = 'vitamill';

/** A file for REST clients of editors: requests parted by ###, with variables on top. */
export function httpFile(requests: readonly DescribedRequest[], baseUrl: string): string {
  const parameters = [...new Set(requests.flatMap((one) => one.parameters))];
  const variables = [`@baseUrl = ${baseUrl}`, '@apiKey = ', ...parameters.map((name) => `@${name} = `)];
  return `${[variables.join('\n'), ...requests.map(requestText)].join('\n\n')}\n`;
}

function requestText({ name, method, path, needsKey, body }: DescribedRequest): string {
  const lines = [`### ${name}`, `${method} {{baseUrl}}${path.replace(/\{(\w+)\}/g, '{{$1}}')}`];
  if (needsKey) lines.push('X-API-Key: {{apiKey}}');
  if (body?.kind === 'json') return [...lines, 'Content-Type: application/json', '', body.text].join('\n');
  if (body?.kind !== 'form') return lines.join('\n');
  const parts = body.parts
    .filter(({ isFile, value }) => isFile || value !== '')
    .flatMap(({ name: part, isFile, value }) => [
      `--${BOUNDARY}`,
      `Content-Disposition: form-data; name="${part}"${isFile ? '; filename="cv.pdf"' : ''}`,
      '',
      isFile ? '< ./cv.pdf' : value,
    ]);
  return [...lines, `Content-Type: multipart/form-data; boundary=${BOUNDARY}`, '', ...parts, `--${BOUNDARY}--`].join(
    '\n',
  );
}
