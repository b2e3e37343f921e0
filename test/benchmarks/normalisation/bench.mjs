// npm run bench:normalisation: CPU time that normalisation takes of the parse of each CV, the first time that a warm process
// sees the CV (what a worker pays) and when it sees it again. One document in five warms up. An argument names another corpus than
// the frozen one.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const built = (file) => import(new URL(`../../../dist/${file}`, import.meta.url).href);
const folder = path.resolve(process.argv[2] ?? path.join(root, 'test/corpus/frozen'));
const { DEFAULT_PARSE_LIMITS } = await built('libs/domain/index.js');
const { createCvParser } = await built('libs/parser/index.js');

const files = readdirSync(path.join(folder, 'truth'))
  .map((file) => JSON.parse(readFileSync(path.join(folder, 'truth', file), 'utf8')))
  .filter(({ traits }) => !traits.includes('scan'))
  .map(({ document }) => path.join(folder, 'docs', document))
  .sort();
const warmUp = files.filter((_, i) => i % 5 === 0);
const measured = files.filter((_, i) => i % 5 !== 0);

const parser = createCvParser();
/** Milliseconds of CPU between the stages `normalise` and `validate`; null where the document has no such stage. */
async function normalisationOf(file) {
  let begun = null;
  let spent = null;
  const onProgress = ({ stage }) => {
    if (stage === 'normalise') begun = process.cpuUsage();
    if (stage === 'validate' && begun) {
      const { user, system } = process.cpuUsage(begun);
      spent = (user + system) / 1000;
    }
  };
  const options = {
    locale: null,
    referenceDate: '2026-06-15',
    assetId: null,
    filename: path.basename(file),
    limits: DEFAULT_PARSE_LIMITS,
  };
  await parser.parse(readFileSync(file), options, { onProgress }).catch(() => null);
  return spent;
}
async function measure(chosen) {
  const times = [];
  for (const file of chosen) {
    const spent = await normalisationOf(file);
    if (spent !== null) times.push(spent);
  }
  return times.sort((a, b) => a - b);
}
const told = (name, times) => {
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  console.log(
    `${name.padEnd(12)} ${times.length} CVs: mean ${mean.toFixed(1)} ms CPU, median ${at(0.5)}, p90 ${at(0.9)}, worst ${at(1)}`,
  );
};
told('warming up', await measure(warmUp));
told('first time', await measure(measured));
told('again', await measure(measured));
await parser.close();
process.exit(0);
