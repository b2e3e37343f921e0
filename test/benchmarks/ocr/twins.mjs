// npm run bench:ocr:twins -- --corpus DIR --score FILE [--count 20] [--keep DIR]
// DIR holds docs/*.pdf and truth/*.truth.json. Each PDF is scanned by one of the scanners in turn and parsed; FILE is
// the scorer. Prints the scores of the text versions, of their twins, and of the twins of each scanner.
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { writePictureDocument } from './picture-pdf.mjs';
import { SCANNERS, scanPages } from './scan.mjs';

const { values } = parseArgs({
  options: {
    corpus: { type: 'string', multiple: true },
    score: { type: 'string' },
    count: { type: 'string', default: '20' },
    keep: { type: 'string' },
    only: { type: 'string' },
  },
});
if (!values.corpus || !values.score) {
  console.error(
    'usage: npm run bench:ocr:twins -- --corpus DIR [--corpus DIR] --score score.mjs [--count 20] [--keep DIR]',
  );
  process.exit(2);
}
const run = promisify(execFile);
const scorer = await realpath(values.score);
const main = path.join(import.meta.dirname, '../../../dist/apps/cli/main.js');
const work = values.keep ?? (await mkdtemp(path.join(tmpdir(), 'bench-twins-')));
const folders = { text: path.join(work, 'text'), twins: path.join(work, 'twins'), truth: path.join(work, 'truth') };
for (const folder of Object.values(folders)) await mkdir(folder, { recursive: true });

// Evenly from each corpus, so that no layout or language is left out by its place in the alphabet.
const chosen = [];
for (const corpus of values.corpus) {
  const files = (await readdir(path.join(corpus, 'docs'))).filter((file) => file.endsWith('.pdf')).sort();
  const share = Math.min(files.length, Math.ceil(Number(values.count) / values.corpus.length));
  for (let i = 0; i < share; i++) chosen.push({ corpus, file: files[Math.floor((i * files.length) / share)] });
}
const scanners = Object.keys(SCANNERS);
const documents = [];
for (const [i, { corpus, file }] of chosen.entries()) {
  const { name } = path.parse(file);
  if (values.only && !values.only.split(',').some((start) => name.startsWith(start))) continue;
  const scanner = scanners[i % scanners.length];
  const truths = await readdir(path.join(corpus, 'truth'));
  const truth = truths.find((entry) => entry === `${name}.truth.json`);
  if (!truth) continue;
  const bytes = await readFile(path.join(corpus, 'docs', file));
  await writeFile(path.join(folders.text, file), bytes);
  await writeFile(path.join(folders.twins, file), writePictureDocument(await scanPages(bytes, scanner)));
  await cp(path.join(corpus, 'truth', truth), path.join(folders.truth, truth));
  documents.push({ file, truth, scanner });
}

async function parse(folder) {
  const files = documents.map(({ file }) => path.join(folder, file));
  const started = performance.now();
  const { stdout } = await run(process.execPath, [main, 'parse', '--jsonl', ...files], { maxBuffer: 2 ** 28 });
  const out = `${folder}.jsonl`;
  await writeFile(out, stdout);
  return { out, seconds: (performance.now() - started) / 1000 };
}

async function scoreOf(predictions, scored) {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-truth-'));
  for (const { truth } of scored) await cp(path.join(folders.truth, truth), path.join(folder, truth));
  const json = path.join(folder, 'score.out');
  await run(process.execPath, [scorer, '--truth', folder, '--pred', predictions, '--json', json]);
  const score = JSON.parse(await readFile(json, 'utf8'));
  await rm(folder, { recursive: true });
  return score;
}

const text = await parse(folders.text);
const twins = await parse(folders.twins);
const rows = [
  ['all', documents],
  ...scanners.map((name) => [name, documents.filter(({ scanner }) => scanner === name)]),
];
console.log('| scanner | documents | text, macro F1 | twin, macro F1 | lost |\n| --- | ---: | ---: | ---: | ---: |');
for (const [name, scored] of rows) {
  if (scored.length === 0) continue;
  const [a, b] = [await scoreOf(text.out, scored), await scoreOf(twins.out, scored)].map(({ macro }) => macro * 100);
  console.log(`| ${name} | ${scored.length} | ${a.toFixed(1)} | ${b.toFixed(1)} | ${(a - b).toFixed(1)} |`);
}
console.log('\n| document | scanner | text, F1 | twin, F1 | lost |\n| --- | --- | ---: | ---: | ---: |');
const [textScores, twinScores] = [await scoreOf(text.out, documents), await scoreOf(twins.out, documents)];
for (const { file, scanner } of documents) {
  const of = (score) => score.documents.find(({ document }) => document.startsWith(path.parse(file).name));
  const [a, b] = [of(textScores), of(twinScores)];
  const lost = (100 * (a.f1 - b.f1)).toFixed(1);
  const failure = b.error ? ` (${b.error.code ?? b.error})` : '';
  console.log(
    `| ${path.parse(file).name} | ${scanner} | ${(100 * a.f1).toFixed(1)} | ${(100 * b.f1).toFixed(1)}${failure} | ${lost} |`,
  );
}
console.log(`\nThe twins took ${(twins.seconds / documents.length).toFixed(1)} s a document.`);
if (!values.keep) await rm(work, { recursive: true });
