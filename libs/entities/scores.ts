import { foldTerm, isUpperCase, remembered, type TitleClassifier, type Vocabulary, wordsOf } from '@vitamill/domain';
import type { EntityContext } from './context.js';

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** Words of a text that are neither function words nor numbers. */
const contentWords = (words: readonly string[], vocabulary: Vocabulary): string[] =>
  words.filter((w) => !vocabulary.functionWords.has(w) && !/^\d+$/.test(w));

const proseScores = new WeakMap<Vocabulary, (text: string) => number>();

/** How much a text reads as running prose: 0..1. */
export function proseScore(text: string, vocabulary: Vocabulary): number {
  let score = proseScores.get(vocabulary);
  if (!score) {
    score = remembered((asked) => scoreProse(asked, vocabulary));
    proseScores.set(vocabulary, score);
  }
  return score(text);
}

function scoreProse(printed: string, vocabulary: Vocabulary): number {
  // the letters of "s.r.o." and "d. o. o." are no words
  const text = printed.replace(/(?<!\p{L})(?:\p{L}\.\s?){2,}/gu, ' ').trim();
  const words = wordsOf(text);
  if (words.length < 5) return 0;
  const functional = share(words.filter((w) => vocabulary.functionWords.has(w)).length, words.length);
  const lower = text.match(/(?<=\s)\p{Ll}{3,}/gu)?.length ?? 0;
  let score = 0;
  if (words.length >= 9) score += 0.3;
  if (words.length >= 14) score += 0.3;
  if (/[.;!]$/.test(text) && words.length >= 6) score += 0.35;
  score += Math.min(0.4, functional * 1.2);
  if (share(lower, words.length) > 0.5) score += 0.15;
  return Math.min(1, score);
}

/** The search for what fits best judges the same texts again and again: each is judged once a document. */
function onceEach(
  score: (text: string, context: EntityContext) => number,
): (text: string, context: EntityContext) => number {
  const known = new WeakMap<EntityContext, Map<string, number>>();
  return (text, context) => {
    let scores = known.get(context);
    if (!scores) {
      scores = new Map();
      known.set(context, scores);
    }
    let result = scores.get(text);
    if (result === undefined) {
      result = score(text, context);
      scores.set(text, result);
    }
    return result;
  };
}

const knownTitles = new WeakMap<TitleClassifier, Map<string, number>>();

/** Whether the lexicon of occupations has the title: 0.9 by its name, 0.6 by its head, else 0. */
function knownTitleScore(text: string, { titles, vocabulary }: EntityContext): number {
  if (!titles || text.length > 60 || /\d/.test(text)) return 0;
  const memo = knownTitles.get(titles) ?? new Map<string, number>();
  knownTitles.set(titles, memo);
  const key = `${vocabulary.language}|${text}`;
  const before = memo.get(key);
  if (before !== undefined) return before;
  const found = titles.classify(text, vocabulary.language);
  const score = !found
    ? 0
    : found.method === 'exact' || found.method === 'alias'
      ? 0.9
      : found.method === 'head'
        ? 0.6
        : 0;
  if (memo.size > 5_000) memo.clear();
  memo.set(key, score);
  return score;
}

/** Evidence that the text is a job title: words and endings by which languages form occupations. */
export const titleScore = onceEach(scoreTitle);

function scoreTitle(text: string, context: EntityContext): number {
  const { vocabulary } = context;
  const words = wordsOf(text);
  if (words.length === 0 || words.length > 14) return 0;
  const hits = vocabulary.titleWords.findAll(words);
  let score = hits.length > 0 ? 0.8 : 0;
  if (hits.some((h) => h.start === 0 || h.start + h.length === words.length)) score += 0.2;
  if (score === 0) {
    const suffix = words.some((w) => vocabulary.titleSuffixes.some((s) => w.length > s.length + 1 && w.endsWith(s)));
    if (suffix) score = 0.8;
  }
  if (score < 0.8 && words.length <= 8) score = Math.max(score, knownTitleScore(text, context));
  if (score === 0) return 0;
  score += Math.min(
    0.3,
    0.5 *
      share(
        hits.reduce((s, h) => s + h.length, 0),
        words.length,
      ),
  );
  if (words.length > 8) score -= 0.3;
  if (/\d{2,}/.test(text)) score -= 0.2;
  if (/[.;]$/.test(text)) score -= 0.2;
  return Math.max(0, score - 0.4 * proseScore(text, vocabulary));
}

const LEGAL =
  /(?:^|[\s,])(?:gmbh(?:\s*&\s*co\.?\s*kg)?|ag|kg|ltd\.?|llc|inc\.?|plc|corp\.?|b\.?v\.?|n\.?v\.?|s\.?a\.?s?\.?|s\.?r\.?l\.?|s\.?p\.?a\.?|s\.?l\.?u?\.?|oy|ab|a\/s|as|aps|sp\.?\s*z\s*o\.?\s*o\.?|s\.?r\.?o\.?|a\.?s\.?|d\.?o\.?o\.?|kft\.?|zrt\.?|nyrt\.?|ood|ead|a\.?\u015F\.?|ltd\.?\s*\u015Fti\.?|\u043E\u043E\u043E|\u0437\u0430\u043E|\u0442\u043E\u0432|\u0430\u0442|\u0430\u0435|\u03B1\u03B5|lda\.?|e\.?\s?v\.?|gbr|ohg|vof|asbl|vzw)\.?(?=$|[\s,)])/iu;

/** Evidence that the text names an organisation. */
export const organisationScore = onceEach(scoreOrganisation);

function scoreOrganisation(text: string, { vocabulary }: EntityContext): number {
  const words = wordsOf(text);
  if (words.length === 0 || words.length > 12) return 0;
  let score = 0;
  if (LEGAL.test(text)) score += 1;
  const organisation = vocabulary.organisationWords.findAll(words);
  if (organisation.some((h) => words.slice(h.start, h.start + h.length).join('').length > 3)) score += 0.6;
  if (vocabulary.institutionWords.findAll(words).length > 0) score += 0.5;
  else if (
    words.some((w) =>
      vocabulary.institutionStems.some((s) => w.length > s.length && (w.endsWith(s) || w.startsWith(s))),
    )
  )
    score += 0.35;
  const content = contentWords(words, vocabulary);
  const capitals = text.match(/(?<![\p{L}])\p{Lu}/gu)?.length ?? 0;
  if (content.length > 0 && capitals >= content.length && !isUpperCase(text)) score += 0.15;
  if (/[&\u201E"\u00AB\u201C]/.test(text)) score += 0.25;
  return Math.max(0, score - 0.5 * proseScore(text, vocabulary));
}

/** Evidence that the text names a place of education. */
export const institutionScore = onceEach(scoreInstitution);

function scoreInstitution(text: string, { vocabulary }: EntityContext): number {
  const words = wordsOf(text);
  if (words.length === 0 || words.length > 14) return 0;
  if (vocabulary.institutionWords.findAll(words).length > 0) return 1;
  const stem = words.some((w) =>
    vocabulary.institutionStems.some((s) => w.length > s.length && (w.endsWith(s) || w.startsWith(s))),
  );
  if (stem) return 0.8;
  return LEGAL.test(text) ? 0.4 : 0;
}

/** Evidence that the text names a degree, diploma or training. */
export const degreeScore = onceEach(scoreDegree);

function scoreDegree(text: string, { vocabulary }: EntityContext): number {
  const words = wordsOf(text);
  if (words.length === 0 || words.length > 16) return 0;
  const dotted = wordsOf(text.replace(/(\p{L})\.(?=\p{L}|\s|$)/gu, '$1'));
  const hits = [...vocabulary.degrees.findAll(words), ...vocabulary.degrees.findAll(dotted)];
  if (hits.length === 0) return 0;
  const sure = hits.some((h) => h.start === 0) ? 1 : 0.65;
  const letters = hits.map((h) => words.slice(h.start, h.start + h.length).join('').length);
  return Math.max(...letters) <= 2 && !/\p{Lu}{2}|\p{Lu}\./u.test(text) ? sure * 0.4 : sure;
}

const REGION_CODE = /^(?:[A-Z]{2,3}|[A-Z]\.[A-Z]\.)$/;
/** "Kalgoorlie WA": a town, known or not, before the code of a region that is. */
const isTownWithRegion = (name: string, gazetteer: EntityContext['gazetteer']): boolean => {
  const match = /^(?<town>\p{Lu}[\p{L}'\u2019 -]+)\s(?<code>[A-Z]{2,3})(?:\s\d{4,5})?$/u.exec(name);
  if (!match) return false;
  const { town, code } = match.groups as { town: string; code: string };
  return gazetteer.lookup(town).length > 0 || gazetteer.lookup(code).some((m) => m.kind === 'region');
};

/** "Odense C": a part of a known town. */
const isTownWithQuarter = (name: string, gazetteer: EntityContext['gazetteer']): boolean => {
  const town = /^(?<town>\p{Lu}[\p{L}'\u2019 -]{2,})\s\p{Lu}{1,2}$/u.exec(name)?.groups?.town;
  return town !== undefined && gazetteer.lookup(town).length > 0;
};

/** "Ostrava-Vítkovice": a quarter behind a known town. */
const isTownBeforeQuarter = (name: string, gazetteer: EntityContext['gazetteer']): boolean => {
  const town = /^(?<town>\p{Lu}[\p{L}'\u2019 ]{2,})-\p{Lu}\p{Ll}{2,}[\p{L} ]*$/u.exec(name)?.groups?.town;
  return town !== undefined && (gazetteer.lookup(town)[0]?.population ?? 0) > 50_000;
};

/** "гр. Сливен", "м. Хорол": the word for town before its name says so, known or not. */
const TOWN_MARK =
  /^(?:\u0433\u0440|\u0441|\u043C|\u0433|\u0441\u043C\u0442|\u043F\u043E\u0441)\.\s?\p{Lu}[\p{L}-]+(?:\s\p{Lu}[\p{L}-]+)?$/u;

const REMOTE = /^(?:remote|hybrid|home ?office|t\u00E9l\u00E9travail|thuiswerk|remoto|zdalnie)$/i;

/** Evidence that the text is nothing but a place: "Den Haag", "Seattle, WA", "79098 Freiburg i. Br.". */
export const placeScore = onceEach(scorePlace);

function scorePlace(text: string, { gazetteer, vocabulary }: EntityContext): number {
  const bare = text.replace(/^\(|\)$/g, '').trim();
  if (!bare || bare.length > 60) return 0;
  if (REMOTE.test(bare)) return 0.9;
  if (TOWN_MARK.test(bare)) return 0.9;
  const parts = bare.split(/\s*[,/|]\s*|\s+\(|\)/).filter(Boolean);
  if (parts.length === 0 || parts.length > 4) return 0;
  let known = 0;
  for (const part of parts) {
    const name = part
      .replace(/^\p{Lu}{0,2}-?\d{3,6}\s?(?:[A-Z]{2}\b)?\s*/u, '')
      .replace(/\s+\d{1,2}(?:er?|\u00E8me)?$/, '')
      // "м. Хорол", "гр. Пловдив": the word for town, shortened
      .replace(/^\p{Ll}{1,3}\.\s?(?=\p{Lu})/u, '')
      .trim();
    if (!name) known += 0.5;
    else if (gazetteer.lookup(name).length > 0 || vocabulary.countries.has(name)) known += 1;
    else if (parts.length > 1 && REGION_CODE.test(name)) known += 0.8;
    else if (
      isTownWithRegion(name, gazetteer) ||
      isTownWithQuarter(name, gazetteer) ||
      isTownBeforeQuarter(name, gazetteer) ||
      /\s(?:\u043E\u0431\u043B\.?|\u043E\u0431\u043B\u0430\u0441\u0442[\u044C\u0456]|\u043A\u0440\u0430\u0439|megye|kraj|voj\.)$/iu.test(
        name,
      )
    )
      known += 1;
  }
  const score = known / parts.length;
  const population = gazetteer.lookup(parts[0]!)[0]?.population ?? 0;
  if (score === 0) return 0;
  // "Bornova / İzmir": a part of a known town
  if (/^\p{Lu}[\p{L}-]+\s*\/\s*\p{Lu}[\p{L}-]+$/u.test(bare)) return 0.8;
  if (isTownBeforeQuarter(bare, gazetteer)) return 0.8;
  if (parts.length > 1 || /\s[A-Z]{2,3}(?:\s\d{4,5})?$/.test(bare)) return score >= 0.8 ? 1 : score * 0.6;
  if (!/^\p{Lu}|^\d|^\p{Ll}{1,3}\.\s?\p{Lu}/u.test(bare)) return 0;
  return score * (population > 100_000 || gazetteer.lookup(parts[0]!)[0]?.kind === 'country' ? 0.95 : 0.75);
}

/** Whether the text is a kind of employment and nothing else: "full-time", "(Praktikum)". */
export const isEmploymentType = (text: string, { vocabulary }: EntityContext): boolean =>
  vocabulary.employmentTypes.has(foldTerm(text).replace(/[()]/g, ''));
