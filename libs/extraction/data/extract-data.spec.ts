import { DEFAULT_PARSE_LIMITS, type FlowDocument } from '@vitamill/domain';
import { CANDIDATE, PASSPORT } from '../embedded/testing/passports.js';
import { createExtractor } from '../extractor.js';
import { textOfBlocks } from '../flow/runs.js';

const extractor = createExtractor();
const extract = async (content: string | Uint8Array): Promise<FlowDocument> =>
  (await extractor.extract(Buffer.from(content as string), {
    filename: 'cv.pdf',
    limits: DEFAULT_PARSE_LIMITS,
  })) as FlowDocument;
const linesOf = ({ blocks }: FlowDocument): string[] => textOfBlocks(blocks).split('\n');
const codeOf = (content: string): Promise<unknown> =>
  extract(content).then(
    () => null,
    (error) => error.code ?? error,
  );

describe('extractData', () => {
  it('prints a Europass passport as a CV and keeps its data', async () => {
    const document = await extract(PASSPORT);
    expect(document).toMatchObject({
      kind: 'flow',
      format: 'data',
      metadata: { language: 'en' },
      embedded: [{ kind: 'europass-xml', isWholeFile: true, cv: { name: 'Mara Ellwood' } }],
    });
    expect(linesOf(document)).toEqual([
      'Mara Ellwood',
      '4 Harbour Road, LS1 4DY Leeds, United Kingdom',
      '+44 20 7946 0958',
      'mara@example.com',
      'https://example.com/mara',
      'Date of birth: 1986-11-28',
      'Nationality: British',
      'Profile',
      'Plans the flow of goods.',
      'Work experience',
      'Head of Logistics',
      'Harbour Trading Ltd, Leeds',
      '2019-03 - present',
      'Leads forty people & two shifts',
      'Education',
      'Diploma in Logistics',
      'Leeds College',
      '2010 - 2013',
      'Languages',
      'English: native',
      'French: B2',
      'Driving licence',
      'B, C1',
    ]);
  });

  it('prints what no field of the data takes: prose on skills and achievements', async () => {
    const more = PASSPORT.replace(
      '<Driving>',
      '<Computer><Description>&lt;p&gt;Excel, SAP&lt;/p&gt;</Description></Computer><Driving>',
    ).replace(
      '</LearnerInfo>',
      '<AchievementList><Achievement><Title><Label>Publications</Label></Title><Description>On lorries, 2020</Description></Achievement></AchievementList></LearnerInfo>',
    );
    expect(linesOf(await extract(more)).slice(-4)).toEqual([
      'Skills',
      'Excel, SAP',
      'Publications',
      'On lorries, 2020',
    ]);
  });

  it('reads a Candidate, in the encoding that it declares', async () => {
    const latin = CANDIDATE.replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="ISO-8859-1"?>');
    const document = await extract(Buffer.from(latin.replaceAll('Mara', 'Mära'), 'latin1'));
    expect(linesOf(document)).toEqual(
      expect.arrayContaining(['Mära Ellwood', 'Harbour Trading Ltd, Leeds', 'Welding']),
    );
  });

  it('reads a JSON Resume with the sections that only it has', async () => {
    const resume = {
      basics: { name: 'Mara Ellwood' },
      work: [{ name: 'Harbour Trading Ltd', position: 'Clerk', highlights: ['Moved the warehouse'] }],
      volunteer: [{ organization: 'Lifeboat', position: 'Treasurer', startDate: '2016', endDate: '2018' }],
      publications: [{ name: 'On lorries', publisher: 'Freight', releaseDate: '2020-05' }],
    };
    expect(linesOf(await extract(JSON.stringify(resume)))).toEqual([
      'Mara Ellwood',
      'Work experience',
      'Clerk',
      'Harbour Trading Ltd',
      'Moved the warehouse',
      'Volunteering',
      'Treasurer',
      '2016 - 2018',
      'Lifeboat',
      'Publications',
      'On lorries, Freight, 2020-05',
    ]);
  });

  it.each([
    ['a DTD', PASSPORT.replace('<SkillsPassport', '<!DOCTYPE x [<!ENTITY a "b">]><SkillsPassport'), 'unsafe_content'],
    ['XML that is torn', PASSPORT.slice(0, 900), 'damaged'],
    ['JSON that is torn', '{"basics": {"name": "Mara', 'damaged'],
    ['a passport without a learner', '<SkillsPassport><Other/></SkillsPassport>', 'unsupported_type'],
    ['a resume that says nothing', '{"basics": {}}', 'no_text'],
    [
      'a resume of more skills than any person has',
      JSON.stringify({ basics: { name: 'A' }, skills: Array.from({ length: 5001 }, (_, i) => ({ name: `s${i}` })) }),
      'too_large',
    ],
    ['other data', '{"total": 3}', 'unsupported_type'],
  ])('refuses %s', async (_, content, code) => {
    expect(await codeOf(content)).toBe(code);
  });
});
