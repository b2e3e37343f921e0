import { entityContext, linesOf } from '../../test/support/core.js';
import { readEducation } from './read-education.js';

const read = (text: string, language = 'en') => readEducation(linesOf(text, language), entityContext(language));
/** Degree, field, institution, start, end. */
const brief = (text: string, language = 'en') =>
  read(text, language).map((e) => [
    e.degree?.value ?? null,
    e.field?.value ?? null,
    e.institution?.value ?? null,
    e.dates?.value.start ?? null,
    e.dates?.value.isCurrent ? 'now' : (e.dates?.value.end ?? null),
  ]);

const BSC = ['BSc', 'Computer Science', 'University of York', '2014', '2017'];

describe('education: shapes of heads', () => {
  it.each([
    ['degree-then-institution-dates', 'BSc in Computer Science\nUniversity of York\t2014 – 2017'],
    ['institution-dates-then-degree', 'University of York\t2014 – 2017\nBSc in Computer Science'],
    ['institution-then-degree-dates', 'University of York\nBSc in Computer Science\t2014 – 2017'],
    ['dates-left', '2014 – 2017\tBSc in Computer Science\nUniversity of York'],
    ['dates-above', '2014 – 2017\nBSc in Computer Science\nUniversity of York'],
    ['dates-below', 'BSc in Computer Science\nUniversity of York\n2014 – 2017'],
    ['pipes', 'BSc in Computer Science | University of York | 2014 – 2017'],
    ['dash', 'BSc in Computer Science – University of York\t2014 – 2017'],
    ['degree-comma-field', 'BSc, Computer Science\nUniversity of York\t2014 – 2017'],
    ['labelled', 'Degree: BSc in Computer Science\nUniversity: University of York\nDates: 2014 – 2017'],
  ])('%s', (_, head) => {
    expect(brief(head)).toEqual([BSC]);
  });

  it('two-studies', () => {
    expect(
      brief(
        'MSc in Physics\nUniversity of Leeds\t2017 – 2019\nBSc in Computer Science\nUniversity of York\t2014 – 2017',
      ),
    ).toEqual([['MSc', 'Physics', 'University of Leeds', '2017', '2019'], BSC]);
  });

  it('a-single-date is the year of the degree', () => {
    expect(brief('BSc in Computer Science\nUniversity of York\t2017')).toEqual([
      ['BSc', 'Computer Science', 'University of York', null, '2017'],
    ]);
  });

  it('a-study-that-goes-on', () => {
    expect(brief('MSc in Physics\nUniversity of Leeds\t09/2024 – present')).toEqual([
      ['MSc', 'Physics', 'University of Leeds', '2024-09', 'now'],
    ]);
  });

  it('place-behind-the-institution', () => {
    const [study] = read('BSc in Computer Science\nUniversity of Bradford, Leeds, United Kingdom\t2014 – 2017');
    expect(study?.institution?.value).toBe('University of Bradford');
    expect(study?.location?.value).toBe('Leeds, United Kingdom');
  });

  it('no-dates-at-all: a gap parts the studies', () => {
    expect(
      brief('MSc in Physics\nUniversity of Leeds\n\nBSc in Computer Science\nUniversity of York').map((e) => e[2]),
    ).toEqual(['University of Leeds', 'University of York']);
  });
});

describe('education: grades and details', () => {
  it.each([['GPA: 3.8/4.0'], ['Grade: 1.3'], ['First Class Honours']])('%s is the grade, no field', (grade) => {
    const [study] = read(`BSc in Computer Science\nUniversity of York\t2014 – 2017\n- ${grade}`);
    expect(study?.grade?.value).toContain(grade.split(': ').at(-1));
    expect(study?.field?.value).toBe('Computer Science');
  });

  it('bullets are highlights', () => {
    const [study] = read(
      'BSc in Computer Science\nUniversity of York\t2014 – 2017\n- Thesis on the flow of goods through small harbours',
    );
    expect(study?.highlights.map((h) => h.value)).toEqual(['Thesis on the flow of goods through small harbours']);
  });
});

describe('education: other languages', () => {
  it.each([
    [
      'de',
      '10/2008 – 09/2014\tDiplom Bauingenieurwesen\nTechnische Universität Dresden',
      'Technische Universität Dresden',
      '2014-09',
    ],
    ['de', 'Abitur\nGoethe-Gymnasium Weimar\t2008', 'Goethe-Gymnasium Weimar', '2008'],
    ['fr', 'Master Communication\nUniversité Lumière Lyon 2\n2012 – 2014', 'Université Lumière Lyon 2', '2014'],
    ['nl', '2009 – 2013\tBachelor Logistiek\nHogeschool van Amsterdam', 'Hogeschool van Amsterdam', '2013'],
    [
      'pl',
      '2013 – 2016\nLicencjat, Finanse\nUniwersytet Ekonomiczny w Krakowie',
      'Uniwersytet Ekonomiczny w Krakowie',
      '2016',
    ],
    ['es', 'Grado en Enfermería\t2010 – 2014\nUniversidad de Valencia', 'Universidad de Valencia', '2014'],
    ['it', 'Laurea in Economia\nUniversità di Bologna\n2010 – 2013', 'Università di Bologna', '2013'],
    [
      'ru',
      'Магистр экономики\nМосковский государственный университет\t2010 – 2015',
      'Московский государственный университет',
      '2015',
    ],
  ])('%s: %j', (language, head, institution, end) => {
    const studies = read(head, language);
    expect(studies.map((s) => [s.institution?.value, s.dates?.value.end])).toEqual([[institution, end]]);
    expect(studies[0]!.degree).not.toBeNull();
  });
});

describe('education: what stands beside the school and the degree', () => {
  it.each([
    ['en', '2014 – 2017\tUniversity of York\nM.S. in Physics, GPA 3.9/4.0', ['M.S.', 'Physics', 'University of York']],
    [
      'it',
      '2011 – 2014\tUniversità degli Studi di Padova\nLaurea Magistrale in Chimica, 110/110 e lode',
      ['Laurea Magistrale', 'Chimica', 'Università degli Studi di Padova'],
    ],
    [
      'cs',
      '2009 – 2011 | Univerzita v Brně, Fakulta podnikatelská | Informatika (Ing.)',
      ['Ing.', 'Informatika', 'Univerzita v Brně'],
    ],
    [
      'pl',
      '2011 – 2013 Uniwersytet w Poznaniu, kierunek: Logistyka, magister',
      ['magister', 'Logistyka', 'Uniwersytet w Poznaniu'],
    ],
    [
      'de',
      '2003–2009: Universität Graz: Mag. rer. soc. oec. (Betriebswirtschaft)',
      ['Mag. rer. soc. oec.', 'Betriebswirtschaft', 'Universität Graz'],
    ],
    [
      'pt',
      '2009–2013 Doutoramento em Biologia, Universidade de Coimbra. Tese: “Polinizadores”.',
      ['Doutoramento', 'Biologia', 'Universidade de Coimbra'],
    ],
  ] as const)('%s: %j', (language, text, [degree, field, school]) => {
    const [study] = read(text, language);
    expect([study?.degree?.value, study?.field?.value, study?.institution?.value]).toEqual([degree, field, school]);
  });
});
