import type { MasterRecord } from '@vitamill/domain';
import type { Truth, TruthJob, TruthStudy } from '../corpus/truth.js';
import { date, degree, exact, phone, text, touching, url, within } from './matchers.js';
import { type Found, ScoreSheet } from './score-sheet.js';
import { similarity } from './similarity.js';

type FlatEntry = Readonly<Record<string, unknown>> & { readonly start: string | null; readonly end: string | null };

const single = <T>(value: T | null | undefined): T[] =>
  value === null || value === undefined || value === '' ? [] : [value];
const foundOf = <T>(value: T | null | undefined, pointer: string): Found<T>[] =>
  single(value).map((v) => ({ value: v as T, pointer }));

/** Pairs two lists of entries by the similarity of their key texts and years, best pair first. */
function align(truth: readonly FlatEntry[], found: readonly FlatEntry[], keys: readonly string[]): Map<number, number> {
  const year = (iso: unknown): string => String(iso).slice(0, 4);
  const pairs = truth.flatMap((t, i) =>
    found.map((f, j) => {
      const known = keys.filter((key) => t[key]);
      const likeness = known.reduce((sum, key) => sum + similarity(t[key], f[key]), 0) / Math.max(known.length, 1);
      const start = t.start && f.start && year(t.start) === year(f.start) ? 0.25 : 0;
      const end = t.end && f.end && year(t.end) === year(f.end) ? 0.15 : 0;
      return { i, j, score: likeness + start + end };
    }),
  );
  const paired = new Map<number, number>();
  const taken = new Set<number>();
  for (const { i, j, score } of pairs.sort((a, b) => b.score - a.score)) {
    if (score < 0.3 || paired.has(i) || taken.has(j)) continue;
    paired.set(i, j);
    taken.add(j);
  }
  return paired;
}

interface EntryField {
  readonly name: string;
  readonly match: { strict(truth: never, found: never): boolean; soft(truth: never, found: never): boolean };
  readonly pointer: string;
}

function compareEntries(
  sheet: ScoreSheet,
  list: 'experience' | 'education',
  truth: readonly FlatEntry[],
  found: readonly FlatEntry[],
  fields: readonly EntryField[],
  keys: readonly string[],
): void {
  const paired = align(truth, found, keys);
  const taken = new Set(paired.values());
  for (const { name, match, pointer } of fields) {
    const field = `${list}.${name}`;
    const at = (j: number): Found<never>[] => foundOf(found[j]![name] as never, `/${list}/${j}/${pointer}`);
    truth.forEach((t, i) => {
      if (!(name in t)) return;
      const j = paired.get(i);
      sheet.compare(field, single(t[name] as never), j === undefined ? [] : at(j), match);
    });
    // an entry that the document does not have is wrong in every field that it fills
    if (truth.length === 0 || truth.some((t) => name in t))
      found.forEach((_, j) => {
        if (!taken.has(j)) sheet.compare(field, [], at(j), match);
      });
  }
}

const degreeText = (name: string | undefined, field: string | undefined) =>
  name || field ? { degree: name ?? '', field: field ?? '' } : null;
const study = ({ degree: name, field, ...rest }: TruthStudy): FlatEntry =>
  ({
    ...rest,
    ...(name || field ? { degree: degreeText(name, field), degreeText: [name, field].filter(Boolean).join(' ') } : {}),
  }) as FlatEntry;
const job = (entry: TruthJob): FlatEntry => entry as FlatEntry;

/** A primary subtag decides, and Norwegian is one language whichever of its codes is used. */
const primary = (code: string): string =>
  code
    .toLowerCase()
    .split('-')[0]!
    .replace(/^(nb|nn)$/, 'no');

const JOB_FIELDS: readonly EntryField[] = [
  { name: 'title', match: text, pointer: 'title' },
  { name: 'employer', match: text, pointer: 'employer' },
  { name: 'start', match: date, pointer: 'start' },
  { name: 'end', match: date, pointer: 'start' },
  { name: 'current', match: exact, pointer: 'start' },
];
const STUDY_FIELDS: readonly EntryField[] = [
  { name: 'institution', match: text, pointer: 'institution' },
  { name: 'degree', match: degree, pointer: 'degree' },
  { name: 'start', match: date, pointer: 'start' },
  { name: 'end', match: date, pointer: 'start' },
];

function compareContact(sheet: ScoreSheet, truth: Truth['contact'], record: MasterRecord | null): void {
  const contact = record?.contact;
  const listed = <T>(values: readonly T[] | undefined, key: string): Found<T>[] =>
    (values ?? []).map((value, i) => ({ value, pointer: `/contact/${key}/${i}` }));
  if ('name' in truth)
    sheet.compare('contact.name', single(truth.name), foundOf(contact?.name?.full, '/contact/name'), text);
  if ('emails' in truth) sheet.compare('contact.email', truth.emails ?? [], listed(contact?.emails, 'emails'), exact);
  if ('phones' in truth)
    sheet.compare(
      'contact.phone',
      truth.phones ?? [],
      listed(
        contact?.phones.map((p) => p.e164 ?? p.raw),
        'phones',
      ),
      phone,
    );
  if ('location' in truth)
    sheet.compare(
      'contact.city',
      single(truth.location),
      foundOf(contact?.location?.city, '/contact/location'),
      within,
    );
  if ('country' in truth)
    sheet.compare(
      'contact.country',
      single(truth.country),
      foundOf(contact?.location?.country, '/contact/location'),
      exact,
    );
  if ('links' in truth)
    sheet.compare(
      'contact.link',
      truth.links ?? [],
      listed(
        contact?.links.map((l) => l.url),
        'links',
      ),
      url,
      false,
    );
}

function compareNormalised(
  sheet: ScoreSheet,
  truth: NonNullable<Truth['normalized']>,
  record: MasterRecord | null,
): void {
  const country = foundOf(record?.contact.location?.country, '/contact/location');
  if ('country' in truth) sheet.compare('normalized.country', single(truth.country), country, exact);
  if ('phone_country' in truth)
    sheet.compare(
      'normalized.phone_country',
      single(truth.phone_country),
      foundOf(record?.contact.phones[0]?.country, '/contact/phones/0'),
      exact,
    );
  if ('highest_isced' in truth)
    sheet.compare(
      'normalized.isced',
      single(truth.highest_isced),
      foundOf(record?.metrics.highest_education_level, '/metrics/highest_education_level'),
      exact,
    );
  if (truth.language_cefr) {
    const expected = Object.entries(truth.language_cefr).map(([code, level]) => `${primary(code)} ${level}`);
    const asked = new Set(Object.keys(truth.language_cefr).map(primary));
    const found = (record?.languages ?? []).flatMap(({ code, level }, i) =>
      code && level?.cefr && asked.has(primary(code))
        ? [{ value: `${primary(code)} ${level.cefr}`, pointer: `/languages/${i}/level` }]
        : [],
    );
    sheet.compare('normalized.cefr', expected, found, exact);
  }
  if (truth.experience_months_union)
    sheet.compare(
      'normalized.months',
      [truth.experience_months_union],
      foundOf(record?.metrics.experience_months, '/metrics/experience_months'),
      touching,
    );
}

/** Scores what was read from a document against what it says; null: nothing was read. */
export function scoreDocument(truth: Truth, record: MasterRecord | null): ScoreSheet {
  const sheet = new ScoreSheet();
  compareContact(sheet, truth.contact, record);
  if (truth.experience) {
    const found = (record?.experience ?? []).map((e) => ({
      title: e.title?.raw,
      employer: e.employer?.name,
      start: e.start,
      end: e.is_current ? null : e.end,
      current: e.is_current,
    }));
    compareEntries(sheet, 'experience', truth.experience.map(job), found, JOB_FIELDS, ['title', 'employer']);
  }
  if (truth.education) {
    const found = (record?.education ?? []).map((e) => ({
      institution: e.institution?.name,
      degree: degreeText(e.degree?.raw, e.field?.raw),
      degreeText: [e.degree?.raw, e.field?.raw].filter(Boolean).join(' '),
      start: e.start,
      end: e.is_current ? null : e.end,
    }));
    compareEntries(sheet, 'education', truth.education.map(study), found, STUDY_FIELDS, ['institution', 'degreeText']);
  }
  if (truth.skills) {
    const skills = truth.skills;
    // the name of a group of skills ("Databases: ...") is neither right nor wrong as a skill
    const isGroup = (name: string): boolean =>
      (truth.skill_groups ?? []).some((g) => text.strict(g, name)) && !skills.some((s) => text.strict(s, name));
    const found = (record?.skills ?? []).flatMap(({ name, sources }, i) =>
      sources.includes('skills') && !isGroup(name) ? [{ value: name, pointer: `/skills/${i}` }] : [],
    );
    sheet.compare('skills', skills, found, text);
  }
  if (truth.languages) {
    const found = (record?.languages ?? []).flatMap(({ code }, i) =>
      code ? [{ value: primary(code), pointer: `/languages/${i}` }] : [],
    );
    sheet.compare(
      'languages',
      truth.languages.map(({ code }) => primary(code)),
      found,
      exact,
    );
  }
  if (truth.normalized) compareNormalised(sheet, truth.normalized, record);
  if (truth.certifications)
    sheet.compare(
      'certifications',
      truth.certifications.map(({ name }) => name),
      (record?.certifications ?? []).map(({ name }, i) => ({ value: name, pointer: `/certifications/${i}` })),
      text,
    );
  return sheet;
}
