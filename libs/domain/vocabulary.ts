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

/** A vocabulary takes some megabytes with all that is derived from it, and some milliseconds to make. */
const MOST_KEPT = 6;

/** Prepares the lexicons for a document in `language`; those of the languages that came last are kept. */
export function buildVocabulary(lexicons: readonly LanguageLexicon[], language: string | null): Vocabulary {
  const byLanguage = cache.get(lexicons) ?? new Map<string, Vocabulary>();
  cache.set(lexicons, byLanguage);
  const key = language ?? '';
  const vocabulary = byLanguage.get(key) ?? prepare(lexicons, language);
  // the order of the map is that of the last use
  byLanguage.delete(key);
  byLanguage.set(key, vocabulary);
  if (byLanguage.size > MOST_KEPT) byLanguage.delete(byLanguage.keys().next().value as string);
  return vocabulary;
}

function prepare(lexicons: readonly LanguageLexicon[], language: string | null): Vocabulary {
  const primary = language === 'nb' || language === 'nn' ? 'no' : language;
  const own = lexicons.filter((l) => l.language === primary);
  const english = lexicons.filter((l) => l.language === 'en' && l.language !== primary);
  const others = lexicons.filter((l) => l.language !== 'en' && l.language !== primary);
  const near = own.length > 0 ? [...own, ...english] : lexicons;
  const nearIndex = <T>(name: string, entries: Entries<T>): TermIndex<T> =>
    own.length > 0
      ? new TermIndex(near.map((lexicon) => indexOf(lexicon, [lexicon], name, entries)))
      : indexOf(lexicons, lexicons, name, entries);
  const fullIndex = <T>(name: string, entries: Entries<T>): TermIndex<T> =>
    new TermIndex([
      ...[...own, ...english].map((lexicon) => indexOf(lexicon, [lexicon], name, entries)),
      indexOf(lexicons, lexicons, name, entries),
    ]);
  return {
    language: primary,
    headings: fullIndex('headings', (l) => byKind<SectionKind>(l.headings)),
    ownHeadings: nearIndex('headings', (l) => byKind<SectionKind>(l.headings)),
    squeezedHeadings: nearIndex('squeezedHeadings', (l) =>
      byKind<SectionKind>(l.headings)
        .filter(([term]) => term.length >= 8)
        .map(([term, kind]): [string, SectionKind] => [term.replace(/\s/g, ''), kind]),
    ),
    labels: nearIndex('labels', (l) => byKind<LabelKind>(l.labels)),
    titleWords: nearIndex('titleWords', (l) => marks(l.titleWords)),
    titleSuffixes: unique(near.flatMap((l) => l.titleSuffixes)).filter((s) => s.length >= 4),
    organisationWords: nearIndex('organisationWords', (l) => marks(l.organisationWords)),
    institutionWords: nearIndex('institutionWords', (l) => marks(l.institutionWords)),
    institutionStems: unique(near.flatMap((l) => l.institutionWords)).filter((s) => s.length >= 5 && !s.includes(' ')),
    degrees: nearIndex('degrees', (l) => l.degrees.map((d): [string, number | null] => [d.term, d.isced])),
    degreeFieldJoiners: new Set(near.flatMap((l) => l.degreeFieldJoiners.map(foldTerm))),
    languageNames: fullIndex('languageNames', (l) => Object.entries(l.languageNames)),
    languageLevels: fullIndex('languageLevels', (l) => l.languageLevels.map((e): [string, Cefr] => [e.term, e.cefr])),
    skillLevels: nearIndex('skillLevels', (l) => marks(l.skillLevels)),
    employmentTypes: nearIndex('employmentTypes', (l) =>
      l.employmentTypes.map((e): [string, EmploymentType] => [e.term, e.type]),
    ),
    functionWords: new Set(near.flatMap((l) => l.functionWords.map(foldTerm))),
    countries: fullIndex('countries', (l) => Object.entries(l.countries)),
    namePrefixes: namePrefixesOf(lexicons),
    documentTitles: fullIndex('documentTitles', (l) => marks(l.documentTitles)),
    dates: dateVocabulary(near, others),
  };
}

type Entries<T> = (lexicon: LanguageLexicon) => Iterable<readonly [string, T]>;

const indexes = new WeakMap<object, Map<string, TermIndex<unknown>>>();

/** The index `name` of some lexicons, kept with `owner`: it is a layer of the vocabularies of many languages. */
function indexOf<T>(
  owner: object,
  lexicons: readonly LanguageLexicon[],
  name: string,
  entries: Entries<T>,
): TermIndex<T> {
  const known = indexes.get(owner) ?? new Map<string, TermIndex<unknown>>();
  indexes.set(owner, known);
  const before = known.get(name);
  if (before) return before as TermIndex<T>;
  const terms = new TermIndex<T>();
  for (const lexicon of lexicons) for (const [term, value] of entries(lexicon)) terms.add(term, value);
  known.set(name, terms);
  return terms;
}

const prefixes = new WeakMap<readonly LanguageLexicon[], ReadonlySet<string>>();

function namePrefixesOf(lexicons: readonly LanguageLexicon[]): ReadonlySet<string> {
  const known = prefixes.get(lexicons) ?? new Set(lexicons.flatMap((l) => l.namePrefixes.map(foldTerm)));
  prefixes.set(lexicons, known);
  return known;
}

const marks = (terms: readonly string[]): [string, true][] => terms.map((t) => [t, true]);

const byKind = <K extends string>(record: Partial<Record<K, readonly string[]>>): [string, K][] =>
  (Object.entries(record) as [K, readonly string[]][]).flatMap(([kind, terms]) =>
    terms.map((t): [string, K] => [t, kind]),
  );

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
