import {
  ANY_LANGUAGE,
  foldTerm,
  type SkillConcept,
  type SkillLexicon,
  type SkillMatcher,
  type SkillSearchOptions,
} from '@vitamill/domain';
import { stem } from '../text/stem.js';
import { type TermEntry, TermTable } from './term-table.js';
import { type Word, wordsWithPlaces } from './words.js';

interface Found {
  readonly entry: TermEntry;
  readonly first: number;
  readonly count: number;
  readonly start: number;
  readonly end: number;
}

/** Characters around an ambiguous word in which another technical skill makes it one too. */
const NEAR = 60;
const LONGEST_TEXT = 100_000;
/** Characters of an entry of a list; what is longer is prose. */
const LONGEST_ENTRY = 40;
const CUE =
  /(?:\b(?:ms|microsoft|using|programming|language|code[ds]? in|written in|developed in|experience (?:in|with)|knowledge of))\s*$/i;
const VERB = /^\s+(?:at|in my|into|as a)\b/i;

/** Finds the skills of a lexicon in texts. Terms of a language are prepared when a text in it is first seen. */
export function createSkillMatcher({ taxonomy, concepts }: SkillLexicon): SkillMatcher {
  const byId = new Map(concepts.map((concept) => [concept.id, concept]));
  const tables = new Map<string, TermTable>();
  const tableOf = (language: string): TermTable => {
    const table = tables.get(language) ?? new TermTable(concepts, language);
    tables.set(language, table);
    return table;
  };
  let languages: readonly string[] | null = null;
  const allLanguages = (): readonly string[] => {
    languages ??= [...new Set(concepts.flatMap((c) => Object.keys(c.aliases)))].sort();
    return languages;
  };
  const tablesFor = (language: string | null): TermTable[] => {
    const primary = language === 'nb' || language === 'nn' ? 'no' : language;
    return primary === null || primary === ANY_LANGUAGE
      ? [tableOf(ANY_LANGUAGE)]
      : [tableOf(primary), tableOf(ANY_LANGUAGE)];
  };

  return {
    taxonomy,
    concepts,
    byId: (id) => byId.get(id) ?? null,
    find(text, options) {
      if (text.length > LONGEST_TEXT) return [];
      const found = longestTerms(withoutAddresses(text), tablesFor(options.language));
      return decideAmbiguous(text, found, options).map(({ entry, start, end }) => ({
        id: entry.concept.id,
        start,
        end,
        matched: text.slice(start, end),
        confidence: confidenceOf(entry),
      }));
    },
    resolve(name, language) {
      const inOrder = language === undefined ? allLanguages().map(tableOf) : tablesFor(language);
      for (const table of inOrder) {
        const entries = table.at(table.keysOf(name).join(' ')).filter((e) => !e.turned);
        const exact = entries.filter((e) => e.term.text === name.trim());
        const ids = new Set((exact.length > 0 ? exact : entries).map((e) => e.concept.id));
        if (ids.size === 1) return byId.get([...ids][0]!) ?? null;
      }
      return null;
    },
    collisions: () =>
      allLanguages().flatMap((language) =>
        tableOf(language)
          .collisions()
          .map((collision) => ({ language, ...collision })),
      ),
    impliedBy(id) {
      const reached = new Set<string>();
      const walk = (concept: SkillConcept | undefined): void => {
        for (const next of [...(concept?.implies ?? []), ...(concept?.broader ?? [])]) {
          if (reached.has(next) || next === id) continue;
          reached.add(next);
          walk(byId.get(next));
        }
      };
      walk(byId.get(id));
      return [...reached].sort();
    },
  };
}

const confidenceOf = ({ term, turned }: TermEntry): number => (turned ? 0.75 : term.rule === 'context' ? 0.8 : 0.92);

function longestTerms(text: string, tables: readonly TermTable[]): Found[] {
  const words = wordsWithPlaces(text);
  const found: Found[] = [];
  for (let first = 0; first < words.length; first++) {
    let best: Found | null = null;
    for (const table of tables) {
      const match = longestTermAt(text, words, first, table);
      if (match && (!best || match.count > best.count)) best = match;
    }
    if (!best) continue;
    found.push(best);
    first += best.count - 1;
  }
  return found;
}

function longestTermAt(text: string, words: readonly Word[], first: number, table: TermTable): Found | null {
  const { language } = table;
  const head = stem(words[first]!.text, language);
  const reach = table.reach(head);
  if (reach === 0) return null;
  const start = words[first]!.start;
  let key = '';
  let best: Found | null = null;
  for (let count = 1; count <= reach && first + count <= words.length; count++) {
    const word = words[first + count - 1]!;
    if (count > 1 && word.parted) break;
    key = count === 1 ? head : `${key} ${stem(word.text, language)}`;
    const entry = choose(table.at(key), text.slice(start, word.end));
    if (entry) best = { entry, first, count, start, end: word.end };
  }
  return best;
}

/** Pages and mail name services that nobody claims to know: "linkedin.com/in/...". The length stays. */
const ADDRESS =
  /(?:https?:\/\/|www\.)\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}|(?<![\w.-])[\w-]{1,63}\.(?:com|org|net|io|eu|de|fr|nl|uk)\/\S*/giu;
const withoutAddresses = (text: string): string => text.replace(ADDRESS, (address) => ' '.repeat(address.length));

/** The entry whose writing fits best; terms that depend on capitals only as they are written. */
function choose(entries: readonly TermEntry[], printed: string): TermEntry | null {
  if (entries.length === 0) return null;
  const exact = entries.find((e) => e.term.text === printed);
  if (exact) return exact;
  const spelled = foldTerm(printed);
  return (
    entries.find(({ term }) => term.rule === 'free' && mayBe(term.text, printed, spelled)) ??
    entries.find(({ term }) => term.rule === 'listed' && foldTerm(term.text) === spelled) ??
    null
  );
}

/** Letters up to which a word is no form of another one: "dans" is not "danse". */
const SHORT = 4;
const CAPITALS_INSIDE = /\p{L}\p{Lu}/u;
/** Whether a printed word can be a form of a term: names with capitals inside are not inflected, but for a plural ("APIs"). */
function mayBe(term: string, printed: string, spelled: string): boolean {
  if (term.includes(' ') || foldTerm(term) === spelled) return true;
  if (spelled.length <= SHORT) return false;
  return !CAPITALS_INSIDE.test(term) || printed.startsWith(term);
}

/** An acronym in small letters: "bem", "sql". */
const isSmallAcronym = ({ term }: TermEntry, printed: string): boolean =>
  term.rule === 'free' && /^\p{Lu}{2,5}$/u.test(term.text) && /^\p{Ll}+$/u.test(printed);

/** Ambiguous words count in lists of skills, behind a cue, or near another technical skill of the same line. */
function decideAmbiguous(text: string, found: readonly Found[], { listed }: SkillSearchOptions): readonly Found[] {
  const printed = ({ start, end }: Found): string => text.slice(start, end);
  const isUnsure = (f: Found): boolean => f.entry.term.rule === 'context' || isSmallAcronym(f.entry, printed(f));
  if (!found.some((f) => isUnsure(f) || f.entry.term.rule === 'listed')) return found;
  const isTechnical = ({ entry }: Found): boolean =>
    entry.concept.type === 'technical' || entry.concept.type === 'tool';
  return found.filter((one, i) => {
    const inList = listed && text.trim().length <= LONGEST_ENTRY;
    if (one.entry.term.rule === 'listed') return inList;
    if (!isUnsure(one) || inList) return true;
    if (VERB.test(text.slice(one.end, one.end + 12))) return false;
    const before = text.slice(Math.max(0, one.start - 30), one.start);
    if (CUE.test(before) || (/\(\s*$/.test(before) && /^\s*[),;/]/.test(text.slice(one.end)))) return true;
    const near = found.filter(
      (other, n) =>
        n !== i &&
        isTechnical(other) &&
        other.start - one.end < NEAR &&
        one.start - other.end < NEAR &&
        !text.slice(Math.min(one.end, other.end), Math.max(one.start, other.start)).includes('\n'),
    );
    return near.some((n) => !isUnsure(n) && n.entry.term.rule !== 'listed') || near.length >= 2;
  });
}
