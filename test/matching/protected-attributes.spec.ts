import { createMatcher } from '@vitamill/matcher';
import { readTruth } from './read-truth.js';

const matcher = createMatcher();
const PEOPLE = [
  {
    name: 'Fatima Al-Rashid',
    place: 'Marseille',
    lines: [
      'Date of birth: 3 May 1961',
      'Nationality: Nigerian',
      'Gender: female',
      'Marital status: widowed',
      'Address: 12 Rue des Lilas, 13001 Marseille',
    ],
  },
  {
    name: 'Hans Peter Schmidt',
    place: 'Wien',
    lines: [
      'Geburtsdatum: 17.11.1999',
      'Staatsangehörigkeit: österreichisch',
      'Geschlecht: männlich',
      'Familienstand: ledig',
      'Anschrift: Ringstraße 4, 1010 Wien',
    ],
  },
  {
    name: 'Nguyễn Thị Hoa',
    place: 'Lisboa',
    lines: [
      'Date de naissance : 01/02/1978',
      'Nationalité : vietnamienne',
      'Sexe : F',
      'Situation familiale : mariée, trois enfants',
      'Adresse : 5 place du Marché, Lyon',
    ],
  },
];

/** The CV as another person's: name and place on top, and a block of personal data under it. */
function asPerson(text: string, { name, place, lines }: (typeof PEOPLE)[number]): string {
  const [, ...rest] = text.split('\n');
  const body = rest
    .join('\n')
    .replace(/^[^\n]*\n/, (line) => (/@|\||^\p{Lu}[\p{L} ,'-]{2,60}$/mu.test(line) ? '' : line));
  return [
    name,
    `${place} | ${name.toLowerCase().replace(/[^a-z]+/g, '.')}@example.com | +44 7700 900123`,
    ...lines,
    '',
    body,
  ].join('\n');
}

describe('protected attributes', () => {
  it('change no score, whoever the CV is of', () => {
    let compared = 0;
    for (const job of readTruth()) {
      const open = matcher.open(job.advert, { referenceDate: '2026-11-27', weights: {}, language: null });
      for (const cv of job.cvs.filter(
        (one) => /^(?:.*\n){3}/.test(one.text) && !/^Lebenslauf|^Curriculum/i.test(one.text),
      )) {
        const results = PEOPLE.map((person) =>
          JSON.stringify(open.match({ kind: 'text', text: asPerson(cv.text, person) }).result),
        );
        expect(new Set(results).size).toBe(1);
        compared += results.length;
      }
    }
    expect(compared).toBeGreaterThanOrEqual(200);
  });

  it('change no score of a record', async () => {
    const { sampleParsedCv } = await import('../e2e/support/sample-record.js');
    const job = readTruth()[0]!;
    const open = matcher.open(job.advert, { referenceDate: '2026-11-27', weights: {}, language: null });
    const { record, provenance } = sampleParsedCv('');
    const other = {
      ...record,
      contact: {
        ...record.contact,
        name: { full: 'Zhang Wei', given: 'Wei', family: 'Zhang', prefix: 'Mr', suffix: null },
        birth_date: '1955-01-01',
        nationalities: ['CN'],
        gender: 'male',
        marital_status: 'married',
        birth_place: 'Xi’an',
        location: null,
      },
      references: [{ name: 'Elektroniker Servicetechniker', text: 'TIA Portal' }],
      interests: ['Siemens SIMATIC S7'],
    };
    expect(open.match({ kind: 'record', record: other, provenance }).result).toEqual(
      open.match({ kind: 'record', record, provenance }).result,
    );
  });
});
