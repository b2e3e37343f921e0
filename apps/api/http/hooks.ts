import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import type { ApiParts } from '../api-parts.js';
import type { RouteTable } from './route-table.js';
import { discardUnreadBody } from './unread-body.js';

/** Answers carry personal data: whatever may be kept says so itself. */
const STANDARD_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
} as const;

export function setStandardHeaders(reply: FastifyReply, requestId: string): void {
  reply.header('x-request-id', requestId);
  for (const [name, value] of Object.entries(STANDARD_HEADERS)) reply.header(name, value);
}

/** What happens around every request: ids, headers, log line, timing. The log has the route's pattern, never the query. */
export function addHooks(
  server: FastifyInstance,
  logger: Logger,
  { metrics, usage }: Pick<ApiParts, 'metrics' | 'usage'>,
  routes: RouteTable,
): void {
  server.addHook('onRoute', (route) => routes.add(route.method, route.url));
  server.addHook('onRequest', async (request, reply) => {
    setStandardHeaders(reply, request.id);
  });
  let closing = false;
  server.addHook('preClose', async () => {
    closing = true;
  });
  // A connection kept alive after its last answer would hold up the drain until its timeout.
  server.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });
  server.addHook('onResponse', async (request, reply) => {
    discardUnreadBody(request.raw);
    const route = request.routeOptions.url ?? 'unknown';
    usage.count(request, reply.statusCode);
    metrics.observeRequest(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    logger.info(
      {
        request_id: request.id,
        account_id: request.principal?.accountId,
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
  });
}
