import { ODataError } from '@vitamill/odata';
import type { FastifyRequest } from 'fastify';

export type MetadataLevel = 'minimal' | 'none';

export interface ODataRequest {
  /** `scheme://host/odata`, as the client sees it. */
  readonly root: string;
  readonly options: Readonly<Record<string, string>>;
  readonly metadata: MetadataLevel;
  /** Rows a page that the client prefers; null where it says nothing. */
  readonly maxPageSize: number | null;
}

const MEDIA_TYPES = ['application/json', 'application/*', '*/*'];

/** What the Accept header, or `$format` over it, leaves of JSON; null where it leaves nothing. */
function readFormat(accept: string | undefined, format: string | undefined): MetadataLevel | null {
  const wanted = format === 'json' ? 'application/json' : (format ?? accept ?? '*/*');
  for (const part of wanted.split(',')) {
    const [type = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    if (!MEDIA_TYPES.includes(type) || parameters.includes('q=0')) continue;
    return parameters.some((text) => /^(?:odata\.)?metadata=none$/.test(text)) ? 'none' : 'minimal';
  }
  return null;
}

/** `path` cannot be answered in a format that the client takes. */
export class NotAcceptableError extends Error {
  override readonly name = 'NotAcceptableError';
}

/** Reads headers and query options; `publicUrl` stands for the host where it is known. Throws ODataError. */
export function readODataRequest(request: FastifyRequest, publicUrl: string | null): ODataRequest {
  const { headers } = request;
  const given = request.query as Readonly<Record<string, string | readonly string[]>>;
  const options: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (typeof value !== 'string') throw new ODataError('syntax', 'A query option may stand once.', name.slice(0, 40));
    options[name] = value;
  }
  const version = headers['odata-maxversion'];
  if (typeof version === 'string' && !/^(?:4\.\d+|[5-9])/.test(version.trim()))
    throw new ODataError('syntax', 'The service speaks OData 4.0; OData-MaxVersion is lower.', 'OData-MaxVersion');
  const metadata = readFormat(headers.accept, options.$format);
  if (!metadata) throw new NotAcceptableError();
  const preferred = /(?:^|[,;\s])(?:odata\.)?maxpagesize=(\d{1,9})/i.exec(String(headers.prefer ?? ''))?.[1];
  const base = publicUrl?.replace(/\/$/, '') ?? `${request.protocol}://${request.host}`;
  return {
    root: `${base}/odata`,
    options,
    metadata,
    maxPageSize: preferred && Number(preferred) > 0 ? Number(preferred) : null,
  };
}
