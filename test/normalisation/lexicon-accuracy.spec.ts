import { f1Of, measureSkills, measureTitles, precisionOf, recallOf } from './lexicon-accuracy.js';

const LANGUAGES = 'en de fr es it nl pt pl sv da no fi cs sk hu ro bg el hr ru uk tr'.split(' ');
const percent = (share: number): string => `${(100 * share).toFixed(1).padStart(5)} %`;

// `npm run eval:normalisation` prints the table.
describe('titles and skills on a truth of our own', () => {
  const titles = measureTitles();
  const skills = measureSkills();
  if (process.env.PRINT_ACCURACY) {
    const lines = [titles, skills].flatMap((a) => [
      `${a.kind.padEnd(16)} ${a.right} of ${a.wanted}, ${a.found} found: precision ${percent(precisionOf(a))}, recall ${percent(recallOf(a))}, F1 ${percent(f1Of(a))}`,
      ...(process.env.PRINT_ACCURACY === 'misses' ? a.misses.map((miss) => `    ${miss}`) : []),
    ]);
    const byLanguage = LANGUAGES.map((language) => {
      const [t, s] = [measureTitles(language), measureSkills(language)];
      return `    ${language}  titles ${percent(recallOf(t))} right, ${percent(precisionOf(t))} of answers   skills F1 ${percent(f1Of(s))}`;
    });
    process.stdout.write(`${[...lines, ...byLanguage].join('\n')}\n`);
  }

  it('finds the minor group of titles', () => {
    expect(recallOf(titles)).toBeGreaterThanOrEqual(0.95);
    expect(precisionOf(titles)).toBeGreaterThanOrEqual(0.97);
  });
  it('finds skills', () => {
    expect(f1Of(skills)).toBeGreaterThanOrEqual(0.9);
  });
});
