import { layOut, vocabularyOf } from '../../test/support/core.js';
import { flowDocument } from '../../test/support/flow-builder.js';
import { at, column, pagedDocument } from '../../test/support/page-builder.js';
import { groupLinesIntoSections } from './group-into-sections.js';

const sectionsOf = (document: Parameters<typeof layOut>[0], language = 'en') =>
  groupLinesIntoSections(layOut(document, language), vocabularyOf(language));
const grouped = (text: string, language = 'en') =>
  sectionsOf(flowDocument(text), language).map((s) => [s.kind, s.title, s.lines.map((l) => l.text)]);

const HEADING = { bold: true, size: 13 };

describe('groupLinesIntoSections', () => {
  it('cuts at headings and keeps what stands above the first one as the header', () => {
    expect(grouped('Mara Ellwood\nLeeds\n# Experience\nClerk\n# Education\nDiploma\n# Skills\nWelding')).toEqual([
      ['header', null, ['Mara Ellwood', 'Leeds']],
      ['experience', 'Experience', ['Clerk']],
      ['education', 'Education', ['Diploma']],
      ['skills', 'Skills', ['Welding']],
    ]);
  });

  it('keeps two sections of one kind apart, in order', () => {
    expect(
      grouped('# Work Experience\nClerk\n# Education\nDiploma\n# Other Experience\nBarista').map(([kind]) => kind),
    ).toEqual(['experience', 'education', 'experience']);
  });

  it('tells headings by bold alone', () => {
    expect(grouped('**Experience**\nClerk at Harbour Trading\n**Education**\nDiploma in Logistics')).toEqual([
      ['experience', 'Experience', ['Clerk at Harbour Trading']],
      ['education', 'Education', ['Diploma in Logistics']],
    ]);
  });

  it('tells headings by capitals alone', () => {
    expect(grouped('EXPERIENCE\nClerk at Harbour Trading\n\nEDUCATION\nDiploma in Logistics')).toEqual([
      ['experience', 'EXPERIENCE', ['Clerk at Harbour Trading']],
      ['education', 'EDUCATION', ['Diploma in Logistics']],
    ]);
  });

  it('takes the colon and the spaces between letters off the title', () => {
    expect(grouped('**S K I L L S**\nWelding\n**Languages:**\nWelsh').map(([, title]) => title)).toEqual([
      'SKILLS',
      'Languages',
    ]);
  });

  it('takes bold job titles for no headings', () => {
    const sections = grouped(
      '# Experience\n**Research Assistant**\nLeeds College\n**Project Manager**\nHarbour Trading\n# Education\nDiploma',
    );
    expect(sections.map(([kind]) => kind)).toEqual(['experience', 'education']);
  });

  it('takes "Languages:" inside a list of skills for a group', () => {
    const sections = grouped(
      '# Skills\nLanguages: TypeScript, Python, SQL\nDatabases: PostgreSQL, Redis\n# Education\nDiploma',
    );
    expect(sections[0]?.slice(0, 2)).toEqual(['skills', 'Skills']);
    expect(sections.flatMap(([, , lines]) => lines)).toContain('Databases: PostgreSQL, Redis');
  });

  it('reads the text behind a heading on its line', () => {
    const sections = grouped('# Experience\nClerk\n\nInterests: sailing, choir\n\nDriving licence: B, C1, D1');
    expect(sections.slice(1)).toEqual([
      ['interests', 'Interests', ['sailing, choir']],
      ['driving_licence', 'Driving licence', ['B, C1, D1']],
    ]);
  });

  it('takes unknown words in the look of the known headings for a heading', () => {
    const sections = grouped(
      '# Experience\nClerk\n# Education\nDiploma\n# Skills\nWelding\n# My Boats\nA dinghy and a barge',
    );
    expect(sections.at(-1)).toEqual(['other', 'My Boats', ['A dinghy and a barge']]);
  });

  it('takes the title of the document for no heading', () => {
    const [first] = grouped('# Lebenslauf\nJonas Breitkopf\n# Berufserfahrung\nBauingenieur', 'de');
    expect(first).toEqual(['header', null, ['Lebenslauf', 'Jonas Breitkopf']]);
  });

  it('takes a word of a heading inside a bullet or a sentence for no heading', () => {
    const sections = grouped(
      '# Experience\nClerk\n- Education\n- Training of new people\nI gained experience in sales.\n# Education\nDiploma',
    );
    expect(sections.map(([kind]) => kind)).toEqual(['experience', 'education']);
  });

  it('opens the sections of a sidebar apart from those of the main column', () => {
    const sections = sectionsOf(
      pagedDocument([
        [
          at(30, 40, 'Contact', HEADING),
          ...column(30, 62, ['Leeds', 'mara@example.com', '+44 20 7946 0958']),
          at(30, 117, 'Skills', HEADING),
          ...column(30, 139, ['Planning', 'Welding', 'Teaching']),
          at(200, 40, 'Experience', HEADING),
          ...column(200, 60, ['Head of Logistics at Harbour Trading', 'Led forty people in two shifts every day']),
          at(200, 110, 'Education', HEADING),
          ...column(200, 130, ['Diploma in Logistics, Leeds College', 'Specialised in the flow of goods']),
        ],
      ]),
    );
    expect(sections.map((s) => [s.kind, s.lines.length])).toEqual([
      ['experience', 2],
      ['education', 2],
      ['contact', 3],
      ['skills', 3],
    ]);
  });

  it('finds headings that stand in a column left of their text', () => {
    const sections = sectionsOf(
      pagedDocument([
        [
          at(40, 40, 'Experience', { bold: true }),
          ...column(180, 40, ['Head of Logistics, Harbour Trading', 'Led forty people in two shifts']),
          at(40, 90, 'Education', { bold: true }),
          ...column(180, 90, ['Diploma in Logistics, Leeds College', 'Specialised in the flow of goods']),
          at(40, 140, 'Skills', { bold: true }),
          ...column(180, 140, ['Planning, Welding, Bookkeeping']),
        ],
      ]),
    );
    expect(sections.map((s) => [s.kind, s.lines.map((l) => l.text)])).toEqual([
      ['experience', ['Head of Logistics, Harbour Trading', 'Led forty people in two shifts']],
      ['education', ['Diploma in Logistics, Leeds College', 'Specialised in the flow of goods']],
      ['skills', ['Planning, Welding, Bookkeeping']],
    ]);
  });

  it('makes one header of a document without headings', () => {
    expect(grouped('Mara Ellwood\nClerk at Harbour Trading')).toEqual([
      ['header', null, ['Mara Ellwood', 'Clerk at Harbour Trading']],
    ]);
  });

  it('keeps every line exactly once', () => {
    const laidOut = layOut(flowDocument('Mara\n# Experience\nClerk\nInterests: choir\n# Skills\nWelding\n- Teaching'));
    const sections = groupLinesIntoSections(laidOut, vocabularyOf('en'));
    const seen = sections.flatMap((s) => [...new Set([s.heading, ...s.lines].flatMap((l) => l?.index ?? []))]);
    expect(seen).toEqual(laidOut.lines.map((l) => l.index));
  });

  it('takes rows of languages and licences out of a table of skills', () => {
    const sections = grouped('# Kenntnisse\nEDV:\tSAP, Excel\nSprachen:\tDeutsch, Englisch\nFührerschein:\tB', 'de');
    expect(new Set(sections.map(([kind]) => kind))).toEqual(new Set(['skills', 'languages', 'driving_licence']));
  });

  it('takes bold words before a colon for a heading of what stands behind it', () => {
    const sections = grouped('**Education:** BSc Physics, University of Leeds\n**Skills:** Welding, Sailing');
    expect(sections.map(([kind, title]) => [kind, title])).toEqual([
      ['education', 'Education'],
      ['skills', 'Skills'],
    ]);
  });

  it('knows a heading that counts the years', () => {
    expect(grouped('# Опыт работы — 15 лет 1 месяц\nЛаборант', 'ru')[0]![0]).toBe('experience');
    expect(grouped('# Experience (12 years)\nClerk')[0]![0]).toBe('experience');
  });

  it('does not take the label of a row inside a study for a heading', () => {
    const sections = grouped(
      '# Opleiding\nPeriode\t2013 – 2016\nDiploma\tMBO niveau 3\nInstelling\tROC van Twente',
      'nl',
    );
    expect(sections.map(([kind]) => kind)).toEqual(['education']);
  });

  it('knows spaced headings that lost the blank between their words', () => {
    expect(grouped('# LANGUAGESKILLS\nEnglish')[0]![0]).toBe('languages');
  });
});
