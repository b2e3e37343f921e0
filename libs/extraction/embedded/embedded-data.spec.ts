import { readEmbeddedData } from './embedded-data.js';

const read = (content: string) =>
  readEmbeddedData({ a: { filename: 'cv', content: new TextEncoder().encode(content) } });

const PASSPORT = `<?xml version="1.0" encoding="UTF-8"?>
<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass" locale="en"><LearnerInfo>
<Identification><PersonName><FirstName>Mara</FirstName><Surname>Ellwood</Surname></PersonName>
<ContactInfo><Address><Contact><AddressLine>4 Harbour Road</AddressLine><PostalCode>LS1 4DY</PostalCode><Municipality>Leeds</Municipality><Country><Code>UK</Code><Label>United Kingdom</Label></Country></Contact></Address>
<Email><Contact>mara@example.com</Contact></Email>
<TelephoneList><Telephone><Contact>+44 20 7946 0958</Contact><Use><Code>mobile</Code></Use></Telephone></TelephoneList>
<WebsiteList><Website><Contact>https://example.com/mara</Contact></Website></WebsiteList></ContactInfo>
<Demographics><Birthdate year="1986" month="--11" day="---28"/><NationalityList><Nationality><Code>UK</Code><Label>British</Label></Nationality></NationalityList></Demographics></Identification>
<Headline><Type><Code>personal_statement</Code></Type><Description><Label>Plans the flow of goods.</Label></Description></Headline>
<WorkExperienceList><WorkExperience><Period><From year="2019" month="--03"/><Current>true</Current></Period><Position><Label>Head of Logistics</Label></Position>
<Activities>&lt;p&gt;Leads forty people &amp;amp; two shifts&lt;/p&gt;</Activities><Employer><Name>Harbour Trading Ltd</Name><ContactInfo><Address><Contact><Municipality>Leeds</Municipality></Contact></Address></ContactInfo></Employer></WorkExperience></WorkExperienceList>
<EducationList><Education><Period><From year="2010"/><To year="2013"/></Period><Title>Diploma in Logistics</Title><Organisation><Name>Leeds College</Name></Organisation></Education></EducationList>
<Skills><Linguistic><MotherTongueList><MotherTongue><Description><Code>en</Code><Label>English</Label></Description></MotherTongue></MotherTongueList>
<ForeignLanguageList><ForeignLanguage><Description><Code>fr</Code><Label>French</Label></Description><ProficiencyLevel><Listening>C1</Listening><Reading>C1</Reading><SpokenInteraction>B2</SpokenInteraction></ProficiencyLevel></ForeignLanguage></ForeignLanguageList></Linguistic>
<Driving><Description><Licence>B</Licence><Licence>C1</Licence></Description></Driving></Skills></LearnerInfo></SkillsPassport>`;

const CANDIDATE = `<?xml version="1.0"?><Candidate xmlns="http://www.europass.eu/1.0" xmlns:oa="http://www.openapplications.org/oagis/9" xmlns:hr="http://www.hr-xml.org/3" xmlns:eures="http://www.europass_eures.eu/1.0">
<CandidatePerson><PersonName><oa:GivenName>Mara</oa:GivenName><hr:FamilyName>Ellwood</hr:FamilyName></PersonName>
<Communication><ChannelCode>Email</ChannelCode><oa:URI>mara@example.com</oa:URI></Communication>
<Communication><ChannelCode>Telephone</ChannelCode><CountryDialing>44</CountryDialing><oa:DialNumber>2079460958</oa:DialNumber></Communication>
<NationalityCode>gb</NationalityCode><hr:BirthDate>1986-11-28</hr:BirthDate><PrimaryLanguageCode name="NORMAL">eng</PrimaryLanguageCode></CandidatePerson>
<CandidateProfile languageCode="en"><EmploymentHistory><EmployerHistory><hr:OrganizationName>Harbour Trading Ltd</hr:OrganizationName>
<PositionHistory><PositionTitle typeCode="FREETEXT">Head of Logistics</PositionTitle><eures:EmploymentPeriod><eures:StartDate><hr:FormattedDateTime>2019-03</hr:FormattedDateTime></eures:StartDate><hr:CurrentIndicator>true</hr:CurrentIndicator></eures:EmploymentPeriod><City>Leeds</City></PositionHistory></EmployerHistory></EmploymentHistory>
<EducationHistory><EducationOrganizationAttendance><hr:OrganizationName>Leeds College</hr:OrganizationName><AttendancePeriod><StartDate><hr:FormattedDateTime>2010</hr:FormattedDateTime></StartDate><EndDate><hr:FormattedDateTime>2013</hr:FormattedDateTime></EndDate><Ongoing>false</Ongoing></AttendancePeriod><EducationDegree><hr:DegreeName>Diploma in Logistics</hr:DegreeName></EducationDegree></EducationOrganizationAttendance></EducationHistory>
<PersonQualifications><PersonCompetency><CompetencyID schemeName="NORMAL">fra</CompetencyID><hr:TaxonomyID>language</hr:TaxonomyID><eures:CompetencyDimension><hr:CompetencyDimensionTypeCode>CEF-Understanding-Listening</hr:CompetencyDimensionTypeCode><eures:Score><hr:ScoreText>C1</hr:ScoreText></eures:Score></eures:CompetencyDimension></PersonCompetency></PersonQualifications>
<Skills><PersonCompetency><hr:TaxonomyID>Other_Skill</hr:TaxonomyID><hr:CompetencyName>Welding</hr:CompetencyName></PersonCompetency></Skills></CandidateProfile></Candidate>`;

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
      work: [{ name: 'Harbour Trading Ltd', position: 'Clerk', startDate: '2015-02-01', endDate: '2018-07' }],
      skills: [{ name: 'Trades', keywords: ['Welding', 'Sailing'] }, { name: 'Planning' }],
    };
    expect(read(JSON.stringify(json))).toMatchObject([
      {
        kind: 'json-resume',
        cv: {
          name: 'Mara Ellwood',
          address: 'Leeds, GB',
          positions: [{ title: 'Clerk', start: '2015-02-01', end: '2018-07', isCurrent: false }],
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
