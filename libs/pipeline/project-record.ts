import {
  type CanonicalCv,
  type CvItem,
  type DateRange,
  type Extracted,
  type Gazetteer,
  type LanguageLexicon,
  type MasterContact,
  type MasterEducation,
  type MasterItem,
  type MasterPosition,
  type MasterRecord,
  type ParseOptions,
  type Place,
  SCHEMA_VERSION,
  type SkillMatcher,
  type TitleClassifier,
} from '@vitamill/domain';
import {
  averageTenure,
  canonicalLink,
  cefrOf,
  gapsBetween,
  highestEducationLevel,
  monthsOfRange,
  normaliseDegree,
  normaliseEmploymentType,
  normaliseGrade,
  normaliseNationality,
  normalisePhone,
  normalisePlace,
  overlapsBetween,
  splitName,
  unionMonths,
} from '@vitamill/normalisation';
import { classifyTitle } from './classify-title.js';
import { countryHints } from './country-hints.js';
import type { ProvenanceWriter } from './provenance-writer.js';
import { managementMonths } from './refresh-metrics.js';
import { relateSkills } from './relate-skills.js';
import { PIPELINE_VERSION } from './version.js';

export interface ProjectionContext {
  readonly gazetteer: Gazetteer;
  readonly lexicons: readonly LanguageLexicon[];
  readonly skills: SkillMatcher;
  readonly titles: TitleClassifier;
  readonly lexiconVersion: string;
  readonly options: ParseOptions;
  readonly provenance: ProvenanceWriter;
}

type Content = Omit<MasterRecord, 'quality'>;

/** The evidenced values as the flat words of the master record, normalised; provenance is written on the way. */
export function projectRecord(cv: CanonicalCv, context: ProjectionContext): Content {
  const { gazetteer, lexicons, options, provenance } = context;
  const { language } = cv;
  const referenceDate =
    cv.documentDate?.value.length === 10 && cv.documentDate.value <= options.referenceDate
      ? cv.documentDate.value
      : options.referenceDate;
  const note = provenance.note.bind(provenance);
  const derived = provenance.noteDerived.bind(provenance);
  const hintsWithout = countryHints([], language, options.locale);
  const placeOf = (value: Extracted<string> | null, pointer: string, hints: readonly string[]): Place | null => {
    if (!value) return null;
    note(pointer, value);
    const normalised = normalisePlace(value.value, {
      gazetteer,
      language,
      locale: options.locale,
      countryHints: hints,
      lexicons,
    });
    if (normalised)
      derived(`${pointer}/country`, normalised.place.country, value, normalised.rule, normalised.confidence);
    return normalised?.place ?? { raw: value.value, city: null, region: null, postal_code: null, country: null };
  };

  const dialled = cv.contact.phones.flatMap((p) => normalisePhone(p.value, { countryHints: [] }) ?? []);
  const home = placeOf(
    cv.contact.location,
    '/contact/location',
    countryHints(
      dialled.map((p) => p.country),
      language,
      options.locale,
    ),
  );
  const hints = countryHints([home?.country, ...dialled.map((p) => p.country)], language, options.locale);
  const phones = cv.contact.phones.flatMap((phone) => {
    const normalised = normalisePhone(phone.value, { countryHints: hints });
    if (normalised) return [{ phone, normalised }];
    // printed as a phone number, of a country that nothing tells: kept as printed
    const digits = phone.value.replace(/\D/g, '').length;
    const unknown = { raw: phone.value, e164: null, country: null, type: null };
    return digits >= 9 && digits <= 13 ? [{ phone: { ...phone, confidence: 0.5 }, normalised: unknown }] : [];
  });
  for (const [i, { phone, normalised }] of phones.entries()) {
    note(`/contact/phones/${i}`, phone);
    // the type is known of numbers that the plan of their country has
    const [rule, sure] = /^\D*(?:\+|00)/.test(phone.value) ? ['international', 0.97] : ['national', 0.9];
    derived(`/contact/phones/${i}/e164`, normalised.e164, phone, `phone.${rule}`, normalised.type ? sure : 0.6);
  }

  const name =
    cv.contact.name &&
    splitName(cv.contact.name.value, {
      language,
      prefixes: lexicons.find((l) => l.language === language)?.namePrefixes ?? [],
    });
  note('/contact/name', cv.contact.name);
  const links = cv.contact.links.flatMap((link) => {
    const canonical = canonicalLink(link.value.url);
    return canonical ? [{ link, canonical }] : [];
  });
  for (const [i, { link }] of links.entries()) note(`/contact/links/${i}`, link);
  for (const nationality of cv.contact.nationalities) note('/contact/nationalities', nationality);
  const contact: MasterContact = {
    name: name
      ? { full: name.full, given: name.given, family: name.family, prefix: name.prefix, suffix: name.suffix }
      : null,
    headline: note('/contact/headline', cv.contact.headline),
    emails: cv.contact.emails.map((e, i) => note(`/contact/emails/${i}`, e)!),
    phones: phones.map(({ phone, normalised }) => ({ ...normalised, raw: phone.value })),
    location: home,
    links: links.map(({ canonical }) => ({ kind: canonical.kind, url: canonical.url })),
    birth_date: note('/contact/birth_date', cv.contact.birthDate),
    birth_place: note('/contact/birth_place', cv.contact.birthPlace),
    marital_status: note('/contact/marital_status', cv.contact.maritalStatus),
    gender: note('/contact/gender', cv.contact.gender),
    nationalities: cv.contact.nationalities.flatMap((n) => normaliseNationality(n.value, lexicons)),
  };

  const rangeOf = (dates: Extracted<DateRange> | null, pointer: string): DateRange =>
    note(pointer, dates) ?? { start: null, end: null, isCurrent: false };
  const related = relateSkills(cv, context.skills, referenceDate, provenance);
  const experience = cv.experience.map((p, i): MasterPosition => {
    const at = `/experience/${i}`;
    const range = rangeOf(p.dates, `${at}/start`);
    note(`${at}/title`, p.title);
    const employer = note(`${at}/employer`, p.employer);
    const employment = note(`${at}/employment_type`, p.employmentType) ?? p.title?.value ?? null;
    return {
      title: classifyTitle(p.title, `${at}/title`, context.titles, language, provenance),
      employer: employer === null ? null : { name: employer },
      location: placeOf(p.location, `${at}/location`, home?.country ? [home.country, ...hints] : hintsWithout),
      start: range.start,
      end: range.end,
      is_current: range.isCurrent,
      months: p.dates ? monthsOfRange(range, referenceDate) : null,
      employment_type: employment ? normaliseEmploymentType(employment, lexicons) : null,
      team: note(`${at}/team`, p.team),
      description: note(`${at}/description`, p.description),
      highlights: p.highlights.map((h, n) => note(`${at}/highlights/${n}`, h)!),
      skills: related.byPosition[i] ?? [],
    };
  });

  const education = cv.education.map((e, i): MasterEducation => {
    const at = `/education/${i}`;
    const range = rangeOf(e.dates, `${at}/start`);
    const degree = note(`${at}/degree`, e.degree);
    const field = note(`${at}/field`, e.field);
    const grade = note(`${at}/grade`, e.grade);
    const institution = note(`${at}/institution`, e.institution);
    const normalised = degree === null ? null : normaliseDegree(degree, { field, lexicons, language });
    const ratio = grade === null ? null : normaliseGrade(grade, { country: home?.country ?? null, language });
    if (e.degree) derived(`${at}/degree/level`, normalised?.level, e.degree, 'education.isced', 0.9);
    if (e.grade) derived(`${at}/grade/ratio`, ratio, e.grade, 'education.grade-scale', 0.9);
    return {
      institution: institution === null ? null : { name: institution },
      degree:
        degree === null ? null : { raw: degree, level: normalised?.level ?? null, name: normalised?.name ?? null },
      field: field === null ? null : { raw: field },
      location: placeOf(e.location, `${at}/location`, hints),
      start: range.start,
      end: range.end,
      is_current: range.isCurrent,
      grade: grade === null ? null : { raw: grade, ratio },
      highlights: e.highlights.map((h, n) => note(`${at}/highlights/${n}`, h)!),
    };
  });

  const item = (value: CvItem, at: string): MasterItem => {
    const range = rangeOf(value.dates, `${at}/start`);
    return {
      organisation: note(`${at}/organisation`, value.organisation),
      start: range.start,
      end: range.end,
      is_current: range.isCurrent,
      url: note(`${at}/url`, value.url),
      description: note(`${at}/description`, value.description),
      highlights: value.highlights.map((h, n) => note(`${at}/highlights/${n}`, h)!),
    };
  };
  const titled = (items: readonly CvItem[], key: string): ({ title: string } & MasterItem)[] =>
    items.map((v, i) => ({ title: note(`/${key}/${i}/title`, v.title)!, ...item(v, `/${key}/${i}`) }));

  const dated = cv.experience.flatMap((p, i) => (p.dates ? [{ index: i, range: p.dates.value }] : []));
  const ranges = dated.map(({ range }) => range);
  const managing = dated.flatMap(({ index, range }) => (experience[index]!.title?.management_level ? [range] : []));
  const studies = education.map((e, i) => ({
    level: e.degree?.level ?? null,
    dates: cv.education[i]!.dates?.value ?? null,
  }));
  return {
    asset_id: options.assetId,
    schema_version: SCHEMA_VERSION,
    pipeline_version: PIPELINE_VERSION,
    lexicon_version: context.lexiconVersion,
    taxonomy_versions: [],
    language,
    locale: options.locale,
    reference_date: referenceDate,
    contact,
    summary: note('/summary', cv.summary),
    experience,
    education,
    skills: related.skills,
    languages: cv.languages.map((l, i) => {
      const cefr = l.level && cefrOf(l.level.value, lexicons, language);
      // a printed code says the level itself
      const sure = cefr && l.level?.value.toUpperCase().includes(cefr) ? 0.97 : 0.85;
      const name = note(`/languages/${i}`, l.name)!;
      const level = l.level && { raw: note(`/languages/${i}/level`, l.level)!, cefr };
      derived(`/languages/${i}/code`, l.code, l.name, 'languages.code', 0.97);
      if (l.level) derived(`/languages/${i}/level/cefr`, cefr, l.level, 'languages.cefr', sure);
      return { name, code: l.code, level };
    }),
    certifications: cv.certifications.map((c, i) => ({
      name: note(`/certifications/${i}`, c.name)!,
      issuer: note(`/certifications/${i}/issuer`, c.issuer),
      date: note(`/certifications/${i}/date`, c.date),
      url: note(`/certifications/${i}/url`, c.url),
    })),
    projects: cv.projects.map((p, i) => ({
      name: note(`/projects/${i}/name`, p.title)!,
      ...item(p, `/projects/${i}`),
    })),
    publications: cv.publications.map((p, i) => ({
      title: note(`/publications/${i}/title`, p.title)!,
      authors: p.authors.map((a, at) => note(`/publications/${i}/authors/${at}`, a)!),
      venue: note(`/publications/${i}/venue`, p.organisation),
      doi: note(`/publications/${i}/doi`, p.doi),
      ...item({ ...p, organisation: null }, `/publications/${i}`),
    })),
    awards: titled(cv.awards, 'awards'),
    volunteering: titled(cv.volunteering, 'volunteering'),
    memberships: titled(cv.memberships, 'memberships'),
    interests: cv.interests.map((v, i) => note(`/interests/${i}`, v)!),
    references: cv.references.map((r, i) => ({ name: r.name?.value ?? null, text: note(`/references/${i}`, r.text)! })),
    driving_licence: note('/driving_licence', cv.drivingLicence),
    availability: note('/availability', cv.availability),
    metrics: {
      experience_months: unionMonths(ranges, referenceDate),
      management_months: managementMonths(
        managing,
        dated.some(({ index }) => experience[index]!.title),
        referenceDate,
      ),
      average_tenure_months: averageTenure(ranges, referenceDate),
      gaps: gapsBetween(ranges, referenceDate),
      overlaps: overlapsBetween(dated, referenceDate),
      highest_education_level: highestEducationLevel(studies, referenceDate),
    },
  };
}
