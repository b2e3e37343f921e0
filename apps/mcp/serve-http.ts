import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';

export interface HttpOptions {
  readonly host: string;
  readonly port: number;
  /** A server for whoever holds the key. */
  readonly serverFor: (key: string) => McpServer;
}

const PATH = '/mcp';

/**
 * Streamable HTTP without sessions at /mcp: each request brings its own API key as `X-API-Key` or bearer token, so that one
 * process serves all accounts and keeps nothing.
 */
export async function serveHttp({ host, port, serverFor }: HttpOptions): Promise<Server> {
  const http = createServer(async (request, response) => {
    const refuse = (status: number, message: string): void => {
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(JSON.stringify({ jsonrpc: '2.0', error: { code: -32_000, message }, id: null }));
    };
    if (new URL(request.url ?? '/', 'http://localhost').pathname !== PATH)
      return refuse(404, `The server answers at ${PATH}.`);
    if (request.method !== 'POST') return refuse(405, 'The server has no sessions: POST only.');
    const key = keyOf(request);
    if (!key) return refuse(401, 'Send your API key as X-API-Key or as a bearer token.');
    const server = serverFor(key);
    const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
    response.on('close', () => void Promise.all([transport.close(), server.close()]).catch(() => undefined));
    try {
      await server.connect(transport as Parameters<McpServer['connect']>[0]);
      await transport.handleRequest(request, response);
    } catch {
      if (!response.headersSent) refuse(500, 'The request could not be handled.');
    }
  });
  await new Promise<void>((resolve, reject) => http.once('error', reject).listen(port, host, resolve));
  return http;
}

function keyOf({ headers }: IncomingMessage): string | null {
  const given = headers['x-api-key'];
  if (typeof given === 'string' && given) return given;
  return /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}
