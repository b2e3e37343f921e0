import type { MasterRecord, Place } from '@vitamill/domain';
import { absoluteUrl, compact } from './present.js';

const organisation = (name: string | null | undefined, type = 'Organization') =>
  name ? { '@type': type, name } : null;

const addressOf = (place: Place | null) =>
  place &&
  compact({
    '@type': 'PostalAddress',
    addressLocality: place.city,
    addressRegion: place.region,
    postalCode: place.postal_code,
    addressCountry: place.country,
  });

/** The record as a schema.org Person in JSON-LD. Positions and studies are roles, so that their dates have a place. */
export function toSchemaOrg(record: MasterRecord): object {
  const { contact } = record;
  return compact({
    '@context': 'https://schema.org',
    '@type': 'Person',
    name: contact.name?.full,
    givenName: contact.name?.given,
    familyName: contact.name?.family,
    honorificPrefix: contact.name?.prefix,
    honorificSuffix: contact.name?.suffix,
    description: record.summary,
    jobTitle: (record.experience.find((position) => position.is_current) ?? record.experience[0])?.title?.raw,
    email: contact.emails[0],
    telephone: contact.phones[0]?.e164 ?? contact.phones[0]?.raw,
    birthDate: contact.birth_date?.length === 10 ? contact.birth_date : null,
    gender: contact.gender,
    nationality: contact.nationalities.map((identifier) => ({ '@type': 'Country', name: identifier })),
    address: addressOf(contact.location),
    sameAs: contact.links.flatMap(({ url }) => absoluteUrl(url) ?? []),
    worksFor: record.experience.map((position) =>
      compact({
        '@type': 'OrganizationRole',
        roleName: position.title?.raw,
        startDate: position.start,
        endDate: position.end,
        description: [position.description, ...position.highlights].filter(Boolean).join('\n'),
        worksFor: organisation(position.employer?.name),
      }),
    ),
    alumniOf: record.education.map((study) =>
      compact({
        '@type': 'OrganizationRole',
        roleName: study.degree?.raw,
        startDate: study.start,
        endDate: study.end,
        alumniOf: organisation(study.institution?.name, 'EducationalOrganization'),
      }),
    ),
    hasCredential: [
      ...record.education.flatMap((study) =>
        study.degree
          ? [
              compact({
                '@type': 'EducationalOccupationalCredential',
                credentialCategory: 'degree',
                name: study.degree.raw,
                educationalLevel: study.degree.level === null ? null : `ISCED 2011 level ${study.degree.level}`,
                about: study.field?.raw,
                recognizedBy: organisation(study.institution?.name, 'EducationalOrganization'),
              }),
            ]
          : [],
      ),
      ...record.certifications.map(({ name, issuer, date, url }) =>
        compact({
          '@type': 'EducationalOccupationalCredential',
          credentialCategory: 'certificate',
          name,
          dateCreated: date,
          url: absoluteUrl(url),
          recognizedBy: organisation(issuer),
        }),
      ),
    ],
    knowsAbout: record.skills.map(({ name, normalized }) => normalized ?? name),
    knowsLanguage: record.languages.map(({ name, code }) =>
      compact({ '@type': 'Language', name, alternateName: code }),
    ),
    award: record.awards.map(({ title }) => title),
    memberOf: record.memberships.flatMap((item) => organisation(item.organisation ?? item.title) ?? []),
  });
}
