// npm run bench:parse: CPU time of a whole parse beside that of pdf.js's own text extraction, in one run; what loading
// the lexicons costs; the memory of a process that parses everything; whether cost grows linearly with pages.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { longCv } from './long-cv.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const built = (file) => import(new URL(`../../../dist/${file}`, import.meta.url).href);
const { values } = parseArgs({
  options: {
    repeats: { type: 'string', default: '5' },
    corpus: { type: 'string' },
    memory: { type: 'boolean', default: false },
  },
});

const CORPORA = {
  frozen: path.join(root, 'test/corpus/frozen'),
  dev: path.join(root, '../shared/corpus/dev'),
  languages: path.join(root, '../shared/corpus/languages'),
};
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const cpuOf = async (work) => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};
/** Scans are no text PDFs: reading a picture costs what OCR costs (npm run bench:ocr). */
const textPdfs = (folder) =>
  readdirSync(path.join(folder, 'truth'))
    .map((file) => JSON.parse(readFileSync(path.join(folder, 'truth', file), 'utf8')))
    .filter(({ document, traits }) => document.endsWith('.pdf') && !traits.includes('scan'))
    .map(({ document }) => path.join(folder, 'docs', document));

const { DEFAULT_PARSE_LIMITS } = await built('libs/domain/index.js');
const lexicon = await built('libs/lexicon/index.js');
const { createGazetteer, createSkillMatcher, createTitleClassifier } = await built('libs/normalisation/index.js');
if (!values.memory) {
  const loaded = {
    lexicons: await cpuOf(() => lexicon.loadLexicons()),
    'their digest': await cpuOf(() => lexicon.lexiconVersion()),
    skills: await cpuOf(() => createSkillMatcher(lexicon.loadSkills())),
    titles: await cpuOf(() => createTitleClassifier(lexicon.loadTitles())),
    gazetteer: await cpuOf(() => createGazetteer()),
  };
  const all = Object.values(loaded).reduce((sum, milliseconds) => sum + milliseconds, 0);
  const each = Object.entries(loaded).map(([name, milliseconds]) => `${name} ${milliseconds.toFixed(0)}`);
  console.log(`loaded once in ${all.toFixed(0)} ms CPU: ${each.join(', ')}`);
}
const { createCvParser } = await built('libs/parser/index.js');
const options = {
  locale: null,
  referenceDate: '2026-06-15',
  assetId: null,
  filename: 'cv.pdf',
  limits: DEFAULT_PARSE_LIMITS,
};
const corpora = Object.entries(CORPORA).filter(
  ([name, folder]) => existsSync(path.join(folder, 'truth')) && (values.corpus ?? name) === name,
);

if (values.memory) {
  const parser = createCvParser();
  for (const [, folder] of corpora)
    for (const file of textPdfs(folder)) await parser.parse(readFileSync(file), options).catch(() => null);
  const atMost = Math.round(process.resourceUsage().maxRSS / 1024);
  globalThis.gc();
  const live = Math.round(process.memoryUsage().heapUsed / 2 ** 20);
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  const held = (field) => Math.round(Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) / 1024);
  console.log(
    `${live} MB of live objects; resident ${atMost} MB at most, after a collection ${held('RssAnon')} MB of its own and ${held('RssFile')} MB of files that processes share`,
  );
  process.exit(0);
}

const parser = createCvParser();
await parser.parse(longCv(1), options);
// Only now: our reader has put the engine's Array.prototype.push back, which pdf.js replaces by a slow one, for both.
const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
async function extractByPdfJs(bytes) {
  const task = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, disableFontFace: true, verbosity: 0 });
  const document = await task.promise;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    await page.getTextContent();
    page.cleanup();
  }
  await task.destroy();
}

for (const [name, folder] of corpora) {
  const files = textPdfs(folder);
  for (const file of files.slice(0, 12)) {
    await extractByPdfJs(readFileSync(file));
    await parser.parse(readFileSync(file), options);
  }
  const rows = [];
  for (const file of files) {
    const bytes = readFileSync(file);
    const [theirs, ours] = [[], []];
    for (let i = 0; i < Number(values.repeats); i++) {
      theirs.push(await cpuOf(() => extractByPdfJs(bytes)));
      ours.push(await cpuOf(() => parser.parse(bytes, options)));
    }
    rows.push({
      file: path.basename(file),
      theirs: median(theirs),
      ours: median(ours),
      ratio: median(ours) / median(theirs),
    });
  }
  rows.sort((a, b) => a.ratio - b.ratio);
  const at = (share) => rows[Math.min(rows.length - 1, Math.floor(rows.length * share))];
  console.log(
    `${name}: ${rows.length} text PDFs, pdf.js ${median(rows.map((r) => r.theirs)).toFixed(1)} ms, whole parse ${median(rows.map((r) => r.ours)).toFixed(1)} ms CPU; ratio median ${at(0.5).ratio.toFixed(2)}, p90 ${at(0.9).ratio.toFixed(2)}, worst ${at(1).ratio.toFixed(2)} (${at(1).file})`,
  );
}
await parser.close();

const long = createCvParser();
await long.parse(longCv(3), options);
const perPage = [];
for (const pages of [1, 2, 10, 50, 100, 200]) {
  const bytes = longCv(pages);
  const runs = [];
  for (let i = 0; i < 3; i++) runs.push(await cpuOf(() => long.parse(bytes, options)));
  perPage.push(median(runs) / pages);
  console.log(
    `${String(pages).padStart(3)} pages: ${median(runs).toFixed(0).padStart(6)} ms CPU, ${(median(runs) / pages).toFixed(1)} ms a page`,
  );
}
console.log(`a page of 200 costs ${(perPage.at(-1) / perPage[2]).toFixed(2)} times one of 10`);
await long.close();

const memory = spawnSync(process.execPath, ['--expose-gc', fileURLToPath(import.meta.url), '--memory'], {
  cwd: root,
  encoding: 'utf8',
});
console.log(`memory of a process that parsed all of them: ${memory.stdout.trim().split('\n').at(-1)}`);
process.exit(0);
