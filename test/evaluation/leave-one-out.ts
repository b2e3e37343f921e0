// npm run eval:leave-one-out: what still works where nobody has written words or looked at a design.
import { join } from 'node:path';
import { createCvParser } from '@vitamill/parser';
import { LANGUAGES } from '../corpus/language-data.js';
import { isTuned } from '../corpus/sets.js';
import { FROZEN, REFERENCE_DATE } from './frozen-corpus.js';
import { type CorpusDocument, readCorpus } from './read-corpus.js';
import { type ReadDocument, scoreCorpus } from './score-corpus.js';
import { f1 } from './score-sheet.js';
import { macroOf, sliceTable, sumFields } from './tables.js';

const folders = process.argv.slice(2);
const corpus = (folders.length > 0 ? folders : [join(process.cwd(), FROZEN)]).flatMap(
  (folder) => readCorpus(folder) ?? [],
);
// reading a picture picks its language by other means, and takes long
const printed = corpus.filter(({ truth }) => !truth.traits.includes('scan'));

async function read(documents: readonly CorpusDocument[], withoutLexicons: readonly string[]): Promise<ReadDocument[]> {
  const parser = createCvParser({ withoutLexicons });
  try {
    return await scoreCorpus(parser, documents, REFERENCE_DATE);
  } finally {
    await parser.close();
  }
}

const percent = (value: number): string => (100 * value).toFixed(1).padStart(7);
const FIELDS = [
  'contact.name',
  'contact.email',
  'contact.phone',
  'experience.title',
  'experience.employer',
  'experience.start',
  'education.institution',
  'skills',
  'languages',
];
const cells = (documents: readonly ReadDocument[]): string => {
  const sums = sumFields(documents);
  return FIELDS.map((field) => percent(sums.has(field) ? f1(sums.get(field)!.soft) : 0)).join(' ');
};

const whole = await read(printed, []);

console.log(`# Leave one language out

The lexicon of one language (its headings, months, "today", levels, labels: lexicon/<language>.json) is taken away while its
documents are read. Left are geometry, type, digits, the words of the other 21 languages, job titles and skills.
F1 of the fields without it; before them the macro F1 with it and without.

language    with without  ${FIELDS.map((field) => field.replace(/^.*\./, '').slice(0, 7).padStart(7)).join(' ')}`);
const lost: ReadDocument[] = [];
for (const language of LANGUAGES) {
  const mine = printed.filter(({ truth }) => truth.language === language);
  if (mine.length === 0) continue;
  const without = await read(mine, [language]);
  lost.push(...without);
  const withIt = whole.filter((d) => d.language === language);
  console.log(
    `${language.padEnd(8)} ${percent(macroOf(withIt).soft)} ${percent(macroOf(without).soft)}  ${cells(without)}`,
  );
}
console.log(`all      ${percent(macroOf(whole).soft)} ${percent(macroOf(lost).soft)}  ${cells(lost)}`);

const layoutOf = (d: { traits: readonly string[] }): string =>
  d.traits.find((trait) => trait.startsWith('layout:'))!.slice(7);
const [tuned, held] = [whole.filter((d) => isTuned(layoutOf(d))), whole.filter((d) => !isTuned(layoutOf(d)))];
console.log(`
# Leave designs out

No design has rules of its own, so none can be taken away. Instead half of the designs are held out: nobody looks at a
document of theirs while rules are written, and persons, words and sizes are new in every set. What the rules do with a
design that they do not know is the figure of that half.

designs     documents    macro F1 soft
tuned on    ${String(tuned.length).padStart(9)}    ${percent(macroOf(tuned).soft)}
held out    ${String(held.length).padStart(9)}    ${percent(macroOf(held).soft)}

${sliceTable('held-out design', held, (d) => [layoutOf(d)])}`);
