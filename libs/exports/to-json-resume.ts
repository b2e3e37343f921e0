import type { MasterItem, MasterRecord } from '@vitamill/domain';
import { absoluteUrl, compact, networkOf } from './present.js';

const SCHEMA = 'https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json';

const datesOf = ({ start, end }: Pick<MasterItem, 'start' | 'end'>) => ({ startDate: start, endDate: end });

/** The record as JSON Resume 1.0 (https://jsonresume.org/schema). What is unknown is left out. */
export function toJsonResume(record: MasterRecord): object {
  const { contact } = record;
  const { location } = contact;
  const website = contact.links.find(({ kind }) => ['website', 'portfolio', 'other', 'blog'].includes(kind));
  return compact({
    $schema: SCHEMA,
    basics: compact({
      name: contact.name?.full,
      label: contact.headline,
      email: contact.emails[0],
      phone: contact.phones[0]?.e164 ?? contact.phones[0]?.raw,
      url: absoluteUrl(website?.url ?? null),
      summary: record.summary,
      location:
        location &&
        compact({
          address: location.raw,
          postalCode: location.postal_code,
          city: location.city,
          region: location.region,
          countryCode: location.country,
        }),
      profiles: contact.links
        .filter((link) => link !== website)
        .map(({ kind, url }) => compact({ network: networkOf(kind), url: absoluteUrl(url) })),
    }),
    work: record.experience.map((position) =>
      compact({
        name: position.employer?.name,
        position: position.title?.raw,
        location: position.location?.raw,
        ...datesOf(position),
        summary: position.description,
        highlights: [...position.highlights],
      }),
    ),
    volunteer: record.volunteering.map((item) =>
      compact({
        organization: item.organisation,
        position: item.title,
        url: absoluteUrl(item.url),
        ...datesOf(item),
        summary: item.description,
        highlights: [...item.highlights],
      }),
    ),
    education: record.education.map((study) =>
      compact({
        institution: study.institution?.name,
        area: study.field?.raw,
        studyType: study.degree?.raw,
        ...datesOf(study),
        score: study.grade?.raw,
        courses: [...study.highlights],
      }),
    ),
    awards: record.awards.map((award) =>
      compact({
        title: award.title,
        date: award.end ?? award.start,
        awarder: award.organisation,
        summary: award.description,
      }),
    ),
    certificates: record.certifications.map(({ name, date, issuer, url }) =>
      compact({ name, date, issuer, url: absoluteUrl(url) }),
    ),
    publications: record.publications.map((publication) =>
      compact({
        name: publication.title,
        publisher: publication.venue ?? publication.organisation,
        releaseDate: publication.end ?? publication.start,
        url: absoluteUrl(publication.url ?? (publication.doi && `https://doi.org/${publication.doi}`)),
        summary: publication.description,
      }),
    ),
    skills: record.skills.map(({ name, normalized }) =>
      compact({ name, keywords: normalized && normalized !== name ? [normalized] : [] }),
    ),
    languages: record.languages.map(({ name, level }) =>
      compact({ language: name, fluency: level?.cefr ?? level?.raw }),
    ),
    interests: record.interests.map((name) => ({ name })),
    references: record.references.map(({ name, text }) => compact({ name, reference: text })),
    projects: record.projects.map((project) =>
      compact({
        name: project.name,
        description: project.description,
        highlights: [...project.highlights],
        ...datesOf(project),
        url: absoluteUrl(project.url),
        entity: project.organisation,
      }),
    ),
    meta: { version: 'v1.0.0' },
  });
}
