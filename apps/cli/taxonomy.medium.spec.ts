import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDataSource, runMigrations, type StoredTaxonomy, TaxonomyRepository } from '@vitamill/persistence';
import { zipSync } from 'fflate';
import { needing } from '../../test/support/needing.js';
import { startPostgres, type TestPostgres } from '../../test/support/postgres.js';

const root = join(import.meta.dirname, '../..');
const reference = join(root, '../shared/reference');
const URI = 'http://data.europa.eu/esco';

/** Invented concepts in the layout of the official download. */
const OCCUPATIONS = `conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,regulatedProfessionNote,scopeNote,definition,inScheme,description,code
Occupation,${URI}/occupation/1,7212,underwater welder,"diving welder
hyperbaric welder",,released,,,,,,"Welds under water, ""wet"" or dry.",7212.1
Occupation,${URI}/occupation/2,2512,tide programmer,,tide coder,released,,,,,,Programs tides.,2512.9
`;
const OCCUPATIONS_NL = OCCUPATIONS.replace('underwater welder', 'onderwaterlasser')
  .replace('tide programmer', 'getijdenprogrammeur')
  .replace('"diving welder\nhyperbaric welder"', 'duiklasser');
const SKILLS = `conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,scopeNote,definition,inScheme,description
KnowledgeSkillCompetence,${URI}/skill/1,skill/competence,sector-specific,weld under water,wet welding,,released,,,,,
`;
const RELATIONS = `occupationUri,relationType,skillType,skillUri
${URI}/occupation/1,essential,skill/competence,${URI}/skill/1
`;
const ONET = {
  'Occupation Data.txt': 'O*NET-SOC Code\tTitle\tDescription\n51-4121.00\tWelders, Cutters\tWelds "things".\n',
  'Alternate Titles.txt':
    'O*NET-SOC Code\tAlternate Title\tShort Title\tSource(s)\n51-4121.00\tWet Welder (WW)\tn/a\t08\n51-4121.00\tDiving Welder\tn/a\t08\n',
  'Technology Skills.txt':
    'O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\tHot Technology\tIn Demand\n51-4121.00\tWeldcalc\t43232202\tSoftware\tN\tN\n',
};
const CUSTOM = `kind,code,label,language,alternative_labels,isco_code
occupation,W1,Tank welder,en,Vessel welder | Boiler welder,7212
occupation,W1,Kesselschweißer,de,,7212
`;

let postgres: TestPostgres;
let database: ReturnType<typeof createDataSource>;
let url: string;
let folder: string;
beforeAll(async () => {
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs')]);
  postgres = await startPostgres();
  folder = mkdtempSync(join(tmpdir(), 'vitamill-taxonomy-'));
}, 120_000);
beforeEach(async () => {
  await database?.destroy();
  url = await postgres.newDatabase();
  database = await createDataSource({ url }).initialize();
  await runMigrations(database);
});
afterAll(async () => {
  await database?.destroy();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

const start = (...args: string[]) =>
  spawn(process.execPath, [join(root, 'dist/apps/cli/main.js'), 'taxonomy', ...args], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      VITAMILL_DATABASE_URL: url,
      VITAMILL_KEY_PEPPER: 'a'.repeat(40),
      VITAMILL_SECRETS_KEY: 'b'.repeat(43),
      VITAMILL_STORAGE_DIR: folder,
      VITAMILL_STORAGE_DRIVER: 'folder',
      VITAMILL_QUEUE_DRIVER: 'embedded',
    },
  });
const run = async (...args: string[]): Promise<{ status: number | null; output: string; errors: string }> => {
  const child = start(...args);
  let output = '';
  let errors = '';
  child.stdout.on('data', (text) => {
    output += text;
  });
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, output, errors };
};
const stored = (): Promise<StoredTaxonomy[]> => new TaxonomyRepository(database).list();
const write = (name: string, files: Record<string, string>): string => {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  return path;
};

describe('the taxonomy command', () => {
  it('reads ESCO from archives and loose tables, in all languages, with its attribution', async () => {
    const path = write('esco', { 'occupations_nl.csv': OCCUPATIONS_NL });
    const archive = zipSync({ 'occupations_en.csv': Buffer.from(OCCUPATIONS), 'skills_en.csv': Buffer.from(SKILLS) });
    writeFileSync(join(path, 'ESCO dataset - v9.1.0 - classification - en - csv.zip'), archive);
    writeFileSync(
      join(path, 'ESCO dataset - v9.1.0 - relations - csv.zip'),
      zipSync({ 'occupationSkillRelations.csv': Buffer.from(RELATIONS) }),
    );
    const { status, errors } = await run('import', 'esco', path);
    expect([status, errors]).toEqual([0, expect.stringContaining('esco-9.1.0: 2 occupations, 1 skills')]);
    expect(errors).toContain('This service uses the ESCO classification of the European Commission.');
    expect(await stored()).toMatchObject([
      {
        name: 'esco',
        version: '9.1.0',
        languages: ['en', 'nl'],
        occupations: 2,
        skills: 1,
        labels: 11,
        relations: 1,
        active: true,
      },
    ]);
    const again = await run('import', 'esco', path);
    expect([again.status, again.errors]).toEqual([0, expect.stringContaining('there already')]);
    expect((await run('list')).output).toContain('esco-9.1.0 (active)');
  }, 60_000);

  it('adds a language to a version that is there, and replaces one that comes again', async () => {
    await run('import', 'esco', write('en', { 'occupations_en.csv': OCCUPATIONS }), '--version', '9.1.0');
    await run('import', 'esco', write('nl', { 'occupations_nl.csv': OCCUPATIONS_NL }), '--version', '9.1.0');
    expect(await stored()).toMatchObject([{ languages: ['en', 'nl'], labels: 9, occupations: 2 }]);
    const changed = OCCUPATIONS_NL.replace('duiklasser', 'natlasser');
    await run('import', 'esco', write('nl2', { 'occupations_nl.csv': changed }), '--version', '9.1.0');
    expect(await stored()).toMatchObject([{ languages: ['en', 'nl'], labels: 9 }]);
  }, 60_000);

  it('reads O*NET and custom tables', async () => {
    expect((await run('import', 'onet', write('db_30_1_text', ONET))).status).toBe(0);
    const custom = join(write('custom', { 'own.csv': CUSTOM }), 'own.csv');
    expect((await run('import', 'custom', custom, '--name', 'yard', '--version', '2026')).status).toBe(0);
    expect(await stored()).toMatchObject([
      { name: 'onet', version: '30.1', occupations: 1, skills: 1, labels: 6, relations: 1, licence: 'CC BY 4.0' },
      { name: 'yard', version: '2026', languages: ['de', 'en'], occupations: 1, labels: 4 },
    ]);
    expect((await run('remove', 'yard', '2026')).status).toBe(0);
    expect(await stored()).toHaveLength(1);
  }, 60_000);

  it('says what is wrong and changes nothing', async () => {
    const refusals = [
      [['import', 'esco', join(folder, 'nowhere')], 'is not there'],
      [['import', 'esco', write('odd', { 'occupations_en.csv': 'a,b\n1,2\n' }), '--version', '1'], 'official layout'],
      [['import', 'custom', write('c', { 'c.csv': CUSTOM })], 'needs --name and --version'],
      [
        ['import', 'custom', write('d', { 'd.csv': CUSTOM.replace('7212', 'ISCO') }), '--name', 'd', '--version', '1'],
        'row 2',
      ],
    ] as const;
    for (const [args, words] of refusals) {
      const { status, errors } = await run(...args);
      expect([status, errors]).toEqual([1, expect.stringContaining(words)]);
    }
    expect((await run('import', 'esco')).status).toBe(2);
    expect(await stored()).toEqual([]);
  }, 90_000);

  it('leaves what was there where it is killed in the middle', async () => {
    await run('import', 'esco', write('kept', { 'occupations_en.csv': OCCUPATIONS }), '--version', '1.0');
    const [before] = await stored();
    const rows = Array.from({ length: 60_000 }, (_, i) => `Occupation,${URI}/occupation/x${i},2512,title ${i},,`);
    const large = `conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels\n${rows.join('\n')}\n`;
    const child = start('import', 'esco', write('large', { 'occupations_de.csv': large }), '--version', '1.0');
    const writing = async () =>
      (
        await database.query(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
        AND state <> 'idle' AND query LIKE 'INSERT INTO taxonomy_%' AND pid <> pg_backend_pid()`)
      ).length > 0;
    while (!(await writing()) && child.exitCode === null) await sleep(5);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.on('close', resolve));
    expect(await stored()).toEqual([before]);
    expect((await run('import', 'esco', join(folder, 'large'), '--version', '1.0')).status).toBe(0);
    expect(await stored()).toMatchObject([{ languages: ['de', 'en'], occupations: 60_002 }]);
  }, 90_000);

  needing('../shared/reference', it)(
    'reads the official downloads',
    async () => {
      expect(await run('import', 'esco', join(reference, 'esco'))).toMatchObject({ status: 0 });
      expect(await run('import', 'onet', join(reference, 'onet'), '--version', '29.0')).toMatchObject({ status: 0 });
      const [esco, onet] = await stored();
      expect(esco).toMatchObject({ version: '1.1.1', languages: ['en', 'nl'], occupations: 3_007, skills: 13_896 });
      expect(esco?.labels).toBeGreaterThan(155_000);
      expect(esco?.relations).toBeGreaterThan(123_855);
      expect(onet).toMatchObject({ version: '29.0', occupations: 1_016 });
    },
    180_000,
  );
});
