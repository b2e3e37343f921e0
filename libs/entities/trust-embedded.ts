import {
  type CanonicalCv,
  type CvEducation,
  type CvPosition,
  type EmbeddedCv,
  type EmbeddedData,
  type Extracted,
  foldTerm,
  type Issue,
  type Line,
  wordsOf,
} from '@vitamill/domain';
import { evidenceOf } from './extracted.js';

/** Makes values out of data: their proof is the lines that print them, or else the attachment. */
class Source {
  readonly isWholeFile: boolean;
  /** Line and words that it was asked for: what is stated twice is proved by another line each time. */
  private readonly taken = new Set<string>();
  private readonly folded: readonly { line: Line; text: string }[];

  constructor(
    private readonly data: EmbeddedData,
    lines: readonly Line[],
  ) {
    this.isWholeFile = data.isWholeFile === true;
    this.folded = lines.map((line) => ({ line, text: ` ${wordsOf(line.text).join(' ')} ` }));
  }

  value<T>(value: T, raw: string, field: string): Extracted<T> {
    const words = wordsOf(raw).join(' ');
    const printed = words ? this.lineOf(words) : undefined;
    const evidence = printed
      ? evidenceOf([printed])
      : [{ page: 1, bbox: null, text: `${this.data.name}: ${raw.slice(0, 200)}`, lines: [] }];
    return { value, raw, confidence: 0.98, evidence, rule: `embedded.${this.data.kind}.${field}` };
  }

  private lineOf(words: string): Line | undefined {
    let found: Line | undefined;
    for (const { line, text } of this.folded) {
      if (!text.includes(` ${words} `)) continue;
      found ??= line;
      const use = `${line.index} ${words}`;
      if (this.taken.has(use)) continue;
      this.taken.add(use);
      return line;
    }
    return found;
  }

  text(value: string | null, field: string): Extracted<string> | null {
    return value === null ? null : this.value(value, value, field);
  }

  texts(values: readonly string[], field: string): Extracted<string>[] {
    return values.map((value) => this.value(value, value, field));
  }
}

const same = (a: string | null | undefined, b: string | null | undefined): boolean =>
  Boolean(a && b) && foldTerm(a!) === foldTerm(b!);

/** Whether the data are of the person whom the pages name: by an address or all words of the name. */
function isOfThisPerson({ name, emails }: EmbeddedCv, lines: readonly Line[]): boolean {
  const text = lines.map((line) => line.text).join(' ');
  if (emails.some((email) => text.toLowerCase().includes(email.toLowerCase()))) return true;
  const printed = new Set(wordsOf(text));
  const words = wordsOf(name ?? '');
  return words.length > 0 && words.every((word) => printed.has(word));
}

function positionsOf(data: EmbeddedCv, read: readonly CvPosition[], source: Source): CvPosition[] {
  const free = [...read];
  return data.positions.map(({ title, employer, place, start, end, isCurrent, description, highlights }) => {
    const at = free.findIndex(
      (p) =>
        (same(p.title?.value, title) && same(p.employer?.value, employer)) ||
        ((same(p.title?.value, title) || same(p.employer?.value, employer)) &&
          (p.dates?.value.start ?? null)?.slice(0, 4) === start?.slice(0, 4)),
    );
    const twin = at < 0 ? null : free.splice(at, 1)[0]!;
    // a page may part the bullets that its data run together; data that are the whole file stand for themselves
    const isRead = !source.isWholeFile && twin && (twin.description || twin.highlights.length > 0);
    const body = isRead ? twin : null;
    return {
      title: source.text(title, 'experience.title'),
      employer: source.text(employer, 'experience.employer'),
      location: source.text(place, 'experience.place') ?? twin?.location ?? null,
      team: source.isWholeFile ? null : (twin?.team ?? null),
      dates:
        start || end || isCurrent
          ? { ...source.value({ start, end, isCurrent }, twin?.dates?.raw ?? `${start ?? ''}/${end ?? ''}`, 'dates') }
          : (twin?.dates ?? null),
      employmentType: twin?.employmentType ?? null,
      description: body ? body.description : source.text(description, 'experience.description'),
      highlights: body?.highlights ?? source.texts(highlights, 'experience.highlights'),
    };
  });
}

function studiesOf(data: EmbeddedCv, read: readonly CvEducation[], source: Source): CvEducation[] {
  return data.studies.map(({ degree, field, institution, place, start, end, isCurrent, grade }) => {
    const twin = read.find(
      (e) => same(e.institution?.value, institution) && e.dates?.value.end?.slice(0, 4) === end?.slice(0, 4),
    );
    return {
      degree: source.text(degree, 'education.degree'),
      field: source.text(field, 'education.field'),
      institution: source.text(institution, 'education.institution'),
      location: source.text(place, 'education.place'),
      dates:
        start || end || isCurrent
          ? source.value({ start, end, isCurrent }, twin?.dates?.raw ?? `${start ?? ''}/${end ?? ''}`, 'dates')
          : (twin?.dates ?? null),
      grade: source.text(grade, 'education.grade') ?? twin?.grade ?? null,
      thesis: twin?.thesis ?? null,
      highlights: twin?.highlights ?? [],
    };
  });
}

/** "eng", "en-GB" -> "en"; null for what is no language tag. */
function tagOf(code: string | null): string | null {
  try {
    return code ? new Intl.Locale(code).language : null;
  } catch {
    return null;
  }
}

/** The English name where only a code is stated. */
const languageName = (name: string, tag: string | null): string =>
  tag && name.length <= 3 ? (new Intl.DisplayNames(['en'], { type: 'language' }).of(tag) ?? name) : name;

const orElse = <T>(stated: readonly T[], read: readonly T[]): readonly T[] => (stated.length > 0 ? stated : read);

function merge(cv: CanonicalCv, data: EmbeddedCv, source: Source): CanonicalCv {
  const { contact } = cv;
  return {
    ...cv,
    contact: {
      ...contact,
      name: source.text(data.name, 'contact.name') ?? contact.name,
      headline: source.text(data.headline, 'contact.headline') ?? contact.headline,
      emails: orElse(source.texts(data.emails, 'contact.email'), contact.emails),
      phones: orElse(source.texts(data.phones, 'contact.phone'), contact.phones),
      location: source.text(data.address, 'contact.location') ?? contact.location,
      links: orElse(
        data.links.map((url) => source.value({ kind: 'website', url }, url, 'contact.link')),
        contact.links,
      ),
      birthDate: source.text(data.birthDate, 'contact.birth_date') ?? contact.birthDate,
      gender: source.text(data.gender, 'contact.gender') ?? contact.gender,
      nationalities: orElse(source.texts(data.nationalities, 'contact.nationality'), contact.nationalities),
    },
    summary: cv.summary ?? source.text(data.summary, 'summary'),
    experience: orElse(positionsOf(data, cv.experience, source), cv.experience),
    education: orElse(studiesOf(data, cv.education, source), cv.education),
    skills: orElse(
      source.texts(data.skills, 'skills').map((name) => ({ name, group: null, level: null })),
      cv.skills,
    ),
    languages: orElse(
      data.languages.map(({ code, name, level }) => {
        const tag = tagOf(code);
        const twin = cv.languages.find((l) => (tag ? l.code === tag : same(l.name.value, name)));
        const printed = twin?.name.value ?? languageName(name, tag);
        return {
          name: source.value(printed, printed, 'languages'),
          code: tag ?? twin?.code ?? null,
          level: source.text(level, 'languages.level') ?? twin?.level ?? null,
        };
      }),
      cv.languages,
    ),
    certifications: orElse(
      source.texts(data.certificates, 'certifications').map(
        (name) =>
          cv.certifications.find((c) => same(c.name.value, name.value)) ?? {
            name,
            issuer: null,
            date: null,
            url: null,
          },
      ),
      cv.certifications,
    ),
    drivingLicence: source.text(data.drivingLicence, 'driving_licence') ?? cv.drivingLicence,
  };
}

/**
 * What the file carries as data (Europass, JSON Resume) stands above what was read from its pages, where it is of the
 * person whom the pages name. What the data do not say stays as it was read.
 */
export function trustEmbedded(
  cv: CanonicalCv,
  embedded: readonly EmbeddedData[],
  lines: readonly Line[],
): { cv: CanonicalCv; issues: Issue[] } {
  const claims = embedded.filter((data) => data.cv !== undefined);
  const usable = claims.find((data) => data.cv && (data.isWholeFile || isOfThisPerson(data.cv, lines)));
  const ignored = claims.length - (usable ? 1 : 0);
  const issues: Issue[] = [];
  if (usable)
    issues.push({
      code: 'embedded_data_used',
      severity: 'info',
      message: 'The file carries its content as data, which was trusted above its text.',
      path: null,
    });
  if (ignored > 0)
    issues.push({
      code: 'embedded_data_ignored',
      severity: 'warning',
      message: 'The file carries data of a CV that cannot be read or are of somebody else; they were ignored.',
      path: null,
    });
  return { cv: usable?.cv ? merge(cv, usable.cv, new Source(usable, lines)) : cv, issues };
}
