import { type Extracted, foldTerm, isUpperCase, joinSpacedLetters, type Line, wordsOf } from '@vitamill/domain';
import type { EntityContext } from '../context.js';
import { extracted } from '../extracted.js';
import { organisationScore, placeScore, proseScore, titleScore } from '../scores.js';

const SUFFIX =
  /,?\s+(?:ph\.?\s?d\.?|m\.?d\.?|mba|m\.?sc\.?|b\.?sc\.?|cpa|pmp|r\.?n\.?|jr\.?|sr\.?|i{2,3}|esq\.?)\.?$/iu;
const NAME_WORD =
  /^(?:\p{Lu}[\p{L}'\u2019\u02BC`.\u2010-]*|\p{Lu}\.|[\p{Ll}]{1,4}|d['\u2019]\p{Lu}[\p{L}-]+|['\u2019\u2018]\p{Ll}{1,2}|\p{L}+\.)$/u;

interface NameCandidate {
  readonly text: string;
  /** What stands behind the name in its line. */
  readonly rest: string;
  readonly line: Line;
  readonly lines: readonly Line[];
  readonly score: number;
  readonly rule: string;
}

const tidyName = (text: string): string =>
  joinSpacedLetters(text.replace(/\s{2,}/g, '  '))
    .replace(/^[\s,;:|\u2013\u2014-]+|[\s,;:|\u2013\u2014-]+$/g, '')
    .replace(/\s+/g, ' ')
    .replace(SUFFIX, '')
    .trim();

/** Whether the words could be a name at all, and how much they look like one. */
function nameLikeness(text: string, context: EntityContext, large = false): number {
  const words = text.split(' ');
  if (words.length === 0 || words.length > 6 || text.length < 3 || text.length > 60 || /[\d@:/|+]/.test(text)) return 0;
  if (!words.every((w) => NAME_WORD.test(w.replace(/,$/, '')))) return 0;
  const capitals = words.filter((w) => /^(?:\p{Lu}|\p{Ll}{1,2}['\u2019]\p{Lu})/u.test(w)).length;
  if (capitals === 0 || (capitals < 2 && words.length > 1)) return 0;
  if (
    context.vocabulary.headings.has(text) ||
    context.vocabulary.labels.has(text) ||
    context.vocabulary.documentTitles.has(text)
  )
    return 0;
  let score = words.length >= 2 && words.length <= 4 ? 0.6 : words.length === 1 ? 0.15 : 0.4;
  // families are called Bakker and Schmidt: in large type, or in the e-mail address, that is no objection
  if (titleScore(text, context) >= 0.8) score -= large ? 0.15 : 0.5;
  if (organisationScore(text, context) >= 0.5) score -= 0.3;
  if (placeScore(text, context) >= 0.7) score -= 0.45;
  if (proseScore(text, context.vocabulary) > 0.3) score -= 0.3;
  return score;
}

/** How many of the name's words stand in the e-mail's local part: a strong sign, whoever's name it is. */
function emailLikeness(text: string, emails: readonly string[]): number {
  const words = wordsOf(text)
    .filter((w) => w.length > 2)
    .map((w) => w.replace(/'/g, ''));
  if (words.length === 0) return 0;
  const local = emails.map((e) => foldTerm(e.split('@')[0] ?? '').replace(/[^a-z]/g, ''));
  const hits = words.filter((w) =>
    local.some((l) => l.includes(w) || (w.length > 4 && l.includes(w.slice(0, 5)))),
  ).length;
  return hits / words.length;
}

const PARTED = /\s+[|\u00B7\u2022\u2013\u2014]\s+|\s+-\s+|,\s+(?=\p{Ll})/u;

interface NamePart {
  readonly name: string;
  /** What stands behind the name in the same line, most often the profession; empty where nothing does. */
  readonly rest: string;
}

/** The part of a line that can be the name: before a bar, a dash or a comma behind which something else stands. */
function nameIn(line: string, emails: readonly string[], context: EntityContext): NamePart {
  const parted = PARTED.exec(line);
  const first = parted ? line.slice(0, parted.index) : line;
  const behind = parted ? line.slice(parted.index + parted[0].length) : '';
  const comma = /,\s+/.exec(first);
  if (comma) {
    const before = first.slice(0, comma.index);
    const after = first.slice(comma.index + comma[0].length);
    const title = titleScore(after, context);
    // "Keller, Maria" has one word before the comma; of two, the e-mail address or the profession behind tells.
    const isWhole = before.trim().includes(' ') && (title >= 0.4 || emailLikeness(before, emails) >= 1);
    if (after && (title >= 0.6 || isWhole) && !SUFFIX.test(`${before}, ${after}`))
      return { name: tidyName(before), rest: line.slice(comma.index + comma[0].length) };
  }
  // "Životopis Lenka Hrubešová": the document's title before the name
  const words = first.split(' ');
  for (let n = Math.min(3, words.length - 2); n > 0; n--)
    if (context.vocabulary.documentTitles.has(words.slice(0, n).join(' ')))
      return { name: tidyName(words.slice(n).join(' ')), rest: behind };
  return { name: tidyName(first), rest: behind };
}

/** The candidate's name: by its label, its size and place at the top, and its likeness to the e-mail address. */
export function readName(
  lines: readonly Line[],
  emails: readonly string[],
  context: EntityContext,
): { name: Extracted<string>; lines: readonly Line[]; rest: string } | null {
  const candidates: NameCandidate[] = [];
  const largest = Math.max(...lines.map((l) => l.style.fontSize), 0);
  const labelled: Partial<Record<'name' | 'given_name' | 'family_name', { text: string; line: Line }>> = {};
  lines.forEach((line, order) => {
    const [first, second] = line.segments;
    if (!first) return;
    const colon = /^(?<label>[^:]{2,40}):\s+(?<value>\S.*)$/u.exec(line.segments.length === 1 ? line.text : '');
    const label = context.vocabulary.labels.get(colon ? colon.groups!.label! : first.text);
    const labelledText = colon ? colon.groups!.value! : second?.text;
    if (label === 'name' || label === 'given_name' || label === 'family_name') {
      if (labelledText && order < 40) labelled[label] ??= { text: tidyName(labelledText), line };
      return;
    }
    for (const [i, segment] of line.segments.entries()) {
      const { name: text, rest } = nameIn(segment.text, emails, context);
      const mailed = emailLikeness(text, emails);
      const likeness = nameLikeness(text, context, segment.style.fontSize >= 1.6 * context.bodyFontSize || mailed >= 1);
      if (likeness <= 0.1) continue;
      const size = largest > 0 ? segment.style.fontSize / context.bodyFontSize : 1;
      let score = likeness + Math.min(0.9, Math.max(0, size - 1) * 0.9) + 0.7 * mailed;
      score += order < 3 ? 0.35 - 0.08 * order : order < 8 ? 0.05 : -0.25;
      if (segment.style.fontSize >= largest - 0.1 && size > 1.2) score += 0.3;
      if (segment.style.bold) score += 0.1;
      if (isUpperCase(text)) score += 0.05;
      if (i > 0) score -= 0.1;
      if (line.bullet) score -= 0.4;
      candidates.push({ text, rest, line, lines: [line], score, rule: 'contact.name.position' });
      // a name over two lines: "MARIA" / "GONZÁLEZ"
      const next = lines[order + 1];
      if (
        next &&
        line.segments.length === 1 &&
        next.segments.length === 1 &&
        Math.abs(next.style.fontSize - line.style.fontSize) < 0.6 &&
        size > 1.3
      ) {
        const both = `${text} ${tidyName(next.text)}`;
        const together = nameLikeness(both, context);
        if (together > 0.3 && wordsOf(text).length <= 2 && wordsOf(next.text).length <= 2)
          candidates.push({
            text: both,
            rest: '',
            line,
            lines: [line, next],
            score: score + 0.25 + 0.7 * (emailLikeness(both, emails) - emailLikeness(text, emails)),
            rule: 'contact.name.two-lines',
          });
      }
    }
  });
  const parts = [labelled.given_name, labelled.family_name].flatMap((p) => p ?? []);
  const byLabel =
    labelled.name ?? (parts.length > 0 ? { text: parts.map((p) => p.text).join(' '), line: parts[0]!.line } : null);
  if (byLabel && nameLikeness(byLabel.text, context) > 0)
    candidates.push({
      text: byLabel.text,
      rest: '',
      line: byLabel.line,
      lines: parts.length > 1 ? parts.map((p) => p.line) : [byLabel.line],
      score: 1.6,
      rule: 'contact.name.label',
    });
  const best = candidates.sort((a, b) => b.score - a.score)[0];
  if (!best || best.score < 0.5) return null;
  return {
    name: extracted(best.text, best.text, Math.min(0.98, 0.35 + 0.35 * best.score), best.rule, best.lines),
    lines: best.lines,
    rest: best.rest,
  };
}
