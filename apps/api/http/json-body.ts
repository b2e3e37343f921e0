import type { IncomingMessage } from 'node:http';
import { ApiError } from '../errors/api-errors.js';

interface JsonBodyOptions {
  readonly maxBytes: number;
  /** Milliseconds without a byte after which the client is given up. */
  readonly idleMilliseconds: number;
  /** Media types taken as JSON; `application/json` unless told. */
  readonly mediaTypes?: readonly string[];
}

const malformed = (detail: string): ApiError => new ApiError('malformed_request', detail);

/**
 * Reads a JSON body that is still on the wire, after key, limits and scope are checked. Throws ApiError:
 * `unsupported_media_type`, `payload_too_large` (reading stops at the first byte too many), `request_timeout`,
 * `malformed_request`. An error never quotes the body.
 */
export async function readJsonBody(request: IncomingMessage, options: JsonBodyOptions): Promise<unknown> {
  const types = options.mediaTypes ?? ['application/json'];
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!types.includes(type))
    throw new ApiError('unsupported_media_type', `Send the body as ${types.join(' or ')} with that Content-Type.`);
  const text = new TextDecoder('utf-8', { fatal: true });
  try {
    return JSON.parse(text.decode(await readBytes(request, options)));
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw malformed('The body is not valid JSON in UTF-8.');
  }
}

const tooLarge = (maxBytes: number): ApiError =>
  new ApiError('payload_too_large', `The body may have at most ${maxBytes} bytes.`, {
    members: { max_bytes: maxBytes },
  });

/** Bodies that were read: what comes before a handler and needs the body leaves it to the handler. */
const READ = new WeakMap<IncomingMessage, Buffer>();

/** The bytes of a body. A body that was read before is given again. */
export async function readBytes(
  request: IncomingMessage,
  options: Pick<JsonBodyOptions, 'maxBytes' | 'idleMilliseconds'>,
): Promise<Buffer> {
  const bytes = READ.get(request) ?? (await receiveBytes(request, options));
  READ.set(request, bytes);
  return bytes;
}

function receiveBytes(
  request: IncomingMessage,
  { maxBytes, idleMilliseconds }: Pick<JsonBodyOptions, 'maxBytes' | 'idleMilliseconds'>,
): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return Promise.reject(tooLarge(maxBytes));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(
      () => settle(() => reject(new ApiError('request_timeout', 'The body stopped coming.'))),
      idleMilliseconds,
    );
    const settle = (conclude: () => void): void => {
      clearTimeout(timer);
      request.off('data', onData).off('end', onEnd).off('error', onCut).off('close', onCut);
      conclude();
    };
    const onData = (chunk: Buffer): void => {
      timer.refresh();
      size += chunk.length;
      if (size > maxBytes) settle(() => reject(tooLarge(maxBytes)));
      else chunks.push(chunk);
    };
    const onEnd = (): void => settle(() => resolve(Buffer.concat(chunks)));
    const onCut = (): void => settle(() => reject(malformed('The body ends in the middle.')));
    request.on('data', onData).on('end', onEnd).on('error', onCut).on('close', onCut);
  });
}
