import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { createCvParser } from '@vitamill/parser';
import { createApiClient } from '../../apps/mcp/api-client.js';
import { createMcpServer } from '../../apps/mcp/create-server.js';
import { serveHttp } from '../../apps/mcp/serve-http.js';
import { matchWorkerOver } from './support/matching.js';
import { startService, type TestService } from './support/service.js';

const ROOT = join(import.meta.dirname, '../..');
const ADVERT =
  'Reach truck driver\n\nEssential\n- Valid reach truck licence\n- At least 1 year of experience driving a forklift in a warehouse';
const CV = `Ada Lund
EXPERIENCE
Reach truck driver, North Depot, 04/2021 - present
- Forklift driving in a busy warehouse
CERTIFICATES
RTITB reach truck licence 2024`;

const parser = createCvParser();
const folder = mkdtempSync(join(tmpdir(), 'vitamill-mcp-'));
let service: TestService;
let worker: ReturnType<typeof matchWorkerOver>;
let key: string;
const open: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  execFileSync(process.execPath, [join(ROOT, 'scripts/build.mjs')]);
  service = await startService();
  worker = matchWorkerOver(service.dataSource, parser);
  ({ key } = await service.newKey());
  writeFileSync(join(folder, 'ada.txt'), CV);
}, 180_000);
afterAll(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
  await service?.stop();
  await parser.close();
  rmSync(folder, { recursive: true, force: true });
});

async function connect(transport: Transport): Promise<Client> {
  const client = new Client({ name: 'test', version: '1.0.0' });
  await client.connect(transport);
  open.push(client);
  return client;
}
const call = async (client: Client, name: string, args: Record<string, unknown>) => {
  const result = await client.callTool({ name, arguments: args });
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came
  return result as { isError?: boolean; structuredContent: any; content: { text: string }[] };
};
const NAMES = [
  'explain_score',
  'get_master_record',
  'get_match_progress',
  'get_match_results',
  'match_cvs',
  'parse_cv',
  'search_candidates',
];

describe('MCP server over stdio', () => {
  let client: Client;
  beforeAll(async () => {
    client = await connect(
      new StdioClientTransport({
        command: process.execPath,
        args: [join(ROOT, 'dist/apps/mcp/main.js')],
        env: { PATH: process.env.PATH ?? '', CV_MATCH_API_URL: service.url, CV_MATCH_API_KEY: key },
      }),
    );
  }, 60_000);

  it('offers the tools of the reference and ours', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual(NAMES);
    expect(tools.find(({ name }) => name === 'match_cvs')?.inputSchema.required).toEqual(['cv_paths', 'jd_text']);
  });

  it('matches files, tells how far it is, gives results and explains them', async () => {
    const submitted = await call(client, 'match_cvs', { cv_paths: [join(folder, 'ada.txt')], jd_text: ADVERT });
    expect(submitted.structuredContent).toMatchObject({ status: 'pending', cv_count: 1, job_id: expect.any(String) });
    const { job_id } = submitted.structuredContent;
    expect((await call(client, 'get_match_progress', { job_id })).structuredContent).toMatchObject({
      total: 1,
      completed: 0,
      pending: 1,
      status: 'pending',
    });
    await worker.work();
    const results = await call(client, 'get_match_results', { job_id });
    expect(results.structuredContent.results[0]).toMatchObject({ cv_filename: 'ada.txt', verdict: 'STRONG_MATCH' });
    const explained = await call(client, 'explain_score', { job_id, candidate: 'ada.txt' });
    expect(explained.structuredContent.explanation.evidence.length).toBeGreaterThan(1);
  }, 60_000);

  it('searches candidates and reads records', async () => {
    const none = await call(client, 'search_candidates', { job_spec: ADVERT });
    expect(none.structuredContent.results).toEqual([]);
    const missing = await call(client, 'get_master_record', { asset_id: '550e8400-e29b-41d4-a716-446655440000' });
    expect(missing.isError).toBe(true);
    expect(missing.content[0]?.text).toContain('404');
  });

  it('says what is wrong instead of failing', async () => {
    const relative = await call(client, 'match_cvs', { cv_paths: ['ada.txt'], jd_text: ADVERT });
    expect(relative).toMatchObject({ isError: true });
    const secrets = await call(client, 'match_cvs', { cv_paths: ['/etc/passwd'], jd_text: ADVERT });
    expect(secrets).toMatchObject({ isError: true });
  });
});

describe('MCP server over streamable HTTP', () => {
  it('works with the key of each request, and reads no files of its machine', async () => {
    const http = await serveHttp({
      host: '127.0.0.1',
      port: 0,
      serverFor: (given) =>
        createMcpServer({ api: createApiClient(service.url, given), readsFiles: false, version: 'test' }),
    });
    open.push({ close: async () => void http.close() });
    const url = new URL(`http://127.0.0.1:${(http.address() as { port: number }).port}/mcp`);
    const client = await connect(
      new StreamableHTTPClientTransport(url, { requestInit: { headers: { 'x-api-key': key } } }) as Transport,
    );
    const { tools } = await client.listTools();
    expect(tools.find(({ name }) => name === 'match_cvs')?.inputSchema.properties).not.toHaveProperty('cv_paths');
    const submitted = await call(client, 'match_cvs', {
      cvs: [{ filename: 'ada.txt', content_base64: Buffer.from(CV).toString('base64') }],
      jd_text: ADVERT,
    });
    expect(submitted.structuredContent).toMatchObject({ cv_count: 1 });
    expect((await fetch(url, { method: 'POST' })).status).toBe(401);
    await expect(connect(new StreamableHTTPClientTransport(new URL('/elsewhere', url)) as Transport)).rejects.toThrow();
  }, 60_000);
});
