import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_PARSE_LIMITS } from '@vitamill/domain';
import { createCvParser } from '@vitamill/parser';

const corpus = join(import.meta.dirname, '../corpus');
const parser = createCvParser();

const probabilityOf = async (folder: string, file: string): Promise<number> => {
  const { record } = await parser.parse(readFileSync(join(folder, file)), {
    locale: null,
    referenceDate: '2026-06-15',
    assetId: null,
    filename: file,
    limits: DEFAULT_PARSE_LIMITS,
  });
  return record.quality.cv_probability;
};

const measure = async (folder: string): Promise<{ file: string; probability: number }[]> => {
  const files = readdirSync(folder).filter((file) => !/\.(?:jpg|png)$|scan/.test(file));
  const found = [];
  for (const file of files) found.push({ file, probability: await probabilityOf(folder, file) });
  return found;
};

afterAll(() => parser.close());

describe('cv_probability', () => {
  let cvs: { file: string; probability: number }[];
  let others: { file: string; probability: number }[];

  beforeAll(async () => {
    cvs = [...(await measure(join(corpus, 'frozen/docs'))), ...(await measure(join(corpus, 'hand-made/docs')))];
    others = await measure(join(corpus, 'not-cvs'));
  }, 300_000);

  it('is below 0.3 for what is no CV: invoices, recipes, code, letters, contracts, adverts, papers', () => {
    expect(others.length).toBeGreaterThanOrEqual(20);
    expect(others.filter(({ probability }) => probability >= 0.3)).toEqual([]);
  });

  it('is above 0.7 for CVs of 22 languages', () => {
    expect(cvs.length).toBeGreaterThan(100);
    expect(cvs.filter(({ probability }) => probability <= 0.7)).toEqual([]);
  });
});
