import { type ClientRequest, request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { isIP } from 'node:net';
import type { Target } from './find-target.js';

/**
 * A request over a connection of its own to the address that was checked and no other: a second look-up of the name
 * cannot lead elsewhere. The certificate is checked for the name. Redirects are the caller's to follow, after a new check.
 * The caller writes the body and ends the request.
 */
export function openPinnedRequest(
  { url, address }: Target,
  options: {
    readonly method: string;
    readonly headers: OutgoingHttpHeaders;
    /** Ends the request, in whatever state it is. */
    readonly signal: AbortSignal;
  },
  onResponse: (response: IncomingMessage) => void,
): ClientRequest {
  const family = isIP(address) as 4 | 6;
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const pinned: RequestOptions = {
    ...options,
    protocol: url.protocol,
    hostname,
    port: url.port || undefined,
    path: url.pathname + url.search,
    agent: false,
    lookup: (_name, { all }, done) =>
      all
        ? (done as unknown as (e: null, list: object[]) => void)(null, [{ address, family }])
        : done(null, address, family),
    // An address as name is no name for the TLS handshake (RFC 6066, 3).
    ...(isIP(hostname) ? {} : { servername: hostname }),
  };
  return (url.protocol === 'https:' ? httpsRequest : httpRequest)(pinned, onResponse);
}
