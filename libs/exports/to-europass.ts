import type { MasterEducation, MasterLanguage, MasterPosition, MasterRecord, Place } from '@vitamill/domain';
import { iso639Of } from './iso-639.js';
import { textOf } from './present.js';
import { element, type Xml } from './xml-writer.js';

const NAMESPACES = {
  xmlns: 'http://www.europass.eu/1.0',
  'xmlns:oa': 'http://www.openapplications.org/oagis/9',
  'xmlns:eures': 'http://www.europass_eures.eu/1.0',
  'xmlns:hr': 'http://www.hr-xml.org/3',
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
  'xsi:schemaLocation': 'http://www.europass.eu/1.0 Candidate.xsd',
};

const DIMENSIONS = [
  'CEF-Understanding-Listening',
  'CEF-Understanding-Reading',
  'CEF-Speaking-Interaction',
  'CEF-Speaking-Production',
  'CEF-Writing-Production',
];

const countryOf = (place: Place | null): string | null => place?.country?.toLowerCase() ?? null;

const addressOf = (place: Place | null, full: boolean): Xml =>
  element('Communication', [
    element('Address', [
      full && place ? element('oa:AddressLine', place.raw) : '',
      element('oa:CityName', place?.city),
      element('oa:CountrySubDivisionCode', full ? (place?.region_code ?? place?.region) : null),
      element('CountryCode', countryOf(place)),
      element('oa:PostalCode', full ? place?.postal_code : null),
    ]),
  ]);

const day = (name: string, date: string | null): Xml => element(name, [element('hr:FormattedDateTime', date)]);

const paragraphs = (text: string): string =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => `<p>${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</p>`)
    .join('');

function person({ contact, languages }: MasterRecord): Xml {
  const { name } = contact;
  const mother = languages.find(({ level }) => level?.cefr === 'native');
  return element('CandidatePerson', [
    element('PersonName', [
      element('hr:FormattedName', name?.full),
      element('oa:GivenName', name?.given),
      element('hr:FamilyName', name?.family),
    ]),
    ...contact.emails.map((email) =>
      element('Communication', [element('ChannelCode', 'Email'), element('oa:URI', email)]),
    ),
    ...contact.phones.map(({ e164, raw, country, type }) =>
      element('Communication', [
        element('ChannelCode', 'Telephone'),
        element('UseCode', type === 'mobile' ? 'mobile' : 'home'),
        element('oa:DialNumber', e164 ?? raw),
        element('CountryCode', country?.toLowerCase()),
      ]),
    ),
    ...contact.links.map(({ url }) =>
      element('Communication', [element('ChannelCode', 'Web'), element('oa:URI', url)]),
    ),
    addressOf(contact.location, true),
    ...contact.nationalities.map((code) => element('NationalityCode', code.toLowerCase())),
    element('hr:BirthDate', contact.birth_date),
    element('PrimaryLanguageCode', mother && iso639Of(mother.code), { name: 'NORMAL' }),
  ]);
}

const position = (one: MasterPosition): Xml =>
  element('EmployerHistory', [
    element('hr:OrganizationName', one.employer?.name),
    element('OrganizationContact', [addressOf(one.location, false)]),
    element('PositionHistory', [
      element('PositionTitle', one.title?.raw, { typeCode: 'FREETEXT' }),
      element('eures:EmploymentPeriod', [
        day('eures:StartDate', one.start),
        day('eures:EndDate', one.end),
        element('hr:CurrentIndicator', String(one.is_current)),
      ]),
      element('oa:Description', paragraphs(textOf(one.description, one.highlights))),
      element('JobCategoryCode', one.title?.taxonomy === 'isco-08' ? one.title.code : null, { listName: 'ISCO-08' }),
      element('City', one.location?.city),
      element('Country', countryOf(one.location)),
    ]),
  ]);

const study = (one: MasterEducation): Xml =>
  element('EducationOrganizationAttendance', [
    element('hr:OrganizationName', one.institution?.name),
    element('OrganizationContact', [addressOf(one.location, false)]),
    element('AttendancePeriod', [
      day('StartDate', one.start),
      day('EndDate', one.end),
      element('Ongoing', String(one.is_current)),
    ]),
    element('EducationDegree', [
      element('hr:DegreeName', [one.degree?.raw, one.field?.raw].filter(Boolean).join(', ')),
      element('FinalGrade', [element('hr:ScoreText', one.grade?.raw)]),
      element('OccupationalSkillsCovered', paragraphs(textOf(null, one.highlights))),
    ]),
  ]);

const language = ({ name, code, level }: MasterLanguage): Xml =>
  element('PersonCompetency', [
    element('CompetencyID', iso639Of(code) ?? name, { schemeName: 'NORMAL' }),
    element('hr:TaxonomyID', 'language'),
    ...(level?.cefr
      ? DIMENSIONS.map((dimension) =>
          element('eures:CompetencyDimension', [
            element('hr:CompetencyDimensionTypeCode', dimension),
            element('eures:Score', [element('hr:ScoreText', level.cefr)]),
          ]),
        )
      : []),
  ]);

/**
 * The record as Europass CV in XML (Candidate, namespace http://www.europass.eu/1.0), as the Europass portal exports and
 * takes it. Descriptions are HTML in it.
 */
export function toEuropass(record: MasterRecord): string {
  const foreign = record.languages.filter(({ level }) => level?.cefr !== 'native');
  const profile = element(
    'CandidateProfile',
    [
      element('hr:ID', record.asset_id ?? 'record', { schemeName: 'CandidateProfileID' }),
      element('ExecutiveSummary', record.summary),
      element('EmploymentHistory', record.experience.map(position)),
      element('EducationHistory', record.education.map(study)),
      element('eures:Licenses', [element('eures:License', [element('hr:LicenseTypeCode', record.driving_licence)])]),
      element(
        'Certifications',
        record.certifications.map(({ name, issuer, date }) =>
          element('Certification', [
            element('hr:CertificationTypeCode', name),
            element('IssuingAuthority', [element('hr:Name', issuer)]),
            day('hr:FirstIssuedDate', date),
          ]),
        ),
      ),
      element(
        'PublicationHistory',
        record.publications.map(({ title, authors, start, end }) =>
          element('Publication', [
            element('hr:FormattedPublicationDescription', [...authors, title].join(', ')),
            element('hr:Title', title),
            element('Year', (end ?? start)?.slice(0, 4)),
          ]),
        ),
      ),
      element('PersonQualifications', foreign.map(language)),
      element(
        'Projects',
        record.projects.map(({ name, description, highlights, url }) =>
          element('Project', [
            element('Title', name),
            element('Link', url),
            element('Description', paragraphs(textOf(description, highlights))),
          ]),
        ),
      ),
      element(
        'Skills',
        record.skills.map(({ name }) =>
          element('PersonCompetency', [element('hr:TaxonomyID', 'Other_Skill'), element('hr:CompetencyName', name)]),
        ),
      ),
      element(
        'NetworksAndMemberships',
        record.memberships.map(({ title, organisation }) =>
          element('NetworkAndMembership', [element('Title', [title, organisation].filter(Boolean).join(', '))]),
        ),
      ),
      element(
        'VoluntaryWorks',
        record.volunteering.map(({ title, organisation, description, highlights }) =>
          element('VoluntaryWork', [
            element('Title', [title, organisation].filter(Boolean).join(', ')),
            element('Description', paragraphs(textOf(description, highlights))),
          ]),
        ),
      ),
      element(
        'HonorsAndAwards',
        record.awards.map(({ title, organisation }) =>
          element('HonorAndAward', [element('Title', title), element('AwardingInstitution', organisation)]),
        ),
      ),
      element(
        'HobbiesAndInterests',
        record.interests.map((interest) => element('HobbyOrInterest', [element('Title', interest)])),
      ),
    ],
    { languageCode: record.language ?? 'en' },
  );
  const candidate = element(
    'Candidate',
    [
      element('hr:DocumentID', record.asset_id ?? 'record', {
        schemeID: record.asset_id,
        schemeName: 'DocumentIdentifier',
        schemeAgencyName: 'EUROPASS',
        schemeVersionID: '4.0',
      }),
      person(record),
      profile,
    ],
    NAMESPACES,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${candidate}\n`;
}
