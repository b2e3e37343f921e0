import type { MasterRecord, Place } from '@vitamill/domain';
import { compact } from './present.js';

const TYPE = 'http://schema.hropenstandards.org/4.4/recruiting/json/ler-rs/LER-RSType.json';

const addressOf = (place: Place | null) =>
  place &&
  compact({
    formattedAddress: place.raw,
    city: place.city,
    countrySubdivisions: place.region ? [{ value: place.region }] : [],
    postalCode: place.postal_code,
    countryCode: place.country,
  });

/** The record as HR Open LER-RS 4.4 (learning and employment record, resume standard) in JSON. */
export function toHrOpen(record: MasterRecord): object {
  const { contact } = record;
  const { name } = contact;
  return compact({
    type: TYPE,
    documentId: record.asset_id && { value: record.asset_id },
    person: compact({
      name:
        name &&
        compact({
          formattedName: name.full,
          given: name.given,
          family: name.family,
          preferredSalutation: name.prefix,
          generationAffix: name.suffix,
        }),
      birthDate: contact.birth_date,
      nationality: [...contact.nationalities],
    }),
    communication: compact({
      address: [addressOf(contact.location)].filter(Boolean),
      email: contact.emails.map((address) => ({ address })),
      phone: contact.phones.map(({ e164, raw, type }) => compact({ formattedNumber: e164 ?? raw, useCode: type })),
      web: contact.links.map(({ kind, url }) => ({ name: kind, url })),
    }),
    narratives: [
      ...(contact.headline ? [{ name: 'headline', content: contact.headline }] : []),
      ...(record.summary ? [{ name: 'summary', content: record.summary }] : []),
    ],
    employmentHistories: record.experience.map((position) =>
      compact({
        organization: position.employer && { name: position.employer.name },
        start: position.start,
        end: position.end,
        current: position.is_current,
        positionHistories: [
          compact({
            title: position.title?.raw,
            start: position.start,
            end: position.end,
            current: position.is_current,
            location: addressOf(position.location),
            description: position.description,
            responsibilities: [...position.highlights],
            competencies: position.skills.map((skill) => ({ name: skill })),
          }),
        ],
      }),
    ),
    educationAndLearnings: record.education.map((study) =>
      compact({
        institution: study.institution && { name: study.institution.name },
        start: study.start,
        end: study.end,
        current: study.is_current,
        educationDegrees: study.degree
          ? [
              compact({
                name: study.degree.raw,
                level:
                  study.degree.level === null ? null : { listName: 'ISCED-2011', value: String(study.degree.level) },
                specializations: study.field ? [{ name: study.field.raw }] : [],
                score: study.grade?.raw,
              }),
            ]
          : [],
        comments: [...study.highlights],
      }),
    ),
    skills: record.skills.map(({ name: skill, normalized, id, taxonomy }) =>
      compact({
        name: normalized ?? skill,
        id: id && { value: id, schemeId: taxonomy },
        alternateNames: normalized && normalized !== skill ? [skill] : [],
      }),
    ),
    languages: record.languages.map(({ name: language, code, level }) =>
      compact({ name: language, languageCode: code, proficiencyLevel: level?.cefr ?? level?.raw }),
    ),
    certifications: record.certifications.map((certification) =>
      compact({
        name: certification.name,
        issuingAuthority: certification.issuer && { name: certification.issuer },
        firstIssuedDate: certification.date,
        url: certification.url,
      }),
    ),
    licenses: record.driving_licence ? [{ name: `Driving licence ${record.driving_licence}` }] : [],
    publications: record.publications.map(({ title, authors, start, end, doi }) =>
      compact({ title, authors: [...authors], date: end ?? start, doi }),
    ),
    honors: record.awards.map(({ title, organisation, start }) =>
      compact({ name: title, issuingAuthority: organisation && { name: organisation }, date: start }),
    ),
    associations: record.memberships.map(({ title, organisation }) =>
      compact({ name: organisation ?? title, role: title }),
    ),
    references: record.references.map(({ name: reference, text }) => compact({ name: reference, comments: [text] })),
  });
}
