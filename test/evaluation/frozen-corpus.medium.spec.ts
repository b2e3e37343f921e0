import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createParserPool } from '@vitamill/parser-pool';
import {
  changedDocuments,
  compareFailures,
  FROZEN,
  failuresOf,
  isScan,
  REFERENCE_DATE,
  readFailures,
} from './frozen-corpus.js';
import { readCorpus } from './read-corpus.js';
import { type ReadDocument, scoreCorpus } from './score-corpus.js';
import { macroOf } from './tables.js';

const root = join(import.meta.dirname, '../..');
const ACCEPT = 'Look at the difference, then take it as known with: npm run eval -- --accept';
let documents: ReadDocument[];

beforeAll(async () => {
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs')]);
  const parser = createParserPool({
    processes: 2,
    memoryMegabytes: 2048,
    deadlineMilliseconds: 1_200_000,
    recycleAfter: 200,
  });
  try {
    documents = await scoreCorpus(parser, readCorpus(join(root, FROZEN))!, REFERENCE_DATE);
  } finally {
    await parser.close();
  }
}, 300_000);

describe('the frozen corpus', () => {
  it('has no failure that is not known', () => {
    const { worse } = compareFailures(readFailures(root), failuresOf(documents));
    expect({ worse, ACCEPT }).toEqual({ worse: [], ACCEPT });
  });

  it('has no failure listed that is none any more', () => {
    const { better } = compareFailures(readFailures(root), failuresOf(documents));
    expect({ better, ACCEPT }).toEqual({ better: [], ACCEPT });
  });

  it('gives what it gave when the snapshot was taken', () => {
    expect({ changed: changedDocuments(root, documents), ACCEPT }).toEqual({ changed: [], ACCEPT });
  });

  it('is read from scans', () => {
    expect(macroOf(documents.filter(isScan)).soft).toBeGreaterThan(0.6);
  });

  it('is read well in every language', () => {
    const languages = [...new Set(documents.map(({ language }) => language))];
    expect(languages).toHaveLength(22);
    const poor = languages.filter((language) => macroOf(documents.filter((d) => d.language === language)).soft < 0.6);
    expect(poor).toEqual([]);
  });
});
