// npm run bench:ocr [-- --pages 200] [--parts conditions,parallel,memory] [--once]: our reading of degraded pages beside that of the
// native program, if it is there. `--once` reads each page once: the error rates are the same, the times mean less.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { characterErrorRate } from './character-errors.mjs';
import { CONDITIONS } from './degrade.mjs';
import { makePage } from './pages.mjs';
import { DATA } from './texts.mjs';

const { values } = parseArgs({
  options: {
    languages: { type: 'string' },
    conditions: { type: 'string' },
    pages: { type: 'string', default: '24' },
    parts: { type: 'string', default: 'conditions,parallel,memory' },
    once: { type: 'boolean', default: false },
  },
});
const languages = values.languages?.split(',') ?? Object.keys(DATA);
const parts = values.parts.split(',');
const conditions = parts.includes('conditions') ? (values.conditions?.split(',') ?? CONDITIONS) : [];
const { createPageReader } = await import(new URL('../../../dist/libs/ocr/index.js', import.meta.url).href);
const run = promisify(execFile);
const require = createRequire(import.meta.url);
const limits = {
  maxPixels: 60_000_000,
  maxOcrPages: 1000,
  maxOcrMilliseconds: 3_600_000,
  maxOcrPageMilliseconds: 600_000,
};

const folder = await mkdtemp(path.join(tmpdir(), 'bench-ocr-'));
const threads = { ...process.env, OMP_THREAD_LIMIT: '1' };
const hasNative = await run('tesseract', ['--version']).then(
  () => true,
  () => false,
);
for (const name of new Set([...languages.map((language) => DATA[language]), 'eng'])) {
  const file = require.resolve(`@tesseract.js-data/${name}/package.json`);
  const data = await readFile(path.join(path.dirname(file), '4.0.0_best_int', `${name}.traineddata.gz`));
  await writeFile(path.join(folder, `${name}.traineddata`), gunzipSync(data));
}

const documentOf = (pages) => ({
  kind: 'paged',
  format: 'image',
  metadata: {},
  embedded: [],
  issues: [],
  pages: Array.from({ length: pages }, (_, i) => ({
    number: i + 1,
    width: 595,
    height: 842,
    items: [],
    shapes: [],
    needsOcr: 'no-text',
  })),
});

/** Seconds on the clock, and of the processor in this process with all its threads. */
async function timed(work) {
  const started = performance.now();
  const before = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return { value, seconds: (performance.now() - started) / 1000, cpu: (user + system) / 1e6 };
}

const reader = createPageReader({ workers: 1 });
const readOurs = async (bytes, locale, by = reader) => {
  const { pages } = await by.readPages(bytes, documentOf(1), { locale, limits });
  return pages[0].items.map((item) => item.text).join(' ');
};
let written = 0;
async function readNative(bytes, language) {
  const file = path.join(folder, `page-${written++}.png`);
  await writeFile(file, bytes);
  const names =
    language === 'en' || language === 'de' || language === 'fr' || language === 'it'
      ? DATA[language]
      : `${DATA[language]}+eng`;
  const command = ['tesseract', file, '-', '--tessdata-dir', folder, '-l', names, '--oem', '1', '--psm', '3'];
  const started = performance.now();
  const { stdout, stderr } = await run(
    'bash',
    ['-c', 'TIMEFORMAT="%U %S"; time "$0" "$@"', ...command, '--dpi', '200'],
    { env: threads },
  );
  const [user, system] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
  return { value: stdout, seconds: (performance.now() - started) / 1000, cpu: user + system };
}

const least = (a, b) => ({ value: b.value, seconds: Math.min(a.seconds, b.seconds), cpu: Math.min(a.cpu, b.cpu) });

const percent = (rate) => `${(rate * 100).toFixed(2)} %`;
const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
if (conditions.length > 0) {
  const native = hasNative
    ? ['native CER', 'worst of ours', 'time, ours / native', 'processor, ours / native']
    : ['worst of ours'];
  const head = ['condition', 'our CER', ...native];
  console.log(
    `| ${head.join(' | ')} |\n| --- | ${head
      .slice(1)
      .map(() => '---:')
      .join(' | ')} |`,
  );
}
for (const [k, condition] of conditions.entries()) {
  const rows = [];
  // Two languages a condition in turn keep the run short; all of them are read clean.
  const chosen = k === 0 || languages.length < 4 ? languages : languages.filter((_, i) => (i + k) % 4 === 0);
  for (const language of chosen) {
    const { bytes, text } = await makePage(language, condition);
    // In turns, and the better of two: what else the machine does falls on both.
    if (!values.once) await readOurs(bytes, language);
    const firstNative = hasNative ? await readNative(bytes, language) : null;
    const firstOurs = await timed(() => readOurs(bytes, language));
    const again = !values.once;
    const native = again && hasNative ? least(firstNative, await readNative(bytes, language)) : firstNative;
    const ours = again ? least(firstOurs, await timed(() => readOurs(bytes, language))) : firstOurs;
    rows.push({
      language,
      ours: characterErrorRate(ours.value, text),
      native: native && characterErrorRate(native.value, text),
      ratio: native && ours.seconds / native.seconds,
      cpuRatio: native && ours.cpu / native.cpu,
    });
  }
  const worst = rows.reduce((a, b) => (b.ours > a.ours ? b : a));
  const cells = [condition, percent(mean(rows.map((row) => row.ours)))];
  if (hasNative) cells.push(percent(mean(rows.map((row) => row.native))));
  cells.push(`${percent(worst.ours)} (${worst.language})`);
  if (hasNative) cells.push(...['ratio', 'cpuRatio'].map((key) => mean(rows.map((row) => row[key])).toFixed(2)));
  console.log(`| ${cells.join(' | ')} |`);
}

const { bytes } = await makePage('en', 'clean');
const two = createPageReader({ workers: 2 });
if (parts.includes('parallel')) await measureParallel();
await reader.close();
if (parts.includes('memory')) await measureMemory(Number(values.pages));
await two.close();
await rm(folder, { recursive: true });

/** How much quicker four pages are read two at once; the best of three tries, beside the same of the native program. */
async function measureParallel() {
  const ratioOf = async (readOne, readTwo) => {
    const ratios = [];
    for (let round = 0; round < 3; round++) {
      const one = await timed(async () => {
        for (let i = 0; i < 4; i++) await readOne();
      });
      const both = await timed(() => Promise.all([0, 1].map(() => readTwo().then(readTwo))));
      ratios.push(one.seconds / both.seconds);
    }
    return Math.max(...ratios).toFixed(2);
  };
  const readByTwo = () => readOurs(bytes, 'en', two);
  await readOurs(bytes, 'en');
  await Promise.all([readByTwo(), readByTwo()]);
  const ours = await ratioOf(() => readOurs(bytes, 'en'), readByTwo);
  const native = hasNative ? await ratioOf(...Array(2).fill(() => readNative(bytes, 'en'))) : null;
  console.log(
    `\nTwo pages at once are read ${ours} times as fast as one after the other` +
      `${native ? `; by two processes of the native program ${native} times` : ''}.`,
  );
}

/** Memory of this process with all its threads over `count` pages, read two at once. */
async function measureMemory(count) {
  const memory = [];
  for (let i = 0; i < count; i += 2) {
    await Promise.all([readOurs(bytes, 'en', two), readOurs(bytes, 'en', two)]);
    memory.push(process.memoryUsage.rss() / 2 ** 20);
  }
  const middle = memory[memory.length >> 1];
  const [first, last, peak] = [memory[0], memory.at(-1), Math.max(...memory)].map((value) => value.toFixed(0));
  console.log(
    `Memory with two threads: ${first} MB at first, ${middle.toFixed(0)} MB half way, ${last} MB after ${count} pages, ${peak} MB at most.`,
  );
}
