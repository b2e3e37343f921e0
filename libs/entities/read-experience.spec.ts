import { entityContext, layOut, linesOf } from '../../test/support/core.js';
import { at, column, endingAt, pagedDocument } from '../../test/support/page-builder.js';
import { readExperience } from './read-experience.js';

const read = (text: string, language = 'en') => readExperience(linesOf(text, language), entityContext(language));
/** Title, employer, place, start, end ("now" where it goes on). */
const brief = (positions: ReturnType<typeof readExperience>) =>
  positions.map((p) => [
    p.title?.value ?? null,
    p.employer?.value ?? null,
    p.location?.value ?? null,
    p.dates?.value.start ?? null,
    p.dates?.value.isCurrent ? 'now' : (p.dates?.value.end ?? null),
  ]);

const ENGINEER = ['Software Engineer', 'Harbour Analytics Ltd', 'Leeds', '2019-03', 'now'];
const ACCOUNTANT = ['Accountant', 'Bramley Goods Ltd', 'York', '2015', '2018'];

describe('experience: shapes of heads', () => {
  it.each([
    [
      'title-comma-employer-comma-place-tab-dates',
      '**Software Engineer**, Harbour Analytics Ltd, Leeds\t03/2019 – present',
    ],
    ['title-pipe-employer-pipe-place', 'Software Engineer | Harbour Analytics Ltd | Leeds | 03/2019 – present'],
    ['title-at-employer', 'Software Engineer at Harbour Analytics Ltd, Leeds (03/2019 – present)'],
    ['title-dash-employer', 'Software Engineer – Harbour Analytics Ltd, Leeds\t03/2019 – present'],
    ['employer-comma-place-dash-title', 'Harbour Analytics Ltd, Leeds – Software Engineer\t03/2019 – present'],
    ['title-dates-then-employer', 'Software Engineer\t03/2019 – present\nHarbour Analytics Ltd, Leeds'],
    ['employer-dates-then-title', 'Harbour Analytics Ltd, Leeds\t03/2019 – present\nSoftware Engineer'],
    ['employer-place-then-title-dates', 'Harbour Analytics Ltd\tLeeds\nSoftware Engineer\t03/2019 – present'],
    ['dates-above', '03/2019 – present\nSoftware Engineer\nHarbour Analytics Ltd, Leeds'],
    ['dates-below', 'Software Engineer\nHarbour Analytics Ltd, Leeds\n03/2019 – present'],
    ['dates-left', '03/2019 – present\tSoftware Engineer\nHarbour Analytics Ltd, Leeds'],
    ['dates-in-front', '03/2019 – present: Software Engineer, Harbour Analytics Ltd, Leeds'],
    ['place-in-brackets', 'Software Engineer, Harbour Analytics Ltd (Leeds)\t03/2019 – present'],
    ['duration-beside-dates', 'Software Engineer, Harbour Analytics Ltd, Leeds\t03/2019 – present (6 years 2 months)'],
    ['bold-title-plain-employer', '**Software Engineer** Harbour Analytics Ltd, Leeds\t03/2019 – present'],
    [
      'labelled',
      'Position: Software Engineer\nEmployer: Harbour Analytics Ltd\nLocation: Leeds\nDates: 03/2019 – present',
    ],
  ])('%s', (_, head) => {
    expect(brief(read(head))).toEqual([ENGINEER]);
  });

  it.each([
    ['two-entries-of-one-line', ''],
    ['two-entries-with-bullets-below', '\n- Wrote the code of the billing system'],
  ])('%s', (_, body) => {
    expect(
      brief(
        read(
          `Software Engineer, Harbour Analytics Ltd, Leeds\t03/2019 – present${body}\nAccountant, Bramley Goods Ltd, York\t2015 – 2018${body}`,
        ),
      ),
    ).toEqual([ENGINEER, ACCOUNTANT]);
  });

  it('entries-told-by-the-order-of-the-first: dates below', () => {
    const text =
      'Software Engineer\nHarbour Analytics Ltd, Leeds\n03/2019 – present\n- Wrote the code of the billing system\n\nAccountant\nBramley Goods Ltd, York\n2015 – 2018\n- Kept the books of two branches';
    const positions = read(text);
    expect(brief(positions)).toEqual([ENGINEER, ACCOUNTANT]);
    expect(positions.map((p) => p.highlights.map((h) => h.value))).toEqual([
      ['Wrote the code of the billing system'],
      ['Kept the books of two branches'],
    ]);
  });

  it('employer-without-signs: the other entries say which part is which', () => {
    const positions = read(
      'Software Engineer, Quillfish\t2019 – 2020\nSoftware Engineer, Harbour Analytics Ltd\t2017 – 2019\nAccountant, Bramley Goods Ltd\t2015 – 2017',
    );
    expect(positions.map((p) => p.employer?.value)).toEqual([
      'Quillfish',
      'Harbour Analytics Ltd',
      'Bramley Goods Ltd',
    ]);
  });

  it('legal-form-behind-a-comma stays with the employer', () => {
    expect(brief(read('Software Engineer\t2019 – 2020\nQuillfish, Inc., Boston, MA'))).toEqual([
      ['Software Engineer', 'Quillfish, Inc.', 'Boston, MA', '2019', '2020'],
    ]);
  });

  it('employment-type is no title', () => {
    const [position] = read('Software Engineer | Full-time | Harbour Analytics Ltd\t2019 – 2020');
    expect(position?.title?.value).toBe('Software Engineer');
    expect(position?.employmentType?.value).toBe('Full-time');
    expect(position?.employer?.value).toBe('Harbour Analytics Ltd');
  });

  it('remote is a place', () => {
    expect(read('Software Engineer, Harbour Analytics Ltd, Remote\t2019 – 2020')[0]?.location?.value).toBe('Remote');
  });
});

describe('experience: nested roles', () => {
  it('roles-under-one-employer with the time of all in the head', () => {
    const positions = read(
      '**Harbour Analytics Ltd**\t2015 – present\nSenior Software Engineer\t2019 – present\n- Led the team of billing\nSoftware Engineer\t2015 – 2019\n- Wrote the code of the billing system',
    );
    expect(positions.map((p) => [p.title?.value, p.employer?.value, p.dates?.value.start])).toEqual([
      ['Senior Software Engineer', 'Harbour Analytics Ltd', '2019'],
      ['Software Engineer', 'Harbour Analytics Ltd', '2015'],
    ]);
  });

  it('employer-line-then-roles: the employer above counts for the roles below', () => {
    const positions = read(
      '**Harbour Analytics Ltd, Leeds**\nSenior Software Engineer\t2019 – 2021\n- Led the team of billing\nSoftware Engineer\t2015 – 2019\n- Wrote the code of the billing system',
    );
    expect(positions.map((p) => [p.title?.value, p.employer?.value])).toEqual([
      ['Senior Software Engineer', 'Harbour Analytics Ltd'],
      ['Software Engineer', 'Harbour Analytics Ltd'],
    ]);
  });
});

describe('experience: bodies', () => {
  it('bullets become highlights, prose the description', () => {
    const [position] = read(
      'Software Engineer, Harbour Analytics Ltd\t2019 – 2020\nThe company plans the tours of lorries for harbours and builds the tools for it itself.\n- Wrote the code of the billing system\n- Moved the data to a new home',
    );
    expect(position?.description?.value).toBe(
      'The company plans the tours of lorries for harbours and builds the tools for it itself.',
    );
    expect(position?.highlights.map((h) => h.value)).toEqual([
      'Wrote the code of the billing system',
      'Moved the data to a new home',
    ]);
  });

  it('a-date-inside-a-bullet opens no position', () => {
    const positions = read(
      'Software Engineer, Harbour Analytics Ltd\t2015 – 2020\n- Moved the data to a new home in 2017\n- Led the audit from March 2018 to June 2018',
    );
    expect(positions).toHaveLength(1);
    expect(positions[0]!.highlights).toHaveLength(2);
  });

  it('a-date-inside-prose opens no position', () => {
    const positions = read(
      'Software Engineer, Harbour Analytics Ltd\t2015 – 2020\nIn 2017 the whole of the data was moved to a new home, and the team grew to nine people after that.',
    );
    expect(positions).toHaveLength(1);
  });

  it('wrapped bullets on a page are one highlight', () => {
    const { lines } = layOut(
      pagedDocument([
        [
          at(60, 40, 'Software Engineer, Harbour Analytics Ltd', { bold: true }),
          endingAt(535, 40, '2019 – 2020'),
          at(60, 54, '•'),
          ...column(75, 54, [
            'Planned and ran the move of nine warehouses to one system of stock, and trained the people who',
            'work with it in four countries.',
          ]),
          at(60, 82, '•'),
          at(75, 82, 'Wrote the code of the billing system'),
        ],
      ]),
    );
    expect(readExperience(lines, entityContext())[0]?.highlights.map((h) => h.value)).toEqual([
      'Planned and ran the move of nine warehouses to one system of stock, and trained the people who work with it in four countries.',
      'Wrote the code of the billing system',
    ]);
  });
});

describe('experience: other languages', () => {
  it.each([
    [
      'de',
      'seit 04/2019\tProjektleiter\nHavelbau GmbH, Berlin',
      ['Projektleiter', 'Havelbau GmbH', 'Berlin', '2019-04', 'now'],
    ],
    [
      'de',
      'Projektleiter bei Havelbau GmbH, Berlin\t04/2019 – heute',
      ['Projektleiter', 'Havelbau GmbH', 'Berlin', '2019-04', 'now'],
    ],
    [
      'fr',
      'Comptable, Société Belleval, Lyon\nmars 2015 – août 2018',
      ['Comptable', 'Société Belleval', 'Lyon', '2015-03', '2018-08'],
    ],
    [
      'nl',
      '2019 – heden\tVerpleegkundige\nZiekenhuis Noorderhaven, Amsterdam',
      ['Verpleegkundige', 'Ziekenhuis Noorderhaven', 'Amsterdam', '2019', 'now'],
    ],
    [
      'pl',
      '02.2020 – obecnie\nKsięgowa\nWisłopol Sp. z o.o., Kraków',
      ['Księgowa', 'Wisłopol Sp. z o.o.', 'Kraków', '2020-02', 'now'],
    ],
    [
      'it',
      'Infermiera\nOspedale Santa Chiara, Torino\nmarzo 2018 – giugno 2020',
      ['Infermiera', 'Ospedale Santa Chiara', 'Torino', '2018-03', '2020-06'],
    ],
    [
      'ru',
      'Бухгалтер, ООО Ромашка, Москва\tмарт 2018 – июнь 2020',
      ['Бухгалтер', 'ООО Ромашка', 'Москва', '2018-03', '2020-06'],
    ],
  ] as const)('%s: %j', (language, head, position) => {
    expect(brief(read(head, language))).toEqual([position]);
  });
});

describe('experience: lines that hold more than names', () => {
  it('keeps what stands behind the comma of a title and is no employer', () => {
    const [position] = brief(read('Staff Nurse, Intensive Care Unit\t2013 – 2018\nBramley Hospital, Leeds'));
    expect(position!.slice(0, 2)).toEqual(['Staff Nurse, Intensive Care Unit', 'Bramley Hospital']);
  });

  it('parts employer, title and what was done in one running line', () => {
    const [position] = brief(
      read('2011–2017: Havelbau GmbH, Berlin: Projektleiterin. Einführung einer neuen Linie.', 'de'),
    );
    expect(position!.slice(0, 2)).toEqual(['Projektleiterin', 'Havelbau GmbH']);
  });

  it('keeps a number inside the name of an employer', () => {
    const [position] = brief(read('Villanyszerelő\nVilltech 2000 Kft., Szeged\n2015 – 2018', 'hu'));
    expect(position![1]).toBe('Villtech 2000 Kft.');
  });

  it('leaves out how long it took, and gives the employer to each of its roles', () => {
    const text = [
      'Harbour Health Ltd\n7 years 6 months\nSales Manager\nApril 2021 – Present (4 years 8 months)\n- Led nine people',
      '\nSales Assistant\nJune 2018 – March 2021 (2 years 10 months)\n- Sold',
    ].join('\n');
    expect(brief(read(text)).map((p) => p.slice(0, 2))).toEqual([
      ['Sales Manager', 'Harbour Health Ltd'],
      ['Sales Assistant', 'Harbour Health Ltd'],
    ]);
  });

  it('takes a place off an employer behind its label', () => {
    const [position] = brief(read('Period: 2015 – 2018\nEmployer: Bramley Goods Ltd, Leeds\nPosition: Clerk'));
    expect(position!.slice(0, 3)).toEqual(['Clerk', 'Bramley Goods Ltd', 'Leeds']);
  });

  it('reads employers whose legal form is made of letters with dots', () => {
    const text = 'Obdobie\t2009 – 2014\nPracovná pozícia\tÚčtovníčka\nZamestnávateľ\tEKO-Audit s.r.o.';
    expect(brief(read(text, 'sk'))[0]!.slice(0, 2)).toEqual(['Účtovníčka', 'EKO-Audit s.r.o.']);
  });
});

describe('experience: nothing to find', () => {
  it.each(['', '2019 – 2020', '- ', '••••'])('%j holds no position', (text) => {
    expect(text.trim() ? read(text) : readExperience([], entityContext())).toEqual([]);
  });

  it('gives every value its line as evidence and a named rule', () => {
    const [position] = read('Software Engineer, Harbour Analytics Ltd, Leeds\t03/2019 – present');
    for (const value of [position!.title!, position!.employer!, position!.location!, position!.dates!]) {
      expect(value.evidence.flatMap((e) => e.lines)).toEqual([0]);
      expect(value.rule).toMatch(/^experience\.[a-z_]+$/);
      expect(value.confidence).toBeGreaterThan(0.5);
    }
  });
});

describe('experience: what stands apart', () => {
  it('parts a line at its slashes where they part the dates from the rest', () => {
    expect(brief(read('03/2019 – present / Software Engineer / Harbour Analytics Ltd, Leeds'))).toEqual([ENGINEER]);
  });

  it('takes a town that no gazetteer has for one where the other entries print "employer, town"', () => {
    const positions = read(
      'Software Engineer\nHarbour Analytics Ltd, Leeds\n03/2019 – present\n\nAccountant\nBramley Goods Ltd, Upper Wickthorpe\n2015 – 2018',
    );
    expect(brief(positions)).toEqual([
      ENGINEER,
      ['Accountant', 'Bramley Goods Ltd', 'Upper Wickthorpe', '2015', '2018'],
    ]);
  });

  it('keeps a word behind the comma of a title with the title where the employer stands above', () => {
    const positions = read(
      '**Riverbend Hospital**\nCharge Nurse\tMarch 2021 – present\n- Led the ward\nStaff Nurse, Telemetry\tJune 2018 – March 2021\n- Cared for patients',
    );
    expect(positions.map((p) => [p.title?.value, p.employer?.value])).toEqual([
      ['Charge Nurse', 'Riverbend Hospital'],
      ['Staff Nurse, Telemetry', 'Riverbend Hospital'],
    ]);
  });
});
