import type { MasterRecord } from '@vitamill/domain';

const TOP_SKILLS = 15;

const unique = (values: readonly string[]): string[] => [...new Set(values.filter(Boolean))];

/** The skills that say most: longest used first, then as the candidate ordered them. */
function topSkills(record: MasterRecord): string[] {
  const ranked = [...record.skills].sort((a, b) => (b.months ?? 0) - (a.months ?? 0));
  return unique(ranked.map((skill) => skill.normalized ?? skill.name)).slice(0, TOP_SKILLS);
}

/** The flat columns of a candidate that come out of a record. */
export function projectDisplayColumns(record: MasterRecord) {
  const current = record.experience.find((position) => position.is_current) ?? record.experience[0] ?? null;
  const location = record.contact.location;
  return {
    name: record.contact.name?.full ?? null,
    email: record.contact.emails[0] ?? null,
    phone: record.contact.phones[0]?.e164 ?? record.contact.phones[0]?.raw ?? null,
    city: location?.city ?? null,
    country: location?.country ?? null,
    current_title: current?.title ? (current.title.normalized ?? current.title.raw) : null,
    current_employer: current?.employer?.name ?? null,
    experience_months: record.metrics.experience_months?.min ?? null,
    highest_education: record.metrics.highest_education_level,
    top_skills: topSkills(record),
    languages: unique(record.languages.map((language) => language.code ?? language.name)),
    quality: record.quality.cv_probability,
    status: record.quality.status,
    language: record.language,
  };
}
