import { splitWords } from '../text/words.js';
import { JOB_LANGUAGES, type JobLanguage, type JobSpec, type MatchingResources, type Requirement } from '../types.js';
import { type JobPart, partOfHeading } from './advert-parts.js';
import { findFacts } from './find-facts.js';
import { findTitle } from './find-title.js';
import { type JobContext, type RequirementDraft, readRequirements } from './read-requirement.js';
import { HARD_WORDS } from './requirement-words.js';
import { findYears } from './years.js';

/** Characters of an advert that are read. */
export const MAX_JOB_CHARACTERS = 50_000;
const MAX_REQUIREMENTS = 60;
const BULLET = /^[\s\u00A0]*(?:[-–—•*●▪◦‣·►✓✔>+o]|\d{1,2}[.)])[\s\u00A0]+/;

interface JobLine {
  readonly text: string;
  readonly start: number;
  readonly bullet: boolean;
}

/**
 * Reads an advert: title, requirements with their importance, tasks and conditions. Headings lead where there are some;
 * in running text, sentences that ask for something are requirements. Never throws; an empty text gives no requirements.
 */
export function parseJob(
  text: string,
  resources: MatchingResources,
  options: { readonly language?: string | null } = {},
): JobSpec {
  const body = text.slice(0, MAX_JOB_CHARACTERS);
  const language = jobLanguage(options.language ?? resources.detectLanguage(body));
  const context: JobContext = { language, vocabulary: resources.vocabularyOf(language), resources };
  const lines = linesOf(body);
  const title = findTitle(
    lines.filter((line) => !line.bullet).map((line) => line.text),
    resources,
    language,
  );
  const { units, tasks, intro, headed } = partsOf(lines);
  let drafts = units.flatMap((unit) => readRequirements(unit, context));
  const wanted = drafts.filter((draft) => draft.kind !== 'personal' && draft.kind !== 'condition');
  if (wanted.length < 2 || !headed) {
    const read = new Set(units.map((unit) => unit.start));
    // The title names the job; it asks for nothing, unless years stand with it.
    const names = (unit: Unit): boolean =>
      title !== null && unit.text.includes(title) && unit.text.length < 80 && findYears(unit.text).length === 0;
    const sentences = intro
      .filter((unit) => !read.has(unit.start) && !names(unit))
      .flatMap((unit) => readRequirements(unit, context));
    drafts = [...sentences.filter((draft) => asks(draft)), ...drafts];
  }
  const requirements = drafts
    .sort((a, b) => a.start - b.start)
    .slice(0, MAX_REQUIREMENTS)
    .map((draft, i): Requirement => ({ id: `r${i + 1}`, ...draft }));
  const classified = title ? (resources.titles?.classify(title, language) ?? null) : null;
  // A title that only resembles others says too little of the trade.
  const occupation =
    classified && (classified.method !== 'similar' || classified.confidence >= 0.8) ? classified : null;
  const mentions = resources.skills?.find(body, { language }) ?? [];
  const years = Math.max(0, ...requirements.map((r) => (r.importance === 'must' ? (r.years ?? 0) : 0))) || null;
  return {
    language,
    title,
    occupation: occupation ? { code: occupation.code, name: occupation.name, confidence: occupation.confidence } : null,
    occupationCodes: codesOf(title, requirements, occupation?.code ?? null, resources, language),
    seniority: seniorityOf(title, classified?.seniority ?? null, years, resources, language),
    requirements,
    skills: [...new Set(mentions.map((m) => m.id))],
    tasks,
    years,
    ...findFacts(body, language),
  };
}

const jobLanguage = (language: string | null): JobLanguage =>
  (JOB_LANGUAGES as readonly string[]).includes(language ?? '') ? (language as JobLanguage) : 'en';

/** A sentence of running text counts as a requirement if it asks for more than words. */
const asks = (draft: RequirementDraft): boolean =>
  draft.kind === 'experience' ||
  draft.kind === 'language' ||
  draft.kind === 'licence' ||
  draft.kind === 'degree' ||
  draft.targets.some((t) => t.skills.length > 0);

function linesOf(text: string): JobLine[] {
  const lines: JobLine[] = [];
  let start = 0;
  for (const raw of text.split('\n')) {
    const bullet = BULLET.exec(raw);
    const lead = bullet?.[0].length ?? raw.length - raw.trimStart().length;
    const trimmed = raw.slice(lead).trimEnd();
    if (trimmed) lines.push({ text: trimmed, start: start + lead, bullet: bullet !== null });
    start += raw.length + 1;
  }
  return lines;
}

interface Unit {
  readonly text: string;
  readonly start: number;
  readonly importance: 'must' | 'nice';
  readonly hardHeading: boolean;
}

function partsOf(lines: readonly JobLine[]): { units: Unit[]; tasks: string[]; intro: Unit[]; headed: boolean } {
  const units: Unit[] = [];
  const intro: Unit[] = [];
  const tasks: string[] = [];
  let part: JobPart | null = null;
  let hard = false;
  let headed = false;
  for (const line of lines) {
    const heading = line.text.length <= 70 && !line.bullet ? partOfHeading(line.text) : null;
    if (heading) {
      part = heading;
      headed ||= heading === 'must' || heading === 'nice';
      hard = HARD_WORDS.isIn(line.text);
      continue;
    }
    for (const sentence of sentencesOf(line)) {
      const colon = /^([^:]{3,40}):\s+/.exec(sentence.text);
      const label = colon ? partOfHeading(colon[1]!) : null;
      const own = label ?? part;
      const unit: Unit = {
        text: label ? sentence.text.slice(colon![0].length) : sentence.text,
        start: sentence.start + (label ? colon![0].length : 0),
        importance: own === 'nice' ? 'nice' : 'must',
        hardHeading: label ? HARD_WORDS.isIn(colon![1]!) : hard,
      };
      if (isFact(unit.text)) continue;
      if (own === 'must' || own === 'nice') units.push(...listItems(unit, label !== null));
      else if (own === 'tasks') tasks.push(unit.text);
      else if (own === null || own === 'about') intro.push(unit);
      // What is called indispensable is a requirement wherever it stands.
      if (own !== 'must' && own !== 'nice' && own !== 'tasks' && HARD_WORDS.isIn(unit.text) && unit.text.length < 120)
        units.push({ ...unit, hardHeading: true, importance: 'must' });
    }
  }
  return { units, tasks, intro, headed };
}

/** "Must have: FastAPI or Django REST, PostgreSQL, async Python" is a list of requirements in one line. */
function listItems(unit: Unit, labelled: boolean): Unit[] {
  if (!labelled || findYears(unit.text).length > 0 || !unit.text.includes(',')) return [unit];
  const items: Unit[] = [];
  let at = 0;
  for (const piece of unit.text.split(/,(?![^(]*\))/)) {
    if (piece.trim())
      items.push({
        ...unit,
        text: piece.trim().replace(/\.$/, ''),
        start: unit.start + at + (piece.length - piece.trimStart().length),
      });
    at += piece.length + 1;
  }
  return items;
}

function sentencesOf(line: JobLine): { text: string; start: number }[] {
  const parts: { text: string; start: number }[] = [];
  let from = 0;
  for (const match of line.text.matchAll(
    /(?<!\b(?:mind|ca|bzw|inkl|etc|e\.g|i\.e|min|max|z\.B|o\.ä|u\.a|evtl|vgl|Dr|Nr|St|resp))[.!?]\s+(?=[\p{Lu}\d(])|;\s+/gu,
  )) {
    parts.push({ text: line.text.slice(from, match.index), start: line.start + from });
    from = match.index + match[0].length;
  }
  parts.push({ text: line.text.slice(from).replace(/[.!]$/, ''), start: line.start + from });
  return parts.filter(({ text }) => /\p{L}{2}/u.test(text));
}

/** Pay, hours, holidays and place are facts of the post, not asked of the person. */
function isFact(text: string): boolean {
  if (
    /(?:€|£|\$|\bEUR\b|\bGBP\b|\bCHF\b|\bUSD\b|\bK€)\s*\d|\d\s*(?:€|£|k€|EUR|GBP|CHF)/i.test(text) &&
    !/experience|erfahrung|expérience|ervaring|projects?|budget|turnover|over|CA\b/i.test(text)
  )
    return true;
  const words = splitWords(text).join(' ');
  return /^(?:salary|location|hours|contract|standort|lieu|gehalt|verg[uü]tung|salaire|sede|salaris|ort|arbeitsort|start|reference|pay|shift pattern|job type|contrat|jornada|contrato|salario|orario|contratto|uren|locatie|standplaats|cdi|cdd|permanent|unbefristet\w*|befristet\w*|befristeter)\b/.test(
    words,
  );
}

function seniorityOf(
  title: string | null,
  classified: string | null,
  years: number | null,
  resources: MatchingResources,
  language: string,
): JobSpec['seniority'] {
  const rank = classified ?? (title ? (resources.titles?.rankOf(title, language).seniority ?? null) : null);
  const words = title ? ` ${splitWords(title).join(' ')} ` : '';
  if (rank && ['lead', 'principal', 'manager', 'director', 'executive'].includes(rank)) return 'lead';
  if (
    / (?:lead|head|leiter|leiterin|teamleiter|leitung|chef|chefin|responsable|director|manager|jefe|jefa|direttore|hoofd|teamlead) /.test(
      words,
    ) &&
    rank !== 'senior'
  )
    return rank ? 'lead' : 'mid';
  if (
    rank === 'senior' ||
    / (?:senior|sr|confirme|confirmee|experienced|erfahrener|erfahrene|ervaren|expert) /.test(words)
  )
    return 'senior';
  if (
    (rank && ['intern', 'apprentice', 'junior'].includes(rank)) ||
    / (?:junior|trainee|graduate|debutant|starter|berufseinsteiger) /.test(words)
  )
    return 'junior';
  if (years !== null) return years >= 5 ? 'senior' : 'mid';
  return null;
}

/** Behind "as", "als", "comme" stands a trade. */
const AS = /(?:^|[\s(])(?:as an?|als|comme|como|come|en tant que|zum|zur)\s+(.+)$/i;

function codesOf(
  title: string | null,
  requirements: readonly Requirement[],
  first: string | null,
  resources: MatchingResources,
  language: string,
): string[] {
  const names = (title ?? '').split(/\s*[/|]\s*|\s+(?:or|oder|ou|of|o)\s+/i);
  for (const { kind, text, targets } of requirements) {
    if (kind !== 'degree' && kind !== 'experience' && kind !== 'licence') continue;
    const named = AS.exec(text)?.[1];
    if (named) names.push(...named.split(/\s*[,/]\s*|\s+(?:or|oder|ou|of|o)\s+/i));
    if (kind === 'degree') names.push(...targets.map((target) => target.label.replace(AS, '$1')));
  }
  const codes = new Set(first ? [first] : []);
  for (const name of names) {
    const found = name.trim().length >= 4 ? resources.titles?.classify(name.trim(), language) : null;
    if (found && found.method !== 'similar' && found.confidence >= 0.75) codes.add(found.code);
  }
  return [...codes];
}
