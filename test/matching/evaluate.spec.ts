import { createMatcher } from '@vitamill/matcher';
import { screeningVerdict } from '@vitamill/matching';
import { bm25, keywordPercentage, type Ranker, tfIdf } from './baselines.js';
import { ndcgAt, pairOrder } from './ranking-metrics.js';
import { type GradedCv, type GradedJob, readTruth } from './read-truth.js';

const jobs = readTruth();
const corpus = jobs.flatMap((job) => job.cvs.map((cv) => cv.text));
const matcher = createMatcher();

const vitamill: Ranker = (advert, cvs) => {
  const open = matcher.open(advert, { referenceDate: '2026-11-27', weights: {}, language: null });
  return cvs.map((text) => open.match({ kind: 'text', text }).result.score);
};
const RANKERS: readonly (readonly [string, Ranker])[] = [
  ['Vitamill', vitamill],
  ['BM25', bm25],
  ['TF-IDF', tfIdf],
  ['keyword percentage', keywordPercentage],
];

interface Scored extends GradedCv {
  readonly score: number;
}
const scoresOf = (ranker: Ranker, job: GradedJob): Scored[] => {
  const scores = ranker(
    job.advert,
    job.cvs.map((cv) => cv.text),
    corpus,
  );
  return job.cvs.map((cv, i) => ({ ...cv, score: scores[i]! }));
};

/** A trap is fallen into where a CV is shown as more than it is; where a fit in another language is lost, the same. */
const isFallenInto = ({ trap, grade, score }: Scored): boolean => {
  if (trap === null) return false;
  const verdict = screeningVerdict(score);
  if (trap === 'cross-language') return grade >= 2 && verdict === 'Do not progress';
  return grade >= 2 ? verdict === 'Strong shortlist' : verdict !== 'Do not progress';
};

function figuresOf(ranker: Ranker, of: readonly GradedJob[]) {
  const scored = of.map((job) => scoresOf(ranker, job));
  const order = scored.map(pairOrder);
  const all = scored.flat();
  return {
    ndcg: scored.reduce((sum, one) => sum + ndcgAt(5, one), 0) / of.length,
    pairs: order.reduce((sum, one) => sum + one.right, 0) / order.reduce((sum, one) => sum + one.pairs, 0),
    verdicts: all.filter((one) => screeningVerdict(one.score) === one.verdict).length / all.length,
    traps: all.filter(isFallenInto).length,
    trapCount: all.filter((one) => one.trap !== null).length,
  };
}

const SPLITS = [
  ['tune', jobs.filter((job) => job.split === 'tune')],
  ['report', jobs.filter((job) => job.split === 'report')],
] as const;
const figures = new Map(
  SPLITS.map(([split, of]) => [split, RANKERS.map(([name, ranker]) => [name, figuresOf(ranker, of)] as const)]),
);
const ours = (split: 'tune' | 'report') => figures.get(split)![0]![1];

afterAll(() => {
  if (!process.env.PRINT_ACCURACY) return;
  const percent = (x: number) => `${(100 * x).toFixed(1)} %`;
  const lines = SPLITS.flatMap(([split, of]) => [
    '',
    `${split}: ${of.length} jobs, ${of.reduce((sum, job) => sum + job.cvs.length, 0)} CVs`,
    '| ranker | NDCG@5 | pairs in order | verdicts | traps fallen into |',
    '| --- | --- | --- | --- | --- |',
    ...figures
      .get(split)!
      .map(
        ([name, f]) =>
          `| ${name} | ${f.ndcg.toFixed(3)} | ${percent(f.pairs)} | ${percent(f.verdicts)} | ${f.traps} of ${f.trapCount} |`,
      ),
  ]);
  const started = process.cpuUsage();
  const open = matcher.open(jobs[0]!.advert, { referenceDate: '2026-11-27', weights: {}, language: null });
  for (let i = 0; i < 200; i++) open.match({ kind: 'text', text: corpus[i % corpus.length]! });
  const { user, system } = process.cpuUsage(started);
  process.stdout.write(`${lines.join('\n')}\n\n200 candidates: ${((user + system) / 1e6).toFixed(2)} s of one core\n`);
});

describe('the score on graded CVs', () => {
  it.each(['tune', 'report'] as const)('puts the best first (%s)', (split) =>
    expect(ours(split).ndcg).toBeGreaterThanOrEqual(0.95),
  );
  it.each(['tune', 'report'] as const)('keeps pairs of different grades in order (%s)', (split) =>
    expect(ours(split).pairs).toBeGreaterThanOrEqual(0.92),
  );
  it.each(['tune', 'report'] as const)('gives the verdict of the grade (%s)', (split) =>
    expect(ours(split).verdicts).toBeGreaterThanOrEqual(0.8),
  );

  it.each(
    jobs.flatMap((job) =>
      scoresOf(vitamill, job)
        .filter((one) => one.trap !== null)
        .map((one) => [`${job.id} ${one.ref}`, one.trap, one] as const),
    ),
  )('does not fall into the trap of %s (%s)', (_, __, one) => expect(isFallenInto(one)).toBe(false));

  it.each(['tune', 'report'] as const)('is clearly ahead of word counting (%s)', (split) => {
    for (const [, other] of figures.get(split)!.slice(1)) {
      expect(ours(split).ndcg).toBeGreaterThan(other.ndcg + 0.05);
      expect(ours(split).pairs).toBeGreaterThan(other.pairs + 0.05);
    }
  });
});
