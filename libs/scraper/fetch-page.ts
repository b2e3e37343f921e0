import type { IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { openPinnedRequest, type Target } from '@vitamill/outbound';
import iconv from 'iconv-lite';
import { MAX_ROBOTS_BYTES, mayFetch } from './robots.js';
import { ScrapeError } from './types.js';

export interface FetchOptions {
  /** Checks where a URL leads and gives the one address to connect to; throws where it must not be called. */
  readonly findTarget: (url: string) => Promise<Target>;
  /** For the page with all redirects and each robots.txt. */
  readonly timeoutMilliseconds: number;
  readonly maxBytes: number;
}

/** The name in robots.txt, and in the log of the site. */
export const AGENT = 'Vitamill-Scraper';
const MOST_REDIRECTS = 5;

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly bytes: Buffer;
}

/**
 * Reads one page, where robots.txt allows it. Every redirect is a new address: checked, and asked for its robots.txt.
 * Throws `ScrapeError`.
 */
export async function fetchPage(url: string, options: FetchOptions): Promise<{ url: string; html: string }> {
  const signal = AbortSignal.timeout(options.timeoutMilliseconds);
  const allowed = new Map<string, string | null>();
  let at = url;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const { origin, pathname, search, protocol } = new URL(at);
    if (protocol !== 'https:' && protocol !== 'http:')
      throw new ScrapeError('refused_address', 'The address leads to something else than a web page.');
    if (!allowed.has(origin)) allowed.set(origin, await readRobots(origin, options, signal));
    const robots = allowed.get(origin) ?? null;
    if (robots === null || !mayFetch(robots, AGENT, pathname + search))
      throw new ScrapeError(
        'robots_disallowed',
        'The site does not want this page to be read by programs (robots.txt).',
      );
    const answer = await get(at, options, signal, options.maxBytes);
    const { location } = answer.headers;
    if (answer.status >= 300 && answer.status < 400 && location) {
      if (!URL.canParse(location, at)) break;
      at = new URL(location, at).href;
    } else return { url: at, html: readHtml(answer) };
  }
  throw new ScrapeError('too_many_redirects', 'The page leads from one address to the next.');
}

/** Nothing where the site has none; null where it cannot be had, which forbids everything (RFC 9309, 2.3.1). */
async function readRobots(origin: string, options: FetchOptions, signal: AbortSignal): Promise<string | null> {
  let at = `${origin}/robots.txt`;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const answer = await get(at, options, signal, MAX_ROBOTS_BYTES, true);
    const { location } = answer.headers;
    if (answer.status >= 300 && answer.status < 400 && location && URL.canParse(location, at))
      at = new URL(location, at).href;
    else if (answer.status >= 500) return null;
    else return answer.status === 200 ? answer.bytes.toString() : '';
  }
  return '';
}

function readHtml({ status, headers, bytes }: Answer): string {
  if (status < 200 || status >= 300) throw new ScrapeError('http_status', `The page answers with status ${status}.`);
  const type = headers['content-type'] ?? '';
  if (type !== '' && !/^(?:text\/html|application\/xhtml\+xml|text\/plain)\b/i.test(type))
    throw new ScrapeError('not_html', 'The address leads to a file and not to a page.');
  const head = bytes.subarray(0, 2_048).toString('latin1');
  const named =
    /charset\s*=\s*["']?([\w-]+)/i.exec(type)?.[1] ??
    /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1] ??
    'utf-8';
  return iconv.decode(bytes, iconv.encodingExists(named) ? named : 'utf-8');
}

async function get(
  text: string,
  options: FetchOptions,
  signal: AbortSignal,
  maxBytes: number,
  mayCut = false,
): Promise<Answer> {
  const aborted = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
  );
  aborted.catch(() => undefined);
  try {
    signal.throwIfAborted();
    const target = await Promise.race([options.findTarget(text), aborted]);
    return await receive(target, signal, maxBytes, mayCut);
  } catch (error) {
    if (error instanceof ScrapeError) throw error;
    const { fault, message } = error as { fault?: unknown; message?: string };
    if (fault === 'refused_address' || fault === 'dns_failed') throw new ScrapeError(fault, message ?? '');
    if (signal.aborted) throw new ScrapeError('timeout', 'The page did not come in time.');
    throw new ScrapeError('connection_failed', 'The site could not be reached.');
  }
}

function receive(target: Target, signal: AbortSignal, maxBytes: number, mayCut: boolean): Promise<Answer> {
  const headers = {
    accept: 'text/html, application/xhtml+xml',
    'accept-encoding': 'gzip, deflate, br',
    'user-agent': `${AGENT}/1 (reads one page for one person)`,
  };
  const tooLarge = () => new ScrapeError('too_large', `The page is larger than ${maxBytes} bytes.`);
  return new Promise((resolve, reject) => {
    const request = openPinnedRequest(target, { method: 'GET', headers, signal }, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const finish = (): void => {
        try {
          const bytes = unpack(Buffer.concat(chunks), response.headers['content-encoding'], maxBytes);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes });
        } catch (error) {
          reject((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : error);
        }
      };
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= maxBytes) return void chunks.push(chunk);
        response.destroy();
        if (mayCut) finish();
        else reject(tooLarge());
      });
      response.on('end', finish);
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end();
  });
}

/** Throws ERR_BUFFER_TOO_LARGE where more comes out than may. */
function unpack(bytes: Buffer, encoding: string | undefined, maxOutputLength: number): Buffer {
  switch ((encoding ?? 'identity').trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return gunzipSync(bytes, { maxOutputLength });
    case 'deflate':
      return inflateSync(bytes, { maxOutputLength });
    case 'br':
      return brotliDecompressSync(bytes, { maxOutputLength });
    default:
      return bytes;
  }
}
