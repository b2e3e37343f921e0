import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const root = join(import.meta.dirname, '../..');
const CV = `Mara Ellwood
mara.ellwood@example.com

EXPERIENCE
Software Engineer, Harbour Analytics Ltd, Leeds
03/2019 - present
- Wrote the code of the billing system
`;
const schema = JSON.parse(readFileSync(join(root, 'contracts/master-record.schema.json'), 'utf8')) as object;
let folder: string;

beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs')]);
  folder = mkdtempSync(join(tmpdir(), 'vitamill-parse-'));
  writeFileSync(join(folder, 'good.txt'), CV);
  writeFileSync(join(folder, 'broken.pdf'), '%PDF-1.7\nthis is no PDF');
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const parse = (...args: string[]) => {
  const { INIT_CWD: _, ...env } = process.env;
  const ended = spawnSync(process.execPath, [join(root, 'dist/apps/cli/main.js'), 'parse', ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { status: ended.status, output: ended.stdout, errors: ended.stderr };
};

describe('the parse command', () => {
  it('prints one line of JSON a file, in their order, whatever the files are', () => {
    const files = ['good.txt', 'missing.pdf', 'broken.pdf'];
    const { status, output } = parse('--jsonl', '--provenance', '--reference-date', '2026-01-15', ...files);
    const lines = output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { record?: { reference_date: string }; provenance?: object });
    expect(status).toBe(0);
    expect(lines).toEqual([
      { file: 'good.txt', record: expect.any(Object), provenance: expect.any(Object) },
      { file: 'missing.pdf', error: { code: 'not_found', message: expect.any(String) } },
      { file: 'broken.pdf', error: { code: 'damaged', message: expect.any(String) } },
    ]);

    const { record, provenance } = lines[0]!;
    const ajv = new Ajv.default({ strictTypes: false });
    addFormats.default(ajv);
    ajv.validate(schema, { ...record, provenance });
    expect(ajv.errors ?? []).toEqual([]);
    expect(record?.reference_date).toBe('2026-01-15');
    expect(provenance).toHaveProperty(['/contact/name', 'rule']);
  }, 40_000);

  it('prints the records alone and ends with 1 where a file cannot be read', () => {
    const { status, output, errors } = parse('good.txt', 'missing.pdf');
    expect(status).toBe(1);
    expect(JSON.parse(output)).toMatchObject({ asset_id: null, contact: { name: { full: 'Mara Ellwood' } } });
    expect(errors).toBe('missing.pdf: The file cannot be read. (not_found)\n');
  }, 40_000);

  it('tells how it is used where a date is none', () => {
    const { status, output, errors } = parse('--reference-date', 'tomorrow', 'good.txt');
    expect([status, output]).toEqual([2, '']);
    expect(errors).toContain('usage:');
  }, 40_000);
});
