import type { MasterRecord, Place } from '@vitamill/domain';

const placeOf = (place: Place | null): string | null => place && [place.raw, place.city, place.country].join(' > ');
const line = (label: string, ...values: unknown[]): string[] => {
  const known = values.filter((value) => value !== null && value !== undefined && value !== '');
  return known.length > 0 ? [`${label}: ${known.join(' | ')}`] : [];
};
const range = (entry: { start: string | null; end: string | null; is_current: boolean }): string =>
  `${entry.start ?? '?'} .. ${entry.is_current ? 'now' : (entry.end ?? '?')}`;

/** What was read from a document, one value a line: what a person compares when a rule has changed. */
export function describeRecord(record: MasterRecord): string {
  const { contact } = record;
  return [
    ...line('language', record.language),
    ...line('name', contact.name?.full),
    ...line('headline', contact.headline),
    ...contact.emails.flatMap((email) => line('email', email)),
    ...contact.phones.flatMap((phone) => line('phone', phone.e164 ?? phone.raw)),
    ...line('location', placeOf(contact.location)),
    ...contact.links.flatMap((link) => line('link', link.url)),
    ...line('birth date', contact.birth_date),
    ...line('nationalities', contact.nationalities.join(', ')),
    ...line('summary', record.summary),
    ...record.experience.flatMap((job) => [
      ...line('job', job.title?.raw ?? '?', job.employer?.name ?? '?', job.location?.raw, range(job)),
      ...line('  description', job.description),
      ...job.highlights.map((text) => `  - ${text}`),
    ]),
    ...record.education.flatMap((study) => [
      ...line(
        'study',
        study.degree?.raw ?? '?',
        study.field?.raw,
        study.institution?.name ?? '?',
        study.location?.raw,
        range(study),
        study.grade?.raw,
      ),
      ...study.highlights.map((text) => `  - ${text}`),
    ]),
    ...line('skills', ...record.skills.filter(({ sources }) => sources.includes('skills')).map(({ name }) => name)),
    ...record.languages.flatMap((l) => line('spoken', l.name, l.code, l.level?.raw, l.level?.cefr)),
    ...record.certifications.flatMap((c) => line('certificate', c.name, c.issuer, c.date)),
    ...record.projects.flatMap((p) => line('project', p.name)),
    ...record.publications.flatMap((p) => line('publication', p.title)),
    ...line('interests', ...record.interests),
    ...record.references.flatMap((r) => line('reference', r.name, r.text)),
    ...record.quality.unmapped_lines.flatMap(({ text }) => line('unmapped', text)),
  ]
    .map((text) => `${text.replaceAll('\n', ' ')}\n`)
    .join('');
}
