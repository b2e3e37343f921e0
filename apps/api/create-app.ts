import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { apiModuleOver } from './api.module.js';
import type { ApiParts } from './api-parts.js';
import { ErrorFilter } from './errors/error.filter.js';
import { addHooks, setStandardHeaders } from './http/hooks.js';
import { NestLog } from './http/nest-log.js';
import { requestIdOf } from './http/request-id.js';
import { RouteTable } from './http/route-table.js';

/** For the origins that the configuration names. Credentials are sent in headers, never as cookies of another site. */
const CORS = {
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowedHeaders: [
    'authorization',
    'content-type',
    'x-api-key',
    'idempotency-key',
    'if-match',
    'if-none-match',
    'if-range',
    'range',
    'x-request-id',
  ],
  exposedHeaders: [
    'accept-ranges',
    'content-range',
    'etag',
    'location',
    'retry-after',
    'x-request-id',
    'x-credits-remaining',
    'x-record-version',
    'ratelimit',
    'ratelimit-policy',
    'x-ratelimit-limit',
    'x-ratelimit-remaining',
    'x-ratelimit-reset',
  ],
  maxAge: 600,
  credentials: false,
};

/**
 * Node takes the larger of the two limits for the whole request, and looks every 30 seconds unless told: a limit of 30 would
 * be one of 90.
 */
const timeLimits = (requestTimeout: number) => ({
  requestTimeout,
  headersTimeout: Math.min(60_000, requestTimeout),
  connectionsCheckingInterval: Math.max(500, Math.min(5_000, requestTimeout / 4)),
});

/** The HTTP application over its parts, not listening yet. */
export async function createApiApp(
  parts: ApiParts,
  logger: Logger,
): Promise<{ app: NestFastifyApplication; routes: RouteTable }> {
  const routes = new RouteTable();
  const filter = new ErrorFilter(logger, routes);
  const adapter = new FastifyAdapter({
    genReqId: requestIdOf,
    requestTimeout: parts.settings.requestMilliseconds,
    http: timeLimits(parts.settings.requestMilliseconds),
    keepAliveTimeout: 72_000,
    return503OnClosing: false,
    exposeHeadRoutes: true,
    trustProxy: parts.settings.trustedProxies.length > 0 ? [...parts.settings.trustedProxies] : false,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    // What the router itself refuses passes no hook.
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      setStandardHeaders(reply, request.id);
      filter.send(error, request, reply);
    },
  } as ConstructorParameters<typeof FastifyAdapter>[0]);
  const server = adapter.getInstance();
  addHooks(server as never, logger, parts, routes);
  // Bodies stay on the wire until key, limits and scope are checked; the two routes that take one read it themselves.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', (_request: unknown, _payload: unknown, done: (error: null) => void) => done(null));
  const app = await NestFactory.create<NestFastifyApplication>(apiModuleOver(parts, logger), adapter, {
    bodyParser: false,
    logger: new NestLog(logger),
    abortOnError: false,
  });
  const { corsOrigins } = parts.settings;
  if (corsOrigins.length > 0) app.enableCors({ origin: [...corsOrigins], ...CORS });
  app.useGlobalFilters(filter);
  await app.init();
  await server.ready();
  return { app, routes };
}
