import { type CvLanguage, type Line, wordsOf } from '@vitamill/domain';
import type { EntityContext } from './context.js';
import { extracted } from './extracted.js';

const CEFR = /(?<![\p{L}\p{N}])[ABC][12](?:[+]|\s?[-\u2013/]\s?[ABC][12])?(?![\p{L}\p{N}])/u;

interface Mention {
  readonly code: string;
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Names of languages in the text with their places in it. */
export function findLanguageNames(text: string, { vocabulary }: EntityContext): Mention[] {
  const spans = [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}'+#]*/gu)].map((m) => ({
    start: m.index,
    end: m.index + m[0].length,
  }));
  const words = wordsOf(text);
  if (spans.length !== words.length) return [];
  return vocabulary.languageNames.findAll(words).flatMap(({ value, start, length }) => {
    const from = spans[start]!.start;
    const to = spans[start + length - 1]!.end;
    const name = text.slice(from, to);
    return name.length >= 3 ? [{ code: value, name, start: from, end: to }] : [];
  });
}

function levelIn(text: string, { vocabulary }: EntityContext): string | null {
  const cefr = CEFR.exec(text);
  if (cefr) return text.replace(/^[\s:,()\u2013\u2014|-]+|[\s:,()\u2013\u2014|-]+$/g, '');
  const bare = text.replace(/^[\s:,()\u2013\u2014|.-]+|[\s:,()\u2013\u2014|.-]+$/g, '');
  if (!bare) return null;
  if (vocabulary.languageLevels.has(bare)) return bare;
  return vocabulary.languageLevels.findAll(wordsOf(bare)).length > 0 && bare.length < 60 ? bare : null;
}

/** Words that say of what a level is, in tables that state reading, writing and speaking apart. */
const PLAIN_LEVEL = /^[\s|ABC12+/\u2013-]+$/;

/** The languages of one section, each with the level that stands beside, behind or below it. */
export function readLanguages(lines: readonly Line[], context: EntityContext): CvLanguage[] {
  const languages: CvLanguage[] = [];
  const add = (mention: Mention, level: string | null, line: Line): void => {
    if (languages.some((l) => l.code === mention.code)) return;
    languages.push({
      name: extracted(mention.name, mention.name, 0.95, 'languages.name', [line]),
      code: mention.code,
      level: level ? extracted(level, level, 0.9, 'languages.level', [line]) : null,
    });
  };
  for (const [i, line] of lines.entries()) {
    const text = line.segments.map((s) => s.text).join('  ');
    const mentions = findLanguageNames(text, context);
    if (mentions.length === 0) {
      // the level stands on a line of its own below the language
      const last = languages.at(-1);
      const level = levelIn(text, context);
      if (
        last &&
        level &&
        last.level === null &&
        lines[i - 1] &&
        last.name.evidence[0]!.lines.includes(lines[i - 1]!.index)
      )
        languages[languages.length - 1] = {
          ...last,
          level: extracted(level, level, 0.85, 'languages.level-below', [line]),
        };
      continue;
    }
    // "Muttersprache: Deutsch" or "Native: English, Dutch"
    const lead = text.slice(0, mentions[0]!.start);
    const leadLevel = /[:\u2013-]\s*$/.test(lead) || /\p{L}\s*$/u.test(lead) ? levelIn(lead, context) : null;
    const motherTongue = context.vocabulary.labels.get(lead) === 'mother_tongue' ? lead.replace(/[:\s]+$/, '') : null;
    mentions.forEach((mention, n) => {
      const until = mentions[n + 1]?.start ?? text.length;
      const after = text.slice(mention.end, until);
      const first = PLAIN_LEVEL.test(after) ? after.trim() : after;
      const level =
        levelIn(first.split(/[;|]/)[0] || first, context) ?? levelIn(first, context) ?? motherTongue ?? leadLevel;
      add(mention, level, line);
    });
  }
  return languages;
}
