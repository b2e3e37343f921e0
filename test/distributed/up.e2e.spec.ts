import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/free-port.js';
import { until } from '../support/until.js';
import { processesOn, UpProcess } from './support/up-process.js';

const COUNT = 40;

let box: string;
let data: string;
const started: UpProcess[] = [];
beforeEach(() => {
  box = mkdtempSync(join(tmpdir(), 'vitamill-up-'));
  data = join(box, 'data');
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((up) => up.end('SIGTERM')));
  await until(() => processesOn(data).length === 0, 30);
  rmSync(box, { recursive: true });
}, 60_000);

function startUp(port: number): UpProcess {
  const up = new UpProcess(port, data);
  started.push(up);
  return up;
}

interface Client {
  upload(number: number): Promise<number>;
  statuses(): Promise<Record<string, number>>;
}

function clientOf({ url, api_key }: { url: string; api_key: string }): Client {
  const headers = { authorization: `Bearer ${api_key}` };
  return {
    upload: async (number) => {
      const form = new FormData();
      const text = `Ada Example\nada.${number}@example.com\n\nExperience\n2019 - 2021 Engineer, Example Ltd, Berlin\n`;
      form.set('file', new Blob([text], { type: 'text/plain' }), `cv-${number}.txt`);
      const answer = await fetch(`${url}/api/v1/files/upload`, { method: 'POST', body: form, headers });
      const { credits_remaining } = (await answer.json()) as { credits_remaining: number };
      return credits_remaining;
    },
    statuses: async () => {
      const answer = await fetch(`${url}/api/v1/files/assets?limit=100`, { headers });
      const { items } = (await answer.json()) as { items: { status: string }[] };
      const counts: Record<string, number> = {};
      for (const { status } of items) counts[status] = (counts[status] ?? 0) + 1;
      return counts;
    },
  };
}

describe('npm run up', () => {
  it('goes on after kill -9 with the same key and with every file that was at work', async () => {
    const port = await freePort();
    const first = startUp(port);
    const before = await first.ready();
    expect(before.url).toBe(`http://127.0.0.1:${port}`);
    const client = clientOf(before);
    const credits = await Promise.all(Array.from({ length: COUNT }, (_, number) => client.upload(number)));
    expect(Math.min(...credits)).toBe(10_000 - COUNT);
    const { completed = 0 } = await client.statuses();
    expect(completed).toBeLessThan(COUNT);
    await first.end('SIGKILL');

    const second = startUp(port);
    const after = await second.ready();
    expect(after).toEqual(before);
    const again = clientOf(after);
    await until(async () => (await again.statuses()).completed === COUNT, 90);
    expect(await again.upload(COUNT)).toBe(10_000 - COUNT - 1);
    expect(await second.end('SIGTERM')).toBe(0);
    expect(processesOn(data)).toEqual([]);
    expect(existsSync(join(data, 'up.pid'))).toBe(false);
  }, 240_000);

  it('keeps its secrets to itself and its logs free of what CVs say', async () => {
    const up = startUp(await freePort());
    const client = clientOf(await up.ready());
    await client.upload(0);
    await until(async () => (await client.statuses()).completed === 1, 60);
    for (const name of ['api-key', 'key-pepper', 'database-password'])
      expect(statSync(join(data, 'secrets', name)).mode & 0o777).toBe(0o600);
    for (const name of ['api', 'worker', 'postgres'])
      expect(readFileSync(join(data, 'logs', `${name}.log`), 'utf8')).not.toMatch(/Ada Example|@example|rsm_live_/i);
  }, 120_000);

  it('refuses a second start on the same data and leaves the first alone', async () => {
    const first = startUp(await freePort());
    const { url } = await first.ready();
    const second = startUp(await freePort());
    expect(await second.exit()).toBe(1);
    expect(second.output).toMatch(/is running on .* already/);
    expect((await fetch(`${url}/api/health/ready`)).status).toBe(200);
  }, 120_000);

  it('names --port where the port is taken, and leaves nothing running', async () => {
    const server = createServer();
    const port = await freePort();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const up = startUp(port);
    expect(await up.exit()).toBe(1);
    expect(up.output).toContain('--port');
    expect(processesOn(data)).toEqual([]);
    await new Promise((resolve) => server.close(resolve));
  }, 60_000);
});
