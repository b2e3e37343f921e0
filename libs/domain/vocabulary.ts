import type { Cefr, EmploymentType, LabelKind, LanguageLexicon } from './lexicon.js';
import type { SectionKind } from './section.js';
import { TermIndex } from './term-index.js';
import { foldKeepingLength, foldTerm } from './text.js';

/** The lexicons prepared for look-up, the language of the document first, then English, then the others. */
export interface Vocabulary {
  /** BCP 47 of the document, null where unknown. */
  readonly language: string | null;
  readonly headings: TermIndex<SectionKind>;
  /** Headings of the document's language and English alone. */
  readonly ownHeadings: TermIndex<SectionKind>;
  /** The same without blanks: spaced letters can lose them ("LANGUAGESKILLS"). */
  readonly squeezedHeadings: TermIndex<SectionKind>;
  readonly labels: TermIndex<LabelKind>;
  readonly titleWords: TermIndex<true>;
  readonly titleSuffixes: readonly string[];
  readonly organisationWords: TermIndex<true>;
  readonly institutionWords: TermIndex<true>;
  readonly institutionStems: readonly string[];
  readonly degrees: TermIndex<number | null>;
  readonly degreeFieldJoiners: ReadonlySet<string>;
  readonly languageNames: TermIndex<string>;
  readonly languageLevels: TermIndex<Cefr>;
  readonly skillLevels: TermIndex<true>;
  readonly employmentTypes: TermIndex<EmploymentType>;
  readonly functionWords: ReadonlySet<string>;
  readonly countries: TermIndex<string>;
  readonly namePrefixes: ReadonlySet<string>;
  readonly documentTitles: TermIndex<true>;
  readonly dates: DateVocabulary;
}

export interface DateVocabulary {
  /** Folded month name -> 1..12. */
  readonly months: ReadonlyMap<string, number>;
  /** Folded season -> 0 winter .. 3 autumn. */
  readonly seasons: ReadonlyMap<string, number>;
  readonly present: readonly string[];
  readonly since: readonly string[];
  readonly until: readonly string[];
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly expected: readonly string[];
  readonly durations: readonly string[];
  readonly noise: readonly string[];
}

const cache = new WeakMap<readonly LanguageLexicon[], Map<string, Vocabulary>>();

/** Prepares the lexicons for a document in `language`; made once per language and process. */
export function buildVocabulary(lexicons: readonly LanguageLexicon[], language: string | null): Vocabulary {
  const byLanguage = cache.get(lexicons) ?? new Map<string, Vocabulary>();
  cache.set(lexicons, byLanguage);
  const key = language ?? '';
  const vocabulary = byLanguage.get(key) ?? prepare(lexicons, language);
  byLanguage.set(key, vocabulary);
  return vocabulary;
}

function prepare(lexicons: readonly LanguageLexicon[], language: string | null): Vocabulary {
  const primary = language === 'nb' || language === 'nn' ? 'no' : language;
  const own = lexicons.filter((l) => l.language === primary);
  const english = lexicons.filter((l) => l.language === 'en' && l.language !== primary);
  const others = lexicons.filter((l) => l.language !== 'en' && l.language !== primary);
  const near = own.length > 0 ? [...own, ...english] : lexicons;
  const all = [...own, ...english, ...others];
  const index = <T>(
    of: readonly LanguageLexicon[],
    entries: (l: LanguageLexicon) => Iterable<readonly [string, T]>,
  ): TermIndex<T> => {
    const terms = new TermIndex<T>();
    for (const lexicon of of) for (const [term, value] of entries(lexicon)) terms.add(term, value);
    return terms;
  };
  const marks = (terms: readonly string[]): [string, true][] => terms.map((t) => [t, true]);
  const byKind = <K extends string>(record: Partial<Record<K, readonly string[]>>): [string, K][] =>
    (Object.entries(record) as [K, readonly string[]][]).flatMap(([kind, terms]) =>
      terms.map((t): [string, K] => [t, kind]),
    );
  const titleWords = index(near, (l) => marks(l.titleWords));
  return {
    language: primary,
    headings: index(all, (l) => byKind<SectionKind>(l.headings)),
    ownHeadings: index(near, (l) => byKind<SectionKind>(l.headings)),
    squeezedHeadings: index(near, (l) =>
      byKind<SectionKind>(l.headings)
        .filter(([term]) => term.length >= 8)
        .map(([term, kind]): [string, SectionKind] => [term.replace(/\s/g, ''), kind]),
    ),
    labels: index(near, (l) => byKind<LabelKind>(l.labels)),
    titleWords,
    titleSuffixes: unique(near.flatMap((l) => l.titleSuffixes)).filter((s) => s.length >= 4),
    organisationWords: index(near, (l) => marks(l.organisationWords)),
    institutionWords: index(near, (l) => marks(l.institutionWords)),
    institutionStems: unique(near.flatMap((l) => l.institutionWords)).filter((s) => s.length >= 5 && !s.includes(' ')),
    degrees: index(near, (l) => l.degrees.map((d): [string, number | null] => [d.term, d.isced])),
    degreeFieldJoiners: new Set(near.flatMap((l) => l.degreeFieldJoiners.map(foldTerm))),
    languageNames: index(all, (l) => Object.entries(l.languageNames)),
    languageLevels: index(all, (l) => l.languageLevels.map((e): [string, Cefr] => [e.term, e.cefr])),
    skillLevels: index(near, (l) => marks(l.skillLevels)),
    employmentTypes: index(near, (l) => l.employmentTypes.map((e): [string, EmploymentType] => [e.term, e.type])),
    functionWords: new Set(near.flatMap((l) => l.functionWords.map(foldTerm))),
    countries: index(all, (l) => Object.entries(l.countries)),
    namePrefixes: new Set(all.flatMap((l) => l.namePrefixes.map(foldTerm))),
    documentTitles: index(all, (l) => marks(l.documentTitles)),
    dates: dateVocabulary(near, others),
  };
}

const unique = (terms: readonly string[]): string[] => [
  ...new Set(terms.map((t) => foldKeepingLength(t.normalize('NFC')))),
];

function dateVocabulary(near: readonly LanguageLexicon[], others: readonly LanguageLexicon[]): DateVocabulary {
  const months = new Map<string, number>();
  const seasons = new Map<string, number>();
  const fill = (
    map: Map<string, number>,
    lists: readonly (readonly string[])[],
    first: number,
    shortest: number,
  ): void =>
    lists.forEach((names, i) => {
      for (const name of unique(names)) if (name.length >= shortest && !map.has(name)) map.set(name, i + first);
    });
  for (const lexicon of near) {
    fill(months, lexicon.dates.months, 1, 2);
    fill(seasons, lexicon.dates.seasons, 0, 3);
  }
  for (const lexicon of others) fill(months, lexicon.dates.months, 1, 3);
  const terms = (pick: (d: LanguageLexicon['dates']) => readonly string[], foreign = 99): string[] =>
    unique([
      ...near.flatMap((l) => pick(l.dates)),
      ...others.flatMap((l) => pick(l.dates)).filter((t) => t.length >= foreign),
    ]).sort((a, b) => b.length - a.length);
  return {
    months,
    seasons,
    present: terms((d) => d.present, 5),
    since: terms((d) => d.since),
    until: terms((d) => d.until),
    from: terms((d) => d.from),
    to: terms((d) => d.to),
    expected: terms((d) => d.expected),
    durations: terms((d) => [...d.years, ...d.monthsUnit]),
    noise: terms((d) => d.noise),
  };
}
