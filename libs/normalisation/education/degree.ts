import type { DateRange, LanguageLexicon } from '@vitamill/domain';
import { fold } from '../text/fold.js';
import { LongestTerm } from '../text/longest-term.js';
import { DEGREE_RULES, type DegreeRule } from './degree-rules.js';

export interface NormalisedDegree {
  /** ISCED 2011 */
  readonly level: number | null;
  /** The canonical English name of the kind of degree. */
  readonly name: string | null;
}

const indexes = new WeakMap<readonly LanguageLexicon[], Map<string, LongestTerm<number>>>();

const termsOf = (lexicons: readonly LanguageLexicon[], primary: string): LongestTerm<number> => {
  const byLanguage = indexes.get(lexicons) ?? new Map<string, LongestTerm<number>>();
  indexes.set(lexicons, byLanguage);
  const known = byLanguage.get(primary);
  if (known) return known;
  const terms = new LongestTerm(
    lexicons
      .filter((lexicon) => lexicon.language === primary || lexicon.language === 'en')
      .flatMap((lexicon) => lexicon.degrees)
      .flatMap(({ term, isced }) => {
        const words = fold(term);
        return isced === null || words.length < 2 ? [] : [[words, isced] as const];
      }),
  );
  byLanguage.set(primary, terms);
  return terms;
};

const ruleOrders = new Map<string, readonly DegreeRule[]>();
/** The rules of a language, then those of all languages. */
const rulesFor = (primary: string): readonly DegreeRule[] => {
  const known = ruleOrders.get(primary);
  if (known) return known;
  const rules = [
    ...DEGREE_RULES.filter((r) => r.languages?.includes(primary)),
    ...DEGREE_RULES.filter((r) => !r.languages),
  ];
  ruleOrders.set(primary, rules);
  return rules;
};

const NAMES: Readonly<Record<number, string>> = {
  1: 'Primary school',
  2: 'Lower secondary certificate',
  3: 'Upper secondary certificate',
  4: 'Post-secondary certificate',
  5: 'Short-cycle tertiary degree',
  6: 'Bachelor',
  7: 'Master',
  8: 'Doctorate',
};

/** Studies that the CV itself says ended without a degree. */
const WITHOUT_DEGREE =
  /(?<!\p{L})(?:no degree|without (?:a )?degree|degree not completed|ohne abschluss|nicht abgeschlossen|sans diplome|non diplome|sin titulo|senza titolo|zonder diploma|niet afgerond|bez dyplomu|nieukonczone|nedokoncene|nedokonceno|utan examen|uden eksamen|uten eksamen)(?!\p{L})/u;

/**
 * ISCED 2011 level and canonical name of a printed degree. The rules of the document's language come first, then those of all languages, then the lexicon's
 * longest term. Words that several levels share ("diploma", "certificate") give null.
 */
export const normaliseDegree = (
  raw: string,
  {
    field = null,
    lexicons = [],
    language = null,
  }: {
    readonly field?: string | null;
    readonly lexicons?: readonly LanguageLexicon[];
    readonly language?: string | null;
  } = {},
): NormalisedDegree => {
  const unknown = { level: null, name: null };
  if (raw.length > 400) return unknown;
  if (WITHOUT_DEGREE.test(fold(raw))) return unknown;
  // dots of abbreviations go, so that "B.Sc." and "BSc" are one word
  const key = ` ${fold(raw.replace(/(?<=\p{L})\.(?=\p{L})/gu, ''))} `;
  const withField = field ? `${key}${fold(field)} ` : key;
  const primary = language?.split('-')[0] ?? '';
  for (const rule of rulesFor(primary))
    if (rule.pattern.test(rule.withField ? withField : key)) return { level: rule.level, name: rule.name };
  const level = termsOf(lexicons, primary).in(key.trim());
  if (level !== null) return { level, name: NAMES[level] ?? null };
  for (const rule of DEGREE_RULES)
    if (rule.languages && rule.pattern.test(rule.withField ? withField : key))
      return { level: rule.level, name: rule.name };
  return unknown;
};

export interface StudyLevel {
  readonly level: number | null;
  readonly dates: DateRange | null;
}

/**
 * The highest ISCED level among the studies. One that is still under way at the reference date (current, or ending after it) counts only where no other study
 * has a level.
 */
export const highestEducationLevel = (studies: readonly StudyLevel[], referenceDate: string): number | null => {
  const highest = (chosen: readonly StudyLevel[]): number | null => {
    const levels = chosen.flatMap(({ level }) => (level === null ? [] : [level]));
    return levels.length > 0 ? Math.max(...levels) : null;
  };
  const isOngoing = ({ dates }: StudyLevel): boolean =>
    dates !== null && (dates.isCurrent || (dates.end !== null && dates.end > referenceDate.slice(0, dates.end.length)));
  return highest(studies.filter((study) => !isOngoing(study))) ?? highest(studies);
};
