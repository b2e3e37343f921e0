import { readEmbeddedData } from './embedded-data.js';
import { CANDIDATE, PASSPORT } from './testing/passports.js';

const read = (content: string) =>
  readEmbeddedData({ a: { filename: 'cv', content: new TextEncoder().encode(content) } });

describe('readEmbeddedData', () => {
  it('reads a Europass SkillsPassport', () => {
    const [data] = read(PASSPORT);
    expect(data).toMatchObject({
      kind: 'europass-xml',
      cv: {
        name: 'Mara Ellwood',
        headline: null,
        summary: 'Plans the flow of goods.',
        emails: ['mara@example.com'],
        phones: ['+44 20 7946 0958'],
        address: '4 Harbour Road, LS1 4DY Leeds, United Kingdom',
        links: ['https://example.com/mara'],
        birthDate: '1986-11-28',
        nationalities: ['British'],
        positions: [
          {
            title: 'Head of Logistics',
            employer: 'Harbour Trading Ltd',
            place: 'Leeds',
            start: '2019-03',
            end: null,
            isCurrent: true,
            description: 'Leads forty people & two shifts',
          },
        ],
        studies: [{ degree: 'Diploma in Logistics', institution: 'Leeds College', start: '2010', end: '2013' }],
        languages: [
          { code: 'en', name: 'English', level: 'native' },
          { code: 'fr', name: 'French', level: 'B2' },
        ],
        drivingLicence: 'B, C1',
      },
    });
  });

  it('reads the same as JSON', () => {
    const json = {
      SkillsPassport: {
        LearnerInfo: {
          Identification: {
            PersonName: { FirstName: 'Mara', Surname: 'Ellwood' },
            ContactInfo: { Email: { Contact: 'mara@example.com' }, Telephone: [{ Contact: '+44 20 7946 0958' }] },
            Demographics: { Birthdate: { Year: 1986, Month: 11, Day: 28 } },
          },
          WorkExperience: [
            {
              Period: { From: { Year: 2019, Month: 3 }, Current: true },
              Position: { Label: 'Head of Logistics' },
              Employer: { Name: 'Harbour Trading Ltd' },
            },
          ],
        },
      },
    };
    expect(read(JSON.stringify(json))).toMatchObject([
      {
        kind: 'europass-json',
        cv: {
          name: 'Mara Ellwood',
          emails: ['mara@example.com'],
          phones: ['+44 20 7946 0958'],
          birthDate: '1986-11-28',
          positions: [
            { title: 'Head of Logistics', employer: 'Harbour Trading Ltd', start: '2019-03', isCurrent: true },
          ],
        },
      },
    ]);
  });

  it('reads a Candidate of the Europass portal', () => {
    expect(read(CANDIDATE)).toMatchObject([
      {
        kind: 'europass-xml',
        cv: {
          name: 'Mara Ellwood',
          emails: ['mara@example.com'],
          phones: ['+44 2079460958'],
          birthDate: '1986-11-28',
          nationalities: ['GB'],
          positions: [
            {
              title: 'Head of Logistics',
              employer: 'Harbour Trading Ltd',
              place: 'Leeds',
              start: '2019-03',
              isCurrent: true,
            },
          ],
          studies: [{ degree: 'Diploma in Logistics', institution: 'Leeds College', start: '2010', end: '2013' }],
          skills: ['Welding'],
          languages: [
            { code: 'eng', level: 'native' },
            { code: 'fra', level: 'C1' },
          ],
        },
      },
    ]);
  });

  it('reads a JSON Resume', () => {
    const json = {
      basics: { name: 'Mara Ellwood', email: 'mara@example.com', location: { city: 'Leeds', countryCode: 'GB' } },
      work: [
        {
          name: 'Harbour Trading Ltd',
          position: 'Clerk',
          startDate: '2015-02-01',
          endDate: '2018-07',
          highlights: ['Moved the warehouse'],
        },
      ],
      skills: [{ name: 'Trades', keywords: ['Welding', 'Sailing'] }, { name: 'Planning' }],
    };
    expect(read(JSON.stringify(json))).toMatchObject([
      {
        kind: 'json-resume',
        cv: {
          name: 'Mara Ellwood',
          address: 'Leeds, GB',
          positions: [
            {
              title: 'Clerk',
              start: '2015-02-01',
              end: '2018-07',
              isCurrent: false,
              highlights: ['Moved the warehouse'],
            },
          ],
          skills: ['Welding', 'Sailing', 'Planning'],
        },
      },
    ]);
  });

  it.each([
    [
      'an entity bomb',
      '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><SkillsPassport><LearnerInfo>&b;</LearnerInfo></SkillsPassport>',
    ],
    ['a torn file', PASSPORT.slice(0, 900)],
    ['a passport without a learner', '<SkillsPassport><Other/></SkillsPassport>'],
  ])('says of %s that it cannot be read', (_, text) => {
    const found = read(text.startsWith('<!DOCTYPE') ? `<?xml version="1.0"?>${text}` : text);
    expect(found.map((data) => data.cv)).toEqual([null]);
  });

  it('leaves what is no data of a CV', () => {
    expect(read('<invoice><total>3</total></invoice>')).toEqual([]);
    expect(read('{"total": 3}')).toEqual([]);
  });
});
