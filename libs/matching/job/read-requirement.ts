import { type Cefr, foldKeepingLength, type Vocabulary } from '@vitamill/domain';
import { contentWords, splitWords } from '../text/words.js';
import type { MatchingResources, Requirement, RequirementKind, Target } from '../types.js';
import type { LicenceKind } from './licence-kind.js';
import { licencesInWords } from './licences.js';
import { PAPER_WORDS } from './paper-words.js';
import { CONDITION_WORDS, HARD_WORDS, NICE_WORDS, PERSONAL_WORDS } from './requirement-words.js';
import { findYears } from './years.js';

export type RequirementDraft = Omit<Requirement, 'id'>;

export interface RequirementUnit {
  readonly text: string;
  readonly start: number;
  readonly importance: 'must' | 'nice';
  /** The heading above it says that it is indispensable. */
  readonly hardHeading: boolean;
}

export interface JobContext {
  readonly language: string;
  readonly vocabulary: Vocabulary;
  readonly resources: MatchingResources;
}

const OR = / (?:or|oder|ou|of|o|bzw|beziehungsweise|resp|and\/or|en\/of|und\/oder|et\/ou) |\//;
const LIST = /[,;]| (?:and|und|sowie|et|y|e|en|&|\+) /;
const EXPERIENCE =
  /\b(?:experience|experienced|erfahrung\w*|berufserfahrung|experience|experiencia|esperienza|ervaring|werkervaring|praxis)\b/;
const STUDY =
  /\b(?:degree|bachelor\w*|master\w*|phd|diploma|studium|hochschul\w*|studienabschluss|berufsausbildung|ausbildung|lehre|abschluss|diplome|formation|bac ?\+ ?\d|bts|dut|but|titulacion|grado|ciclo formativo|licenciatura|laurea|diplomato|opleiding|hbo|wo|mbo|education|educated|nvq|svq|hnc|hnd|vocational|cap|qualification|gcse|a levels?|matura|abitur|fachabitur)\b/;
const LANGUAGE_CUE =
  /\b(?:language|languages|spoken|written|speak|fluent|fluency|native|proficien\w*|conversational|business|communication|sprach\w*|deutschkenntnisse|englischkenntnisse|\w+kenntnisse|kenntnisse|wort und schrift|fliessend\w*|verhandlungssicher\w*|muttersprach\w*|courant|courante|langue|langues|parle|ecrit|maitrise|bilingue|niveau|professionnel|lu|idioma|idiomas|nivel|fluido|hablado|nativo|lingua|lingue|fluente|madrelingua|parlato|scritto|ottima|buona|conoscenza|livello|taal|taalbeheersing|vloeiend|beheersing|woord en geschrift|moedertaal|spreek\w*|appreciee?|a1|a2|b1|b2|c1|c2|knowledge)\b/;
const FOLDED_CEFR = /\b([abc][12])\b/;

const levelTerms: readonly [RegExp, Cefr][] = [
  [/\b(?:native|muttersprach\w*|madrelingua|langue maternelle|nativo|moedertaal\w*)\b/, 'native'],
  [
    /\b(?:verhandlungssicher\w*|fluent|fluently|fluency|fliessend\w*|courant|courante|couramment|fluido|fluente|vloeiend|excellent|uitstekende?|very good|sehr gut\w*|ottim\w|alto|bilingue|proficient|full professional)\b/,
    'C1',
  ],
  [
    /\b(?:good|gut\w*|business|professionnel\w*|professional|wort und schrift|written and spoken|goede?|buon\w|medio alto|bueno|operationnel|bon|bonne)\b/,
    'B2',
  ],
  [/\b(?:basic|grundkenntnisse|notions|basico|base|basis\w*|conversational|intermediate|intermediaire)\b/, 'B1'],
];

const STRONG: readonly RequirementKind[] = ['experience', 'degree', 'licence', 'language'];

/** Kind, importance and targets of one sentence or bullet of an advert; several where it asks for several things. */
export function readRequirements(unit: RequirementUnit, context: JobContext): RequirementDraft[] {
  const parts = clausesOf(unit.text).map((clause) => {
    const draft = readOne({ ...unit, text: clause.text, start: unit.start + clause.start }, context, unit.text);
    return { ...clause, strong: draft !== null && STRONG.includes(draft.kind) };
  });
  // What asks for nothing of its own belongs to what stands before it: "as an electrician, mechatronics technician or similar".
  const groups: { start: number; end: number; strong: boolean }[] = [];
  for (const { start, text, strong } of parts) {
    const last = groups.at(-1);
    const end = start + text.length;
    if (last && !(strong && last.strong)) {
      last.end = end;
      last.strong ||= strong;
    } else groups.push({ start, end, strong });
  }
  const units =
    groups.length > 1
      ? groups.map(({ start, end }) => ({ ...unit, text: unit.text.slice(start, end), start: unit.start + start }))
      : [unit];
  const drafts = units.flatMap((one) => readOne(one, context, unit.text) ?? []).flatMap(eachLicence);
  // "Qualified solicitor with a practising certificate" is one licence said twice.
  return drafts.filter(
    (draft, i) => draft.licence === null || drafts.findIndex((other) => other.licence === draft.licence) === i,
  );
}

/** A clause that names several licences demands each, unless one is enough. */
function eachLicence(draft: RequirementDraft): RequirementDraft[] {
  if (draft.kind !== 'licence' || draft.licence === null || OR.test(` ${draft.text.toLowerCase()} `)) return [draft];
  const ids = narrowLicences(licencesInWords(splitWords(draft.text).join(' '))).map((one) => one.id);
  return ids.length > 1 ? ids.map((licence) => ({ ...draft, licence })) : [draft];
}

/** The general licence goes where a special one is named: a driving licence of class C, a reach truck licence. */
function narrowLicences(found: readonly LicenceKind[]): LicenceKind[] {
  const ids = found.map((one) => one.id);
  const has = (...wanted: string[]): boolean => wanted.some((id) => ids.includes(id));
  return found.filter(
    ({ id }) =>
      !(id === 'driving_b' && has('driving_c', 'driving_ce', 'driving_d')) &&
      !(id === 'driving_c' && has('driving_ce')) &&
      !(id === 'forklift' && has('reach_truck', 'counterbalance')),
  );
}

/** Clauses at commas, "and" and dashes where one of them asks for years, a degree or a licence of its own. */
function clausesOf(text: string): { text: string; start: number }[] {
  const parts: { text: string; start: number }[] = [];
  let from = 0;
  for (const match of text.matchAll(
    /,(?!\d)\s+|\s+[–—-]\s+|;\s*|\s+(?:with|mit|avec|met|con) (?=(?:a |an |at least |mindestens |mind\. |minimum |minimaal |un |una |au moins |al menos |almeno )?(?:\d|gültig|valid|current|minimum))/g,
  )) {
    if (insideParentheses(text, match.index)) continue;
    parts.push({ text: text.slice(from, match.index), start: from });
    from = match.index + match[0].length;
  }
  parts.push({ text: text.slice(from), start: from });
  return parts.filter((part) => contentWords(part.text).length > 0 || findYears(part.text).length > 0);
}

const insideParentheses = (text: string, at: number): boolean => {
  const before = text.slice(0, at);
  return before.lastIndexOf('(') > before.lastIndexOf(')');
};

function readOne(unit: RequirementUnit, context: JobContext, whole: string): RequirementDraft | null {
  const { text } = unit;
  const words = splitWords(text).join(' ');
  const wholeWords = splitWords(whole).join(' ');
  if (!words) return null;
  const hardWord = HARD_WORDS.isInWords(words) || (whole.length < 160 && HARD_WORDS.isInWords(wholeWords));
  const niceWord = NICE_WORDS.isInWords(words) || (whole.length < 120 && NICE_WORDS.isInWords(wholeWords));
  const importance =
    hardWord && !/\b(?:not|nicht|pas|niet|non|no)\b/.test(words) ? 'must' : niceWord ? 'nice' : unit.importance;
  const found = kindOf(text, words, context);
  const legal = found.licence !== null || found.kind === 'licence';
  const draft: RequirementDraft = {
    importance,
    hard: importance === 'must' && (hardWord || unit.hardHeading || legal),
    text: text.trim().replace(/^[\s,;:–—-]+|[\s,;:–—-]+$/g, ''),
    start: unit.start,
    end: unit.start + text.length,
    targets: [],
    anyOf: false,
    years: null,
    level: null,
    language: null,
    ...found,
  };
  const { targets, anyOf } = targetsOf(draft, context);
  if (draft.kind === 'skill' && targets.length === 0) return null;
  return { ...draft, targets, anyOf };
}

type Found = { kind: RequirementKind } & Partial<Pick<Requirement, 'years' | 'level' | 'language' | 'licence'>> & {
    licence: string | null;
  };

function kindOf(text: string, words: string, context: JobContext): Found {
  const years = findYears(text)[0]?.years ?? null;
  const experienced = EXPERIENCE.test(words);
  const outside = splitWords(text.replace(/\([^)]*\)/g, ' ')).join(' ');
  const plain = outside || words;
  const studied = STUDY.test(plain) || (context.language === 'fr' && /\blicence\b/.test(plain));
  const licences = narrowLicences(licencesInWords(words));
  const papered = PAPER_WORDS.isInWords(plain);
  const licence = licences[0] ?? null;
  if (years !== null) return { kind: 'experience', years, licence: null };
  if (licence && (licence.weight !== 'legal' || papered || studied || !experienced))
    return { kind: 'licence', licence: licence.id };
  const language = languageIn(text, words, context);
  if (language) return { kind: 'language', language, licence: null };
  if (
    studied &&
    !(experienced && !/\b(?:degree|studium|ausbildung|diplome|opleiding|laurea|grado|titulacion)\b/.test(words))
  ) {
    const level = levelOf(text, words, context);
    return { kind: 'degree', level, licence: null };
  }
  if (papered && !experienced) return { kind: 'licence', licence: null };
  if (CONDITION_WORDS.isInWords(words)) return { kind: 'condition', licence: null };
  if (PERSONAL_WORDS.isInWords(words)) return { kind: 'personal', licence: null };
  return { kind: 'skill', licence: null };
}

function languageIn(text: string, words: string, { vocabulary }: JobContext): Requirement['language'] {
  const list = splitWords(text);
  const names = vocabulary.languageNames
    .findAll(list)
    .filter(({ start, length }) => list.slice(start, start + length).join('').length >= 4);
  const compound =
    /\b(deutsch|englisch|franzosisch|italienisch|spanisch|niederlandisch|polnisch|russisch|turkisch)(?:kenntnisse|sprachkenntnisse)\b/.exec(
      words,
    );
  const code = compound ? (vocabulary.languageNames.get(compound[1]!) ?? null) : (names[0]?.value ?? null);
  if (!code) return null;
  const cued = compound !== null || LANGUAGE_CUE.test(words);
  const content = contentWords(text).length;
  if (!cued && content > 2) return null;
  // "German labour law", "French tax", "English-speaking market research": a language name is only part of it.
  if (
    content > 6 &&
    !FOLDED_CEFR.test(words) &&
    !/\b(?:fluent|sprach\w*|courant|vloeiend|taal|langue|spoken|idioma|lingua|written|wort)\b/.test(words)
  )
    return null;
  if (/\b(?:law|recht|droit|fiscal\w*|fiscalite|tax|market|markt|marche|rules|standards?)\b/.test(words)) return null;
  const cefr = FOLDED_CEFR.exec(words)?.[1]?.toUpperCase() ?? null;
  const term = levelTerms.find(([pattern]) => pattern.test(words))?.[1] ?? null;
  return { code, cefr: (cefr as Cefr | null) ?? term };
}

function levelOf(text: string, words: string, { vocabulary }: JobContext): number | null {
  const bac = /\bbac ?\+ ?(\d)/.exec(foldKeepingLength(text));
  if (bac) return { 2: 5, 3: 6, 4: 6, 5: 7, 8: 8 }[Number(bac[1])] ?? null;
  const levels: number[] = [];
  const list = splitWords(text);
  for (const { value, start, length } of vocabulary.degrees.findAll(list)) {
    const term = list.slice(start, start + length).join(' ');
    if (value !== null && (term.length >= 4 || new RegExp(`\\b${term.toUpperCase()}\\b`).test(text)))
      levels.push(value);
  }
  if (/\b(?:degree|studium|hochschulabschluss|university|universitaire|hbo|wo|laurea|grado|graduate)\b/.test(words))
    levels.push(6);
  if (/\b(?:ausbildung|berufsausbildung|lehre|vocational|mbo|cap|nvq|svq|ciclo formativo)\b/.test(words))
    levels.push(3);
  return levels.length > 0 ? Math.min(...levels) : null;
}

/** What is asked for, as targets: skills of the taxonomy where the words name some, else the words themselves. */
function targetsOf(
  draft: RequirementDraft,
  { resources, language }: JobContext,
): { targets: Target[]; anyOf: boolean } {
  if (draft.kind === 'personal' || draft.kind === 'condition' || draft.kind === 'language')
    return { targets: [], anyOf: false };
  let text = draft.text.replace(/\bCI ?\/ ?CD\b/gi, 'CI-CD').replace(/\bTCP ?\/ ?IP\b/gi, 'TCP-IP');
  for (const { start, end } of [...findYears(text)].reverse()) text = `${text.slice(0, start)} ${text.slice(end)}`;
  const outside = text.replace(/\([^)]*\)/g, ' ');
  const base = contentWords(outside).length > 0 ? outside : text.replace(/[()]/g, ' ');
  const mentions = resources.skills?.find(base, { language, listed: true }) ?? [];
  const anyOf = OR.test(` ${base.toLowerCase()} `);
  const sure = mentions.filter((m) => m.confidence >= 0.5);
  if (draft.kind === 'skill' || draft.kind === 'experience') {
    const targets = sure
      .filter(({ id }) => ['technical', 'tool'].includes(resources.skills?.byId(id)?.type ?? ''))
      .map(
        (m): Target => ({ label: m.matched, skills: [m.id], words: contentWords(m.matched), exact: true, share: 1 }),
      );
    if (targets.length > 0) return { targets: unique(targets), anyOf };
  }
  const chunks = base
    .split(new RegExp(`${OR.source}|${LIST.source}`, 'i'))
    .filter((chunk) => contentWords(chunk).length > 0);
  const targets = chunks.map((chunk): Target => {
    const words = contentWords(chunk);
    const own =
      draft.kind === 'skill' || draft.kind === 'experience' ? sure.filter((m) => chunk.includes(m.matched)) : [];
    const covered = Math.max(0, ...own.map((m) => contentWords(m.matched).length / Math.max(1, words.length)));
    return { label: tidy(chunk), skills: own.map((m) => m.id), words, exact: false, share: Math.min(1, covered) };
  });
  return { targets: unique(targets), anyOf: anyOf || draft.kind === 'degree' || draft.kind === 'experience' };
}

const tidy = (text: string): string =>
  text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;:.–—-]+|[\s,;:.–—-]+$/g, '');

function unique(targets: readonly Target[]): Target[] {
  const seen = new Set<string>();
  return targets.filter((target) => {
    const key = target.skills.join() || target.words.join(' ');
    if (!key || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
