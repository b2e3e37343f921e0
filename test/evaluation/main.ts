import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { createParserPool } from '@vitamill/parser-pool';
import { acceptFailures, acceptSnapshot, FROZEN, HAND_MADE, REFERENCE_DATE } from './frozen-corpus.js';
import { readCorpus } from './read-corpus.js';
import { type ReadDocument, scoreCorpus } from './score-corpus.js';
import { f1, totalOf } from './score-sheet.js';
import { fieldTable, sliceTable } from './tables.js';

const USAGE = `usage: npm run eval [-- [--worst N] [--misses FIELD] [--slice TEXT] [DIR...]]
       npm run eval -- --accept

Parses the documents of each DIR (docs/ beside truth/) and prints what was read rightly: by field, format, language,
layout and trait. Without DIR: our own corpus, and those of ../shared/corpus where they are there.
--misses prints every value of a field (or of all) that was not read rightly, --slice keeps the documents that have such a trait.
--accept takes what is read from the frozen corpus today as its snapshot, and its failures and those of the hand-made
set as known.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    worst: { type: 'string', default: '10' },
    misses: { type: 'string' },
    slice: { type: 'string' },
    accept: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});

const LAYOUT = 'layout:';
const named = (prefix: string) => (d: ReadDocument) =>
  d.traits.flatMap((t) => (t.startsWith(prefix) ? [t.slice(prefix.length)] : []));
const isTrait = (d: ReadDocument, trait: string): boolean =>
  !trait.includes(':') && trait !== d.format && trait !== d.language;

function print(title: string, documents: readonly ReadDocument[]): void {
  console.log(`\n## ${title}\n`);
  console.log(fieldTable(documents));
  const slices: [string, (d: ReadDocument) => readonly string[]][] = [
    ['format', (d) => [d.format]],
    ['language', (d) => [d.language]],
    ['layout', named(LAYOUT)],
    ['trait', (d) => d.traits.filter((trait) => isTrait(d, trait))],
  ];
  for (const [name, keyOf] of slices)
    if (documents.some((d) => keyOf(d).length > 0))
      console.log(`\n${sliceTable(name, documents, (d) => keyOf(d as ReadDocument))}`);
  const worst = documents.map((d) => ({ d, score: f1(totalOf(d.sheet)) })).sort((a, b) => a.score - b.score);
  console.log('');
  for (const { d, score } of worst.slice(0, Number(values.worst)))
    console.log(`worst ${(100 * score).toFixed(1).padStart(5)}  ${d.document}${d.error ? `  (${d.error})` : ''}`);
}

function printMisses(field: string, documents: readonly ReadDocument[]): void {
  const text = (value: unknown): string => (value === null ? '-' : JSON.stringify(value));
  for (const { document, sheet } of documents)
    for (const v of sheet.verdicts)
      if ((field === 'all' || v.field === field) && !v.right)
        console.log(
          `${document.padEnd(40)} ${field === 'all' ? `${v.field} ` : ''}expected ${text(v.expected)}  found ${text(v.found)}`,
        );
}

if (values.help) {
  console.log(USAGE);
} else {
  const root = process.cwd();
  const own = join(root, FROZEN);
  const shared = ['dev', 'languages'].map((name) => join(root, '../shared/corpus', name));
  const handMade = join(root, HAND_MADE);
  const folders = values.accept ? [own, handMade] : positionals.length > 0 ? positionals : [own, handMade, ...shared];
  const parser = createParserPool({
    processes: Math.min(availableParallelism(), 8),
    memoryMegabytes: 2048,
    deadlineMilliseconds: 1_200_000,
    recycleAfter: 200,
  });
  try {
    for (const folder of folders) {
      const corpus = readCorpus(folder)?.filter(
        ({ truth }) => !values.slice || truth.traits.some((trait) => trait.includes(values.slice!)),
      );
      if (!corpus) {
        console.log(`\n## ${basename(folder)}: not here (${folder}), left out`);
        continue;
      }
      const documents = await scoreCorpus(parser, corpus, REFERENCE_DATE);
      if (values.accept) acceptFailures(root, folder === own ? FROZEN : HAND_MADE, documents);
      if (values.accept && folder === own) acceptSnapshot(root, documents);
      if (values.misses) printMisses(values.misses, documents);
      else print(basename(folder), documents);
    }
  } finally {
    await parser.close();
  }
}
