import type { ClassifiedTitle, TitleClassifier, TitleLexicon, TitleRank } from '@vitamill/domain';
import { fold } from '../text/fold.js';
import { partsOf } from './clean-title.js';
import { TitleIndex } from './title-index.js';
import { TitleRanks } from './title-ranks.js';

interface Answer {
  readonly code: string;
  readonly method: ClassifiedTitle['method'];
  readonly confidence: number;
}

/** Similarity under which nothing is answered, and the least lead over the next minor group. */
const FLOOR = 0.5;
const LEAD = 0.04;
/** Share of a title that its head must cover where no similar title confirms it. */
const LEAST_COVERAGE = 0.3;
const LONGEST_TITLE = 150;
const REMEMBERED = 5_000;

/**
 * Titles to ISCO-08 unit groups by the lexicon: the whole title, the title in another gender or order, its head, then
 * the titles most like it; in the language given, then in English. Null under the floor.
 */
export function createTitleClassifier(lexicon: TitleLexicon): TitleClassifier {
  const indexes = new Map<string, TitleIndex>();
  const ranks = new Map<string, TitleRanks>();
  const remembered = new Map<string, ReturnType<TitleClassifier['classify']>>();
  const indexOf = (language: string): TitleIndex => {
    const index = indexes.get(language) ?? new TitleIndex(lexicon, language);
    indexes.set(language, index);
    return index;
  };
  const ranksOf = (language: string): TitleRanks => {
    const known = ranks.get(language) ?? new TitleRanks(lexicon.ranks, language);
    ranks.set(language, known);
    return known;
  };
  const languagesFor = (language: string | null): string[] => {
    const primary = language === 'nb' || language === 'nn' ? 'no' : language;
    return primary && primary !== 'en' && lexicon.languages.includes(primary) ? [primary, 'en'] : ['en'];
  };

  const rankOf = (title: string, language: string | null): TitleRank => {
    if (title.length > LONGEST_TITLE) return { seniority: null, management: null };
    const { seniority, management } = ranksOf(languagesFor(language)[0]!).read(title);
    return { seniority, management };
  };

  const classify: TitleClassifier['classify'] = (title, language) => {
    if (title.length > LONGEST_TITLE) return null;
    const languages = languagesFor(language);
    const answer = answerOf(title, languages.map(indexOf), ranksOf(languages[0]!));
    if (!answer) return null;
    return {
      ...answer,
      ...rankOf(title, language),
      taxonomy: lexicon.taxonomy,
      version: lexicon.version,
      name: lexicon.groups.get(answer.code) ?? answer.code,
    };
  };

  return {
    rankOf,
    classify(title, language) {
      const key = `${language}\u0000${title}`;
      const known = remembered.get(key);
      if (known !== undefined) return known;
      const result = classify(title, language);
      if (remembered.size > REMEMBERED) remembered.clear();
      remembered.set(key, result);
      return result;
    },
  };
}

function answerOf(title: string, indexes: readonly TitleIndex[], ranks: TitleRanks): Answer | null {
  const [whole = '', ...parts] = partsOf(title);
  if (whole === '') return null;
  const bare = fold(ranks.read(title).rest);
  const forms = [...new Set([whole, bare, ...parts.flatMap((part) => [part, ranks.read(part).rest])])].filter(
    (form) => form.length > 1,
  );
  for (const form of forms.slice(0, 2)) {
    const found = wholeTitle(form, indexes);
    if (found) return found;
  }
  const known = parts.length > 1 ? forms.slice(2).flatMap((form) => wholeTitle(form, indexes) ?? [])[0] : undefined;
  if (known) return { ...known, confidence: known.confidence - 0.1 };
  for (const form of [bare || whole, ...parts.slice(0, 1)]) {
    const found = partOfTitle(form, indexes);
    if (found) return found;
  }
  return null;
}

function wholeTitle(form: string, indexes: readonly TitleIndex[]): Answer | null {
  for (const index of indexes) {
    const exact = index.findExact(form);
    if (exact) return { code: exact, method: 'exact', confidence: 0.95 };
  }
  for (const index of indexes) {
    if (index.saysNothing(form)) return null;
    const alias = index.findAlias(form);
    if (alias) return { code: alias, method: 'alias', confidence: 0.9 };
  }
  return null;
}

/** The head and the titles most like it, weighed against each other. */
function partOfTitle(form: string, indexes: readonly TitleIndex[]): Answer | null {
  let best: Answer | null = null;
  for (const index of indexes) {
    if (index.saysNothing(form)) continue;
    const head = index.findHead(form);
    const similar = index.findSimilar(form);
    const scores = new Map(similar.map(({ code, score }) => [code, score]));
    if (head) {
      const own = scores.get(head.code) ?? 0;
      const bonus = head.words > 0 ? 0.3 + 0.3 * head.coverage + 0.05 * head.words : 0.25 + 0.3 * head.coverage;
      scores.set(head.code, own + bonus);
    }
    const ranked = [...scores].sort((a, b) => b[1] - a[1]);
    const [first] = ranked;
    if (!first) continue;
    const other = ranked.find(([code]) => code.slice(0, 3) !== first[0].slice(0, 3));
    const isHead = head?.code === first[0];
    if (isHead ? head.coverage < LEAST_COVERAGE && first[1] < 0.7 : first[1] < FLOOR) continue;
    if (other && first[1] - other[1] < LEAD) continue;
    const confidence = Math.round(Math.min(0.88, 0.45 + 0.4 * first[1]) * 100) / 100;
    if (!best || confidence > best.confidence)
      best = { code: first[0], method: isHead ? 'head' : 'similar', confidence };
  }
  return best;
}
