import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../support/free-port.js';
import { minimalPdf } from '../support/minimal-pdf.js';
import { needing } from '../support/needing.js';
import { until } from '../support/until.js';
import { processesOn, UpProcess } from './support/up-process.js';

const run = promisify(execFile);
const CLIENTS = join(import.meta.dirname, '..', 'clients');
const OPERATOR_TOKEN = 'operator-token-of-the-client-tests-32';

const inPython = needing('python3 with requests', it);

let box: string;
let up: UpProcess;
let service: { url: string; api_key: string };
beforeAll(async () => {
  box = mkdtempSync(join(tmpdir(), 'vitamill-clients-'));
  const cv = (name: string) =>
    minimalPdf([
      name,
      'name@example.com',
      '',
      'Experience',
      '2016 - 2024 Construction Project Manager, Example Builders Ltd',
    ]);
  for (const name of ['alice', 'bob', 'candidate-cv', 'resume', 'resume1', 'resume2'])
    writeFileSync(join(box, `${name}.pdf`), cv(`Ada ${name}`));
  writeFileSync(
    join(box, 'job_description.pdf'),
    minimalPdf(['Construction Project Manager', '5+ years commercial builds']),
  );
  up = new UpProcess(await freePort(), join(box, 'data'), { VITAMILL_OPERATOR_TOKEN: OPERATOR_TOKEN });
  service = await up.ready();
}, 180_000);
afterAll(async () => {
  await up?.end('SIGTERM');
  await until(() => processesOn(join(box, 'data')).length === 0, 30);
  rmSync(box, { recursive: true });
}, 60_000);

/** Runs a client against the service; only address and keys are given. */
async function client(program: string, name: string, more: Record<string, string> = {}): Promise<string[]> {
  const { stdout } = await run(program, [join(CLIENTS, name)], {
    cwd: box,
    env: { PATH: process.env.PATH ?? '', API_BASE: service.url, API_KEY: service.api_key, ...more },
    timeout: 120_000,
  });
  return stdout.trim().split('\n');
}

const send = async (method: string, path: string, body: unknown, headers: Record<string, string> = {}) => {
  const init = { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } };
  return (await fetch(service.url + path, init)).json() as Promise<Record<string, unknown>>;
};

/** Somebody who signed up, opened the mail and was given API access; gives the token of their login. */
async function logIn(): Promise<string> {
  const credentials = { email: 'ada@example.org', password: 'a long enough passphrase' };
  await send('POST', '/api/auth/signup', credentials);
  const mails = join(box, 'data', 'mail');
  await until(() => readdirSync(mails).some((name) => name.endsWith('.eml')), 10);
  const mail = readFileSync(join(mails, readdirSync(mails)[0] ?? ''), 'utf8');
  const [link = ''] =
    /http:\/\/localhost:\d+\/api\/auth\/verify\?token=[\w-]+/.exec(mail.replace(/=\n/g, '').replace(/=3D/g, '=')) ?? [];
  expect((await fetch(link)).status).toBe(200);
  const { access_token, organisation } = await send('POST', '/api/auth/login', credentials);
  const operator = { authorization: `Bearer ${OPERATOR_TOKEN}` };
  const { id } = organisation as { id: string };
  await send('PATCH', `/api/operator/organisations/${id}`, { api_access_enabled: true }, operator);
  return String(access_token);
}

describe('clients of the other APIs, with only address and key changed', () => {
  inPython(
    'screen in Python',
    async () => {
      const lines = await client('python3', 'screening.py');
      expect(lines[0]).toMatch(/^Job submitted: [0-9a-f-]{36}$/);
      expect(
        lines.filter((line) => /^cand-00[12]: \d+% — (?:Strong shortlist|Borderline|Do not progress)$/.test(line)),
      ).toHaveLength(2);
    },
    150_000,
  );

  it('screen in Node', async () => {
    const lines = await client(process.execPath, 'screening.mjs');
    expect(lines.filter((line) => /^cand-00[12]: \d+% — /.test(line))).toHaveLength(2);
  }, 150_000);

  inPython(
    'match in Python',
    async () => {
      const lines = await client('python3', 'matching.py');
      expect(lines.filter((line) => /^(?:alice|bob)\.pdf: \d+\/100 — [A-Z_]+$/.test(line))).toHaveLength(2);
    },
    150_000,
  );

  needing('curl', it)(
    'upload, screen, match and manage keys with curl',
    async () => {
      const answers = (await client('sh', 'curl.sh', { JWT_TOKEN: await logIn() })).map((line) => JSON.parse(line));
      const [uploaded, screened, matched, two, byFile, keys, key, balance] = answers;
      expect(uploaded).toMatchObject({
        asset_id: expect.any(String),
        task_id: expect.any(String),
        tags: ['engineering', 'senior'],
      });
      expect(screened).toMatchObject({ status: 'pending', total_candidates: 1 });
      expect([matched, two, byFile].map(({ status, cv_count }) => [status, cv_count])).toEqual([
        ['pending', 1],
        ['pending', 2],
        ['pending', 1],
      ]);
      expect(keys).toMatchObject({ api_access_enabled: true, keys: [] });
      expect(key).toMatchObject({
        name: 'Production',
        warning: 'Store this key securely. It will not be shown again.',
      });
      expect(balance).toEqual({ balance: 0, expiring: [] });
    },
    150_000,
  );
});
