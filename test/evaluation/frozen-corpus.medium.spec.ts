import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createParserPool } from '@vitamill/parser-pool';
import {
  changedDocuments,
  compareFailures,
  FROZEN,
  failuresOf,
  HAND_MADE,
  isScan,
  REFERENCE_DATE,
  readFailures,
} from './frozen-corpus.js';
import { readCorpus } from './read-corpus.js';
import { type ReadDocument, scoreCorpus } from './score-corpus.js';
import { f1, totalOf } from './score-sheet.js';
import { macroOf } from './tables.js';

const root = join(import.meta.dirname, '../..');
const ACCEPT = 'Look at the difference, then take it as known with: npm run eval -- --accept';
let documents: ReadDocument[];
let handMade: ReadDocument[];

beforeAll(async () => {
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs')]);
  const parser = createParserPool({
    processes: 2,
    memoryMegabytes: 2048,
    deadlineMilliseconds: 1_200_000,
    recycleAfter: 200,
  });
  try {
    const read = (set: string) => scoreCorpus(parser, readCorpus(join(root, set))!, REFERENCE_DATE);
    [documents, handMade] = await Promise.all([read(FROZEN), read(HAND_MADE)]);
  } finally {
    await parser.close();
  }
}, 300_000);

describe.each([
  ['the frozen corpus', FROZEN, () => documents],
  ['the set written by hand', HAND_MADE, () => handMade],
])('%s', (_, set, read) => {
  it('has no failure that is not known', () => {
    const { worse } = compareFailures(readFailures(root, set), failuresOf(read()));
    expect({ worse, ACCEPT }).toEqual({ worse: [], ACCEPT });
  });

  it('has no failure listed that is none any more', () => {
    const { better } = compareFailures(readFailures(root, set), failuresOf(read()));
    expect({ better, ACCEPT }).toEqual({ better: [], ACCEPT });
  });
});

describe('the set written by hand', () => {
  it('is read to a macro F1 of 97 and more, and no document below 85', () => {
    expect(handMade).toHaveLength(30);
    expect(macroOf(handMade).soft).toBeGreaterThan(0.97);
    expect(handMade.filter((d) => f1(totalOf(d.sheet)) < 0.85).map(({ document }) => document)).toEqual([]);
  });

  it('is read from photos', () => {
    const photos = handMade.filter(isScan);
    expect(photos).toHaveLength(2);
    expect(macroOf(photos).soft).toBeGreaterThan(0.8);
  });
});

describe('the frozen corpus', () => {
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
