import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createCvParser } from '@vitamill/parser';
import { needing } from '../support/needing.js';
import { matchWorkerOver } from './support/matching.js';
import { startService, type TestService } from './support/service.js';

const run = promisify(execFile);
const EXAMPLES = join(import.meta.dirname, '../../docs/examples');

const parser = createCvParser();
const folder = mkdtempSync(join(tmpdir(), 'vitamill-examples-'));
let service: TestService;
let environment: NodeJS.ProcessEnv;
let key: string;
let working: NodeJS.Timeout;

beforeAll(async () => {
  service = await startService();
  const worker = matchWorkerOver(service.dataSource, parser);
  ({ key } = await service.newKey());
  environment = { ...process.env, API_BASE: service.url, API_KEY: key, PAUSE: '0.2' };
  let busy = false;
  working = setInterval(() => {
    if (busy) return;
    busy = true;
    void worker.work().finally(() => {
      busy = false;
    });
  }, 200);
  for (const name of ['alice', 'bob'])
    writeFileSync(
      join(folder, `${name}.txt`),
      `${name} Lund\nEXPERIENCE\nConstruction Project Manager, Stone Build, 2015 - present\n- Commercial builds`,
    );
}, 120_000);
afterAll(async () => {
  clearInterval(working);
  await service?.stop();
  await parser.close();
  rmSync(folder, { recursive: true, force: true });
});

const inPython = needing('python3 with requests', it);

describe('the examples', () => {
  inPython(
    'screens from Python',
    async () => {
      const { stdout } = await run('python3', [join(EXAMPLES, 'screen.py')], { env: environment });
      expect(stdout).toMatch(/Job submitted: [0-9a-f-]{36}/);
      expect(stdout).toMatch(/cand-001: \d+% — /);
      expect(stdout).toMatch(/cand-002: \d+% — /);
    },
    60_000,
  );

  it('screens from Node', async () => {
    const { stdout } = await run(process.execPath, [join(EXAMPLES, 'screen.mjs')], { env: environment });
    expect(stdout).toMatch(/cand-001: \d+% — /);
    expect(stdout.indexOf('cand-001')).toBeLessThan(stdout.indexOf('cand-002'));
  }, 60_000);

  inPython(
    'matches files from Python',
    async () => {
      const { stdout } = await run(
        'python3',
        [join(EXAMPLES, 'match.py'), join(folder, 'alice.txt'), join(folder, 'bob.txt')],
        { env: environment },
      );
      expect(stdout).toMatch(/2\/2 done/);
      expect(stdout).toMatch(/alice\.txt: \d+\/100 — [A-Z_]+/);
    },
    60_000,
  );

  needing('curl', it)(
    'matches a file with curl',
    async () => {
      const { stdout } = await run('sh', [join(EXAMPLES, 'match.sh'), join(folder, 'alice.txt')], { env: environment });
      expect(JSON.parse(stdout)).toMatchObject({ status: 'pending', cv_count: 1, skipped_cvs: [] });
    },
    60_000,
  );
});
