import type { PrintedCv, PrintedDates } from './printed-cv.js';

/** A truth file: what a document says. A field that is missing is not scored; [] and null assert that there is none. */
export interface Truth {
  readonly document: string;
  readonly source?: string;
  readonly language: string;
  readonly traits: readonly string[];
  readonly contact: {
    readonly name?: string | null;
    readonly emails?: readonly string[];
    readonly phones?: readonly string[];
    readonly location?: string | null;
    readonly country?: string | null;
    readonly links?: readonly string[];
  };
  readonly experience?: readonly TruthJob[];
  readonly education?: readonly TruthStudy[];
  readonly skills?: readonly string[];
  readonly skill_groups?: readonly string[];
  readonly languages?: readonly { readonly code: string; readonly level?: string | null }[];
  readonly certifications?: readonly { readonly name: string }[];
  readonly normalized?: {
    readonly experience_months_union?: readonly [number, number];
    readonly highest_isced?: number;
    readonly language_cefr?: Readonly<Record<string, string>>;
    readonly phone_country?: string;
    readonly country?: string;
  };
}

export interface TruthJob {
  readonly title?: string;
  readonly employer?: string;
  readonly start?: string | null;
  readonly end?: string | null;
  readonly current?: boolean;
}

export interface TruthStudy {
  readonly institution?: string;
  readonly degree?: string;
  readonly field?: string;
  readonly start?: string | null;
  readonly end?: string | null;
}

const monthOf = (iso: string, late: boolean): number =>
  Number(iso.slice(0, 4)) * 12 + (iso.length > 4 ? Number(iso.slice(5, 7)) - 1 : late ? 11 : 0);

/** Months of the union of the ranges, read as short (`false`) or as long (`true`) as the printed dates allow. */
const unionMonths = (ranges: readonly PrintedDates[], referenceDate: string, long: boolean): number => {
  const months = new Set<number>();
  for (const { start, end } of ranges) {
    if (!start) continue;
    const from = monthOf(start, !long);
    const to = monthOf(end ?? referenceDate, long) - (long ? 0 : 1);
    for (let month = from; month <= to; month++) months.add(month);
  }
  return months.size;
};

/** The truth of a printed person, in the format that `npm run eval` and other scorers read. */
export function truthOf(cv: PrintedCv, document: string, traits: readonly string[]): Truth {
  const ranges = cv.experience.map(({ dates }) => dates);
  const cefr = Object.fromEntries(cv.languages.flatMap(({ code, cefr: level }) => (level ? [[code, level]] : [])));
  const groups = cv.skills.flatMap(({ group }) => group ?? []);
  return {
    document,
    source: 'own',
    language: cv.language,
    traits,
    contact: {
      name: cv.name,
      emails: cv.emails,
      phones: cv.phones.map(({ e164 }) => e164),
      location: cv.location?.text ?? null,
      links: cv.links.map(({ url }) => url),
    },
    experience: cv.experience.map(({ title, employer, dates: { start, end, current } }) => ({
      title,
      employer,
      start,
      end,
      current,
    })),
    education: cv.education.map(({ institution, degree, field, dates: { start, end } }) => ({
      institution,
      degree,
      ...(field ? { field } : {}),
      ...(start ? { start } : {}),
      end,
    })),
    skills: cv.skills.flatMap(({ items }) => items),
    ...(groups.length > 0 ? { skill_groups: groups } : {}),
    languages: cv.languages.map(({ code, level }) => ({ code, level })),
    certifications: cv.certifications.map(({ name }) => ({ name })),
    normalized: {
      experience_months_union: [
        unionMonths(ranges, cv.referenceDate, false),
        unionMonths(ranges, cv.referenceDate, true),
      ],
      ...(cv.education.length > 0 ? { highest_isced: Math.max(...cv.education.map(({ isced }) => isced)) } : {}),
      ...(Object.keys(cefr).length > 0 ? { language_cefr: cefr } : {}),
      ...(cv.phones.length > 0 ? { phone_country: cv.country } : {}),
      ...(cv.location && cv.tellsCountry ? { country: cv.country } : {}),
    },
  };
}
