import { type Accuracy, measureHeldOut } from './accuracy.js';
import { type Agreement, f1Of, measureSkills, measureTitles, precisionOf, recallOf } from './lexicon-accuracy.js';

const TITLES = 'held-out/titles.tsv';
const THIN = 'pl pt cs sk hu ro hr bg el uk ru tr sv no da fi'.split(' ');
const FLOORS: Readonly<Record<string, number>> = {
  'place country': 0.97,
  'place city': 0.97,
  phone: 0.99,
  'language name': 0.99,
  CEFR: 0.97,
  ISCED: 0.95,
};
const percent = (share: number): string => `${(100 * share).toFixed(1).padStart(5)} %`;
const print = (lines: readonly string[]): boolean => process.stdout.write(`${lines.join('\n')}\n`);

const line = ({ kind, right, total, misses }: Accuracy): string[] => [
  `held out: ${kind.padEnd(16)} ${String(right).padStart(4)} of ${String(total).padStart(4)}  ${percent(right / total)}`,
  ...misses.map((miss) => `    ${miss}`),
];
const agreement = (a: Agreement): string[] => [
  `held out: ${a.kind.padEnd(8)} ${a.right} of ${a.wanted}, ${a.found} found: precision ${percent(precisionOf(a))}, recall ${percent(recallOf(a))}, F1 ${percent(f1Of(a))}`,
  ...(process.env.PRINT_ACCURACY === 'misses' ? a.misses.map((miss) => `    ${miss}`) : []),
];

describe('normalisation on the held-out truth', () => {
  const results = measureHeldOut();
  const later = ['held-out-2', 'held-out-3'].flatMap((folder) => measureHeldOut(folder));
  const titles = measureTitles(undefined, TITLES);
  const skills = measureSkills(undefined, 'held-out/skills.tsv');
  if (process.env.PRINT_ACCURACY) {
    const byLanguage = THIN.map((language) => `${language} ${percent(recallOf(measureTitles(language, TITLES)))}`);
    print([
      ...results.flatMap(line),
      'later truths:',
      ...later.flatMap(line),
      ...agreement(titles),
      `    ${byLanguage.join('  ')}`,
      ...agreement(skills),
    ]);
  }
  it.each(results.map((result) => [result.kind, result] as const))(
    'reads %s at its floor or better',
    (kind, { right, total }) => {
      expect(total).toBeGreaterThanOrEqual(300);
      expect(right / total).toBeGreaterThanOrEqual(FLOORS[kind] ?? 1);
    },
  );
  it.each(later.map((result) => [result.kind, result] as const))(
    'reads %s of the later truths',
    (_, { right, total }) => {
      expect(right / total).toBeGreaterThanOrEqual(0.95);
    },
  );
  it('finds the minor group of titles', () => {
    expect(recallOf(titles)).toBeGreaterThanOrEqual(0.96);
    expect(precisionOf(titles)).toBeGreaterThanOrEqual(0.97);
  });
  it.each(THIN)('finds the minor group of titles in %s', (language) => {
    expect(recallOf(measureTitles(language, TITLES))).toBeGreaterThanOrEqual(0.85);
  });
  it('finds skills', () => {
    expect(f1Of(skills)).toBeGreaterThanOrEqual(0.9);
  });
});
