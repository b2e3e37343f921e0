import { createMatcher } from '@vitamill/matcher';
import fc from 'fast-check';

const matcher = createMatcher();
const ADVERT =
  'Data Engineer\n\nRequirements\n- 4 years of experience with Python\n- Kafka\n- Fluent English\n\nNice to have\n- Terraform';
const open = (weights = {}, advert = ADVERT) =>
  matcher.open(advert, { referenceDate: '2026-06-01', weights, language: null });
const match = (text: string, weights = {}) => open(weights).match({ kind: 'text', text }).result;
const cv = (...lines: string[]) => ['Mara Ellwood', 'EXPERIENCE', ...lines].join('\n');
const of = (result: ReturnType<typeof match>, words: string) =>
  result.explanation.evidence.find((one) => one.text.includes(words));

const FIT = cv(
  'Data Engineer, Harbour Analytics, 03/2018 - present',
  '- Pipelines in Python and Kafka',
  'LANGUAGES',
  'English C1',
);

describe('matchCandidate', () => {
  it('counts years from dated posts, overlaps once', () => {
    const twice = cv(
      'Data Engineer, One Ltd, 01/2024 - 12/2025',
      '- Python',
      'Data Engineer, Two Ltd, 01/2024 - 12/2025',
      '- Python',
    );
    expect(of(match(twice), 'Python')).toMatchObject({ months: 24, status: 'partly' });
    expect(of(match(FIT), 'Python')).toMatchObject({ status: 'met', reason: 'years' });
  });

  it('proves each met requirement by words of the CV', () => {
    for (const one of match(FIT).explanation.evidence.filter(
      ({ status, reason }) => status === 'met' && reason !== 'cv_language',
    )) {
      expect(one.proofs.length).toBeGreaterThan(0);
      for (const proof of one.proofs) expect(FIT).toContain(proof.text);
    }
  });

  it('says that a part is shown where one of two things is', () => {
    const advert = ADVERT.replace('- Kafka', '- Experience with Docker and Kafka');
    const { gaps } = open({}, advert).match({ kind: 'text', text: FIT }).result;
    expect(gaps.join()).toMatch(/Only part of "Experience with Docker and Kafka" is shown: .*Kafka/);
    expect(gaps.join()).not.toContain('shows nothing for "Experience with Docker and Kafka"');
  });

  it('lets old practice fade', () => {
    const old = cv('Manager, Shop Ltd, 2014 - present', 'Data Engineer, Old Ltd, 2006 - 2013', '- Python, Kafka');
    expect(of(match(old), 'Kafka')?.status).not.toBe('met');
  });

  it('gains nothing from keywords or from the advert in the CV', () => {
    const gardener = cv('Gardener, Moss Park, 2012 - present', '- Beds and trees');
    const stuffed = `${gardener}\n\nPython Python Kafka Kafka Terraform Data Engineer Python Kafka Terraform data engineer Python Kafka English fluent Python`;
    const copied = `${gardener}\n\n${ADVERT.replace(/\n/g, ' ')}`;
    expect(match(stuffed).score).toBeLessThanOrEqual(match(gardener).score);
    expect(match(copied).score).toBeLessThanOrEqual(match(gardener).score);
    expect(match(stuffed).explanation.ignored).toEqual([{ reason: 'keyword_block', characters: expect.any(Number) }]);
  });

  it('weighs as it is told, with weights that sum to one', () => {
    const even = match(FIT).explanation.components;
    const skewed = match(FIT, { languages: 5 }).explanation.components;
    for (const components of [even, skewed])
      expect(components.reduce((sum, one) => sum + one.weight, 0)).toBeCloseTo(1, 2);
    const weightOf = (components: typeof even) => components.find((one) => one.category === 'languages')?.weight ?? 0;
    expect(weightOf(skewed)).toBeGreaterThan(2 * weightOf(even));
    expect(even.map((one) => one.category)).not.toContain('papers');
  });

  it('says what would raise the verdict, and is right about it', () => {
    const near = cv('Data Engineer, Harbour Analytics, 01/2024 - present', '- Pipelines in Python and Kafka');
    const [change] = match(near).explanation.counterfactuals;
    expect(change).toMatchObject({ verdict: 'Strong shortlist' });
    expect(match(FIT).verdict).toBe('Strong shortlist');
  });

  it('gives no more than four reasons and three gaps, each once', () => {
    const { match_reasons: reasons, gaps } = match(cv('Clerk, Office Ltd, 2019 - present'));
    expect(reasons.length).toBeLessThanOrEqual(4);
    expect(gaps.length).toBeLessThanOrEqual(3);
    expect(new Set([...reasons, ...gaps]).size).toBe(reasons.length + gaps.length);
  });

  it('gives the same bytes whatever was matched before', () => {
    const first = JSON.stringify(match(FIT));
    for (const other of ['', 'x', cv('Cook, Inn, 2010 - 2020')]) match(other);
    expect(JSON.stringify(match(FIT))).toBe(first);
    const shared = open();
    shared.match({ kind: 'text', text: cv('Cook, Inn, 2010 - 2020') });
    expect(JSON.stringify(shared.match({ kind: 'text', text: FIT }).result)).toBe(first);
    expect(open().versionHash).toBe(open().versionHash);
    expect(open({ role: 2 }).versionHash).not.toBe(open().versionHash);
  });

  it('bounds the score for any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2_000, unit: 'grapheme' }), (text) => {
        const { score } = match(text);
        expect(Number.isInteger(score) && score >= 0 && score <= 100).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
