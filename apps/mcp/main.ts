import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { ConfigError, loadMcpConfig } from '@vitamill/config';
import { createApiClient } from './api-client.js';
import { createMcpServer } from './create-server.js';
import { serveHttp } from './serve-http.js';
import { MCP_VERSION } from './version.js';

/** stdio unless a port is set. Over stdio nothing but the protocol may be printed to standard output. */
async function main(): Promise<void> {
  const config = loadMcpConfig();
  const serverFor = (key: string, readsFiles: boolean) =>
    createMcpServer({ api: createApiClient(config.apiUrl, key), readsFiles, version: MCP_VERSION });
  if (config.transport === 'http') {
    const http = await serveHttp({
      host: config.httpHost,
      port: config.httpPort,
      serverFor: (key) => serverFor(key, false),
    });
    console.error(`MCP over HTTP at http://${config.httpHost}:${(http.address() as { port: number }).port}/mcp`);
    return;
  }
  if (config.apiKey === null)
    throw new ConfigError([
      'VITAMILL_MCP_API_KEY is needed over stdio: a key of the account that the assistant works for.',
    ]);
  await serverFor(config.apiKey, true).connect(new StdioServerTransport());
}

main().catch((error: unknown) => {
  console.error(
    error instanceof ConfigError
      ? error.message
      : `The MCP server cannot start: ${error instanceof Error ? error.name : 'unknown error'}.`,
  );
  process.exit(1);
});
