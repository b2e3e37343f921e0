import { type Section, type SectionKind, wordsOf } from '@vitamill/domain';
import type { EntityContext } from './context.js';
import { partHeadlessSections } from './part-headless.js';
import { readEducation } from './read-education.js';
import { readExperience } from './read-experience.js';
import { findLanguageNames, readLanguages } from './read-languages.js';
import { degreeScore, institutionScore, proseScore, titleScore } from './scores.js';

const CHANNEL = /@|https?:|www\.|(?:\+|00)?\(?\d[\d\s().-]{7,}\d|(?:linkedin|github)\b/i;
/** GitHub among skills is a tool, not a place to find somebody. */
const NAMED_CHANNEL = /^(?:linkedin|github)$/i;

const isShort = (text: string): boolean => wordsOf(text).length <= 4 && text.length <= 45 && !/\d{4}|@/.test(text);

/** Lines with ways to reach somebody, whatever their heading says ("Profile" above an address). */
const isContactBlock = (section: Section, context: EntityContext): boolean => {
  const { lines } = section;
  if (lines.length === 0 || lines.length > 14) return false;
  const channels = lines.filter((l) => {
    const [channel] = CHANNEL.exec(l.text) ?? [];
    return channel !== undefined && !(section.kind === 'skills' && NAMED_CHANNEL.test(channel));
  }).length;
  const dates = lines.filter((l) => context.findDates(l.text).some((d) => d.isRange)).length;
  const prose = lines.filter((l) => proseScore(l.text, context.vocabulary) >= 0.5).length;
  return channels >= 1 && channels / lines.length >= 0.2 && dates === 0 && prose === 0;
};

/** The items of a section: its lines, or what commas part where there are many. */
const itemsOf = (section: Section): string[] => {
  const text = section.lines.map((l) => l.text).join(', ');
  const parts = text.split(/\s*[,;\u2022|]\s*/).filter(Boolean);
  return parts.length >= 3 ? parts : section.lines.map((l) => l.text);
};

const isListOfWords = (section: Section, context: EntityContext): boolean =>
  itemsOf(section).length >= (section.kind === 'languages' ? 1 : 2) &&
  itemsOf(section).every((item) => isShort(item) && !/[:.]\s/.test(item) && context.findDates(item).length === 0) &&
  section.lines.filter((l) => titleScore(l.text, context) >= 0.9).length < section.lines.length / 2;

/** What a section of an unknown heading holds, told by its lines. */
function inferKind(section: Section, context: EntityContext): SectionKind {
  const languages = section.lines.flatMap((l) => readLanguages([l], context)).filter((l) => l.level !== null);
  if (languages.length >= 2 && section.lines.length <= 8) return 'languages';
  const positions = readExperience(section.lines, context).filter(
    (p) => p.dates && p.title && titleScore(p.title.value, context) >= 0.8,
  );
  const studies = readEducation(section.lines, context).filter(
    (e) =>
      e.dates &&
      (degreeScore(e.degree?.value ?? '', context) >= 0.9 ||
        institutionScore(e.institution?.value ?? '', context) >= 0.9),
  );
  if (studies.length > 0 && studies.length >= positions.length) return 'education';
  if (positions.length > 0 && positions.some((p) => p.employer)) return 'experience';
  return 'other';
}

const namesNoLanguage = (section: Section, context: EntityContext): boolean =>
  section.lines.every((l) => findLanguageNames(l.text, context).every((m) => m.code === 'jv'));

const namesSchool = (section: Section, context: EntityContext): boolean =>
  readEducation(section.lines, context).some(
    (e) => e.institution !== null && institutionScore(e.institution.value, context) >= 0.8,
  );

/** "Wien, 3. März 2026": the line of place and date at the end belongs to no section. */
function takeOffSignature(sections: readonly Section[], context: EntityContext): Section[] {
  const lines = sections.flatMap((s) => s.lines);
  const signed = lines.slice(-4).find((line) => {
    const [date, ...more] = context.findDates(line.text);
    if (!date || more.length > 0 || date.isRange || date.range.start?.length !== 10) return false;
    return (
      /^(?:V\s)?\p{Lu}[\p{L}\s.-]{1,30},?\s+(?:den\s|le\s|il\s|dne\s|dnia\s|am\s|d\.\s)?$/u.test(
        line.text.slice(0, date.start),
      ) && line.text.length - date.end <= 3
    );
  });
  if (!signed) return [...sections];
  const rest = sections.map((s) =>
    s.lines.includes(signed) ? { ...s, lines: s.lines.filter((l) => l !== signed) } : s,
  );
  return [...rest, { kind: 'signature', heading: null, title: null, lines: [signed], confidence: 0.9 }];
}

/** Corrects the kinds that headings suggest where the lines plainly say something else. */
export function reclassifySections(headed: readonly Section[], context: EntityContext): Section[] {
  const sections = partHeadlessSections(takeOffSignature(headed, context), context);
  const known = new Set(sections.filter((s) => s.confidence >= 0.7).map((s) => s.kind));
  const result: Section[] = [];
  let unnamed: Section[] = [];
  const flush = (): void => {
    // headings of unknown words with nothing below them are a list in large type
    const empty = unnamed.filter((s) => s.lines.length <= 1);
    if (empty.length >= 3 && !known.has('skills')) {
      const lines = unnamed.flatMap((s) => (s.heading ? [s.heading, ...s.lines] : s.lines));
      result.push({ kind: 'skills', heading: null, title: null, lines, confidence: 0.5 });
    } else result.push(...unnamed);
    unnamed = [];
  };
  for (const section of sections) {
    const doubtful = section.confidence <= 0.7;
    const bare =
      section.heading !== null &&
      section.lines.length <= 1 &&
      (doubtful || section.kind === 'memberships') &&
      isShort(section.title ?? '') &&
      section.lines.every((l) => isShort(l.text));
    if (bare) {
      unnamed.push(section);
      continue;
    }
    flush();
    // "Languages" above Java and SQL
    if (
      section.kind === 'languages' &&
      section.lines.length > 0 &&
      namesNoLanguage(section, context) &&
      isListOfWords(section, context)
    )
      result.push({ ...section, kind: 'skills' });
    else if (['summary', 'skills', 'other', 'personal'].includes(section.kind) && isContactBlock(section, context))
      result.push({ ...section, kind: 'contact' });
    else if (
      section.heading &&
      (doubtful || (section.kind === 'personal' && !known.has('skills')) || section.kind === 'contact') &&
      isListOfWords(section, context) &&
      section.kind !== 'languages' &&
      section.kind !== 'interests'
    )
      result.push({ ...section, kind: 'skills' });
    else if (
      section.kind === 'education' &&
      result.some((r) => r.kind === 'education') &&
      !namesSchool(section, context)
    )
      result.push({ ...section, kind: 'courses' });
    else if (section.kind === 'other' && section.heading)
      result.push({ ...section, kind: inferKind(section, context) });
    else result.push(section);
  }
  flush();
  return result;
}
