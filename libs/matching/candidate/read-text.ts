import { foldKeepingLength, type SectionKind, type Vocabulary } from '@vitamill/domain';
import {
  type CandidateProfile,
  type FoundDates,
  JOB_LANGUAGES,
  type LineContext,
  type MatchingResources,
} from '../types.js';
import { contextOf, ProfileBuilder } from './build-profile.js';
import { STUDY, TRAINING, UNFINISHED } from './entry-words.js';
import type { JobWords } from './guard.js';
import { monthsOf } from './months.js';

/** Characters of a CV that are scored, as the screening API has it. */
export const MAX_CV_CHARACTERS = 10_000;
const BULLET = /^[\s\u00A0]*[-–—•*●▪◦‣·►✓✔>o]\s+/;
const DATED = /(?:19|20)\d{2}|['’]\d{2}(?!\d)|\d{1,2}[./]\d{2}(?!\d)/;
const CONTACT = /@|https?:|www\.|(?:\+|(?<!\d)00)\d[\d\s()/.-]{7,}|\b0\d{3,5}[\s/-]?\d{5,}/;

export interface ReadOptions {
  readonly referenceDate: string;
  readonly job: JobWords;
}

interface TextLine {
  readonly text: string;
  readonly afterBlank: boolean;
  readonly bullet: boolean;
}

/**
 * A CV of plain text as lines and dated entries: headings from the lexicons part it, a line with a range of dates opens
 * an entry. Names, addresses and personal details are left out. Works without any heading or line break as well.
 */
export function readTextProfile(
  text: string,
  resources: MatchingResources,
  { referenceDate, job }: ReadOptions,
): CandidateProfile {
  const body = text.slice(0, MAX_CV_CHARACTERS).replace(/[\u00AD\u200B-\u200D\u2060\uFEFF]/g, '');
  const language = resources.detectLanguage(withoutPersonal(body, resources));
  const vocabulary = resources.vocabularyOf(language);
  const builder = new ProfileBuilder(language, vocabulary, job);
  const personal = labelVocabularies(resources, language);
  const lines = linesOf(body, builder).filter((line) => !isPersonal(line.text, personal));
  const today = monthsOf(referenceDate, 'start') ?? 0;
  let section: SectionKind | null = null;
  let entry = -1;
  let entryKind: 'work' | 'study' | null = null;
  const head = headLines(lines, vocabulary);

  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (head.has(i)) continue;
    const heading = headingOf(line, vocabulary);
    if (heading && heading.rest === '') {
      section = heading.kind;
      entry = -1;
      entryKind = null;
      continue;
    }
    const own: SectionKind | null = heading?.kind ?? section;
    const content = heading ? heading.rest : line.text;
    const context = own ? contextOf(own) : null;
    if (heading) {
      entry = -1;
      entryKind = null;
    }
    if (context === 'private' || isPersonal(content, personal)) continue;
    const dates = DATED.test(content) ? resources.findDates(language, content.slice(0, 240)) : [];
    const span =
      dates.find((d) => d.isRange || d.range.isCurrent) ??
      (context === 'study' || (context === null && STUDY.test(foldKeepingLength(content))) ? dates[0] : undefined);
    const opens = span && opensEntry(content, span, context, line.bullet && entry >= 0);
    if (opens) {
      const title = titleOf(lines, i, content, dates, vocabulary);
      const folded = foldKeepingLength(title.text);
      const kind = kindOfEntry(context, folded);
      entry = builder.addEntry({
        kind,
        title: title.text,
        start: monthsOf(span.range.start, 'start'),
        end: span.range.isCurrent ? today : monthsOf(span.range.end, 'end'),
        current: span.range.isCurrent,
        training: kind === 'work' && TRAINING.test(folded),
        unfinished:
          UNFINISHED.test(folded) ||
          (kind === 'study' && (span.range.isCurrent || (monthsOf(span.range.end, 'start') ?? 0) > today)),
      });
      entryKind = kind;
    } else if (
      line.afterBlank &&
      entry >= 0 &&
      context === null &&
      !line.bullet &&
      content.length < 60 &&
      !/[.,]$/.test(content)
    ) {
      // Without headings a short line behind a blank ends the entry before it.
      const next = lines[i + 1];
      if (next && !next.afterBlank && /\d{4}/.test(next.text)) {
        entry = -1;
        entryKind = null;
      }
    }
    const shown: LineContext = entry >= 0 ? (entryKind === 'study' ? 'study' : 'work') : lineContext(context, content);
    for (const piece of piecesOf(content))
      builder.addLine({ text: piece, context: shown, entry, path: null, page: null, bbox: null });
    if (heading && !section) continue;
  }
  return builder.build();
}

/** Lines without those that the builder refuses whole: what is copied is told by the paragraph, not by its sentences. */
function linesOf(text: string, builder: ProfileBuilder): TextLine[] {
  const lines: TextLine[] = [];
  let blank = true;
  for (const raw of text.split(/\r?\n/)) {
    const trimmed = raw.replace(BULLET, '').trim();
    if (!trimmed) {
      blank = true;
      continue;
    }
    if (builder.refuses(trimmed)) continue;
    // A CV sent as one line is parted at its full stops.
    const parts = trimmed.length > 400 ? trimmed.split(/(?<=[.!?;])\s+(?=[\p{Lu}\d])/u) : [trimmed];
    for (const part of parts) {
      lines.push({ text: part, afterBlank: blank, bullet: BULLET.test(raw) });
      blank = false;
    }
  }
  return lines;
}

/** A heading of the lexicon that fills the line, or stands before a colon with its content behind. */
function headingOf(line: TextLine, vocabulary: Vocabulary): { kind: SectionKind; rest: string } | null {
  if (line.bullet) return null;
  const { text } = line;
  if (text.length <= 50) {
    const kind = vocabulary.headings.get(text.replace(/[:：]\s*$/, ''));
    if (kind) return { kind, rest: '' };
  }
  const colon = /^([^:：\d]{3,36})[:：]\s+(.+)$/.exec(text);
  if (!colon) return null;
  const kind = vocabulary.headings.get(colon[1]!);
  return kind ? { kind, rest: colon[2]! } : null;
}

/** The lines on top that hold name, place and ways to reach somebody: all before the first blank that are no statement. */
function headLines(lines: readonly TextLine[], vocabulary: Vocabulary): ReadonlySet<number> {
  const head = new Set<number>();
  for (let i = 0; i < Math.min(lines.length, 8); i++) {
    const line = lines[i]!;
    if (i > 1 && line.afterBlank) break;
    // The head ends where the CV begins.
    if (i > 0 && (headingOf(line, vocabulary) !== null || /(?:19|20)\d{2}/.test(line.text))) break;
    const words = line.text.split(/\s+/);
    const documentTitle = vocabulary.documentTitles.has(line.text);
    const titled = vocabulary.titleWords.findAll(foldedWords(line.text)).length > 0;
    const nameLike =
      i <= 1 && words.length <= 5 && !/\d/.test(line.text) && !titled && headingOf(line, vocabulary) === null;
    if (documentTitle || nameLike || CONTACT.test(line.text)) head.add(i);
    else if (i > 0 && words.length <= 6 && !titled && !/\d{4}/.test(line.text) && headingOf(line, vocabulary) === null)
      head.add(i);
  }
  return head;
}

const foldedWords = (text: string): string[] => foldKeepingLength(text).match(/[\p{L}\p{N}]+/gu) ?? [];

const PERSONAL_LABELS: readonly string[] = [
  'name',
  'given_name',
  'family_name',
  'email',
  'phone',
  'address',
  'birth_date',
  'birth_place',
  'nationality',
  'gender',
  'marital_status',
  'website',
  'linkedin',
];

/** "Date of birth: ...", "Nationalität: ..." in any language, and lines of mail addresses and phones. */
function isPersonal(text: string, vocabularies: readonly Vocabulary[]): boolean {
  if (text.length > 160) return false;
  const label = /^([^:：]{2,30})[:：]/.exec(text)?.[1] ?? text.split(/\s{2,}|\t/)[0]!;
  if (
    label.length <= 30 &&
    vocabularies.some((vocabulary) => PERSONAL_LABELS.includes(vocabulary.labels.get(label) ?? ''))
  )
    return true;
  return text.length < 90 && CONTACT.test(text) && text.split(/\s+/).length <= 8;
}

/** The lexicons of the languages that most personal blocks are in, and the CV's own. */
const labelVocabularies = (resources: MatchingResources, own: string | null = null): Vocabulary[] =>
  [...new Set([own, ...JOB_LANGUAGES])].map((language) => resources.vocabularyOf(language));

/** What the language is told from: who somebody is must not decide how the CV is read. */
function withoutPersonal(text: string, resources: MatchingResources): string {
  const vocabularies = labelVocabularies(resources);
  const [, ...lines] = text.split(/\r?\n/);
  if (lines.filter((line) => line.trim()).length < 3) return text;
  return lines.filter((line) => !CONTACT.test(line) && !isPersonal(line.trim(), vocabularies)).join('\n');
}

function opensEntry(text: string, span: FoundDates, context: LineContext | 'private' | null, inside: boolean): boolean {
  if (context === 'skills' || context === 'languages' || context === 'certificates') return false;
  const atEdge = span.start <= 3 || span.end >= text.length - 3 || /^[\s)\].,;:|–-]*$/.test(text.slice(span.end));
  // Careers stand under "summary" too; a range amid a sentence belongs to the sentence.
  if (context === 'summary') return span.isRange && atEdge && text.length <= 130;
  if (inside && span.start > 25 && text.length > 90) return false;
  return true;
}

const kindOfEntry = (context: LineContext | 'private' | null, folded: string): 'work' | 'study' => {
  if (context === 'study') return 'study';
  if (context === 'work') return 'work';
  return STUDY.test(folded) &&
    !/\b(?:teacher|lecturer|lehrer\w*|docent\w*|professeure?|profesora?|leraar|lerares|insegnante)\b/.test(folded)
    ? 'study'
    : 'work';
};

const lineContext = (context: LineContext | 'private' | null, text: string): LineContext => {
  if (context === 'work') return 'summary';
  if (context && context !== 'private') return context;
  return STUDY.test(foldKeepingLength(text)) ? 'study' : 'other';
};

/** The words beside the dates; where there are none, the next line, or the one before. */
function titleOf(
  lines: readonly TextLine[],
  i: number,
  content: string,
  dates: readonly FoundDates[],
  vocabulary: Vocabulary,
): { text: string } {
  let text = content;
  for (const { start, end } of [...dates].reverse()) text = `${text.slice(0, start)} ${text.slice(end)}`;
  text = text
    .replace(/\(\s*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;:|–—-]+|[\s,;:|–—-]+$/g, '');
  const letters = (text.match(/\p{L}/gu) ?? []).length;
  const before =
    i > 0 && !lines[i]!.afterBlank && !lines[i - 1]!.bullet && headingOf(lines[i - 1]!, vocabulary) === null
      ? lines[i - 1]!.text
      : null;
  const after = lines[i + 1] && !lines[i + 1]!.afterBlank && !lines[i + 1]!.bullet ? lines[i + 1]!.text : null;
  if (letters < 3)
    return {
      text: (before && before.length < 90 && lines[i - 1]!.afterBlank ? before : (after ?? before ?? '')).slice(0, 160),
    };
  if (before && before.length < 90 && lines[i - 1]!.afterBlank && !/\d{4}/.test(before))
    return { text: `${before}, ${text}`.slice(0, 200) };
  return { text: text.slice(0, 200) };
}

/** Long paragraphs are parted into sentences, so that what is quoted is short and what is denied stays apart. */
function piecesOf(text: string): string[] {
  if (text.length < 90) return [text];
  return text.split(/(?<=[.!?;])\s+(?=[\p{Lu}\d])/u);
}
