import type { MasterRecord, PartialDate } from '@vitamill/domain';

const DAY_MILLISECONDS = 86_400_000;

/** First and last day that a date of reduced precision allows; null where it is no date of the calendar. */
export function dayBounds(date: PartialDate | null): { first: string; last: string } | null {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(date ?? '') ?? [];
  if (!year || year === '0000') return null;
  const start = new Date(`${year}-${month ?? '01'}-${day ?? '01'}T00:00:00Z`);
  if (Number.isNaN(start.getTime()) || !start.toISOString().startsWith(`${year}-${month ?? '01'}-${day ?? '01'}`))
    return null;
  const next = day
    ? start.getTime() + DAY_MILLISECONDS
    : Date.UTC(month ? Number(year) : Number(year) + 1, month ? Number(month) : 0, 1);
  // Date.UTC reads years below 100 as of the 20th century; such years are no dates of a CV.
  if (next <= start.getTime()) return null;
  return {
    first: start.toISOString().slice(0, 10),
    last: new Date(next - DAY_MILLISECONDS).toISOString().slice(0, 10),
  };
}

const period = (entry: { start: PartialDate | null; end: PartialDate | null; is_current: boolean }) => ({
  start: entry.start,
  start_date: dayBounds(entry.start)?.first ?? null,
  end: entry.end,
  end_date: dayBounds(entry.end)?.last ?? null,
  is_current: entry.is_current,
});

const positions = ({ experience }: MasterRecord) =>
  experience.map((position) => ({
    title: position.title?.raw ?? null,
    title_normalized: position.title?.normalized ?? null,
    title_code: position.title?.code ?? null,
    seniority: position.title?.seniority ?? null,
    employer: position.employer?.name ?? null,
    city: position.location?.city ?? null,
    country: position.location?.country ?? null,
    ...period(position),
    months_min: position.months?.min ?? null,
    months_max: position.months?.max ?? null,
    employment_type: position.employment_type,
    team: position.team ?? null,
    skills: position.skills,
  }));

const studies = ({ education }: MasterRecord) =>
  education.map((study) => ({
    institution: study.institution?.name ?? null,
    degree: study.degree?.raw ?? null,
    degree_name: study.degree?.name ?? null,
    level: study.degree?.level ?? null,
    field: study.field?.raw ?? null,
    city: study.location?.city ?? null,
    country: study.location?.country ?? null,
    ...period(study),
    grade: study.grade?.raw ?? null,
    grade_ratio: study.grade?.ratio ?? null,
  }));

const skills = ({ skills: listed }: MasterRecord) =>
  listed.map((skill) => ({
    name: skill.name,
    normalized: skill.normalized,
    skill_id: skill.id,
    taxonomy: skill.taxonomy,
    type: skill.type,
    months: skill.months,
    last_used: skill.last_used,
    is_listed: skill.sources.includes('skills'),
  }));

const languages = ({ languages: spoken }: MasterRecord) =>
  spoken.map((language) => ({
    name: language.name,
    code: language.code,
    level: language.level?.raw ?? null,
    cefr: language.level?.cefr ?? null,
  }));

const certificates = ({ certifications }: MasterRecord) =>
  certifications.map(({ name, issuer, date, url }) => ({ name, issuer, date, url }));

/** The rows of every grain below the candidate, by the name of the grain, in the order of the record. */
export function projectDetails(record: MasterRecord): Readonly<Record<string, readonly object[]>> {
  return {
    position: positions(record),
    education: studies(record),
    skill: skills(record),
    language: languages(record),
    certificate: certificates(record),
  };
}
