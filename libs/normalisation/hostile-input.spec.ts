import fc from 'fast-check';
import { cpuSeconds } from '../../test/support/cpu-time.js';
import {
  canonicalLink,
  cefrOf,
  createGazetteer,
  highestEducationLevel,
  normaliseDegree,
  normaliseEmploymentType,
  normaliseGrade,
  normaliseLanguageName,
  normaliseNationality,
  normalisePhone,
  normalisePlace,
  splitName,
} from './index.js';

const gazetteer = createGazetteer();
const anyText = fc.oneof(
  fc.string({ maxLength: 500, unit: 'grapheme' }),
  fc.string({ maxLength: 80, unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '12',
        '79098',
        ',',
        ' ',
        '(',
        ')',
        'St.',
        'CA',
        'Paris',
        '+49',
        '-',
        '/',
        'B2',
        'Dr.',
        'van',
        '.',
        '%',
      ),
    )
    .map((p) => p.join(' ')),
);

describe('normalisation of hostile input', () => {
  it('answers any text without an exception, and ratios and towns stay in bounds', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('de', 'en', 'xx', null), (text, language) => {
        const place = normalisePlace(text, { gazetteer, language });
        if (place?.place.country) expect(place.place.country).toMatch(/^[A-Z]{2}$/);
        const ratio = normaliseGrade(text, { language });
        if (ratio !== null) expect(ratio >= 0 && ratio <= 1).toBe(true);
        const phone = normalisePhone(text, { countryHints: ['DE', 'zz', ''] });
        if (phone?.e164) expect(phone.e164).toMatch(/^\+\d{4,17}$/);
        for (const read of [canonicalLink, normaliseNationality, (raw: string) => splitName(raw, { language })])
          read(text);
        cefrOf(text, [], language);
        normaliseDegree(text, { language });
        normaliseLanguageName(text, [], language);
        normaliseEmploymentType(text, []);
      }),
      { numRuns: 400 },
    );
  });

  it('does not run away on long repetitions', async () => {
    const normaliseAll = () => {
      for (const piece of ['1234 ', 'Straße ', 'A-', '((', 'van der ', 'B2 ', 'a.', '. '])
        for (const length of [50, 399]) {
          const text = piece.repeat(200).slice(0, length);
          normalisePlace(text, { gazetteer });
          normaliseDegree(text, {});
          cefrOf(text, [], 'en');
          canonicalLink(text);
          splitName(text);
        }
    };
    expect(await cpuSeconds(normaliseAll)).toBeLessThan(20);
  });
});

describe('the highest level of education', () => {
  const dates = (end: string | null, isCurrent = false) => ({ start: '2020', end, isCurrent });
  it.each([
    [
      'is that of the completed study',
      [
        { level: 6, dates: dates('2022') },
        { level: 7, dates: dates(null, true) },
      ],
      6,
    ],
    ['is that of the one under way where nothing else is printed', [{ level: 7, dates: dates(null, true) }], 7],
    [
      'leaves studies that end after the reference date out',
      [
        { level: 3, dates: null },
        { level: 6, dates: dates('2030') },
      ],
      3,
    ],
    ['is unknown without a level', [{ level: null, dates: null }], null],
  ])('%s', (_, studies, expected) => {
    expect(highestEducationLevel(studies, '2026-06-15')).toBe(expected);
  });
});
