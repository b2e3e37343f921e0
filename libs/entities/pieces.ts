import { type LabelKind, type Line, type LineSegment, wordsOf } from '@vitamill/domain';
import type { EntityContext } from './context.js';
import type { DateMatch } from './dates/date-grammar.js';
import {
  degreeScore,
  institutionScore,
  isEmploymentType,
  organisationScore,
  placeScore,
  titleScore,
} from './scores.js';

/** A part of an entry's head that may be one value: a title, an employer, a place. */
export interface Piece {
  readonly text: string;
  readonly line: Line;
  /** Where it stands in the head: line against the date's line, segment, part. Equal places mean equal things. */
  readonly slot: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly label: LabelKind | null;
  /** Nothing but a comma stood between it and the piece before. */
  readonly afterComma: boolean;
}

const HARD =
  /\s+[|\u00B7\u2022\u2502\u25CF\u2219]\s+|\s*[|\u2502]\s*|\s+[-\u2013\u2014]\s+|\s{2,}|\s+@\s+|\s*;\s+|\s+\/\/\s+/u;
const AT = /\s+(?:at|bei|bei der|beim|chez|bij|hos|presso|w firmie|en la empresa|na empresa)\s+(?=\p{Lu}|\p{N})/u;
const LEGAL_FORM =
  /^(?:s\.?\s?r\.?\s?o|a\.?\s?s|p\.?\s?o|\u0161\.?\s?p|spol\.\s?s\s?r\.?\s?o|s\.?\s?a\.?\s?de\s?c\.?\s?v|o\.?\s?p\.?\s?s|inc|ltd|llc|gmbh|ag|corp|co|plc|s\.?l\.?u?|s\.?a|s\.?r\.?l|s\.?p\.?a|b\.?v|lda)\.?$/i;

const tidy = (text: string): string =>
  text
    .replace(/\(\s*\)|\[\s*\]/g, ' ')
    .replace(/^[\s,;:|\u00B7\u2022\u2013\u2014/-]+|[\s,;:|\u00B7\u2022\u2013\u2014/-]+$/g, '')
    .replace(/^\(([^()]*)\)$/, '$1')
    .replace(/\s+/g, ' ')
    .trim();

/** "Villtech 2000 Bt.": a year in the middle of a name, with nothing that sets it apart, is part of it. */
const isInsideName = (text: string, { start, end, isRange }: DateMatch): boolean =>
  !isRange && end - start === 4 && /\p{L}\s$/u.test(text.slice(0, start)) && /^\s\p{Lu}/u.test(text.slice(end));

/** The text without its dates and what bracketed them. */
export function withoutDates(text: string, dates: readonly DateMatch[]): string {
  let rest = '';
  let at = 0;
  for (const { start, end } of dates.filter((d) => !isInsideName(text, d))) {
    rest += `${text.slice(at, start)} \u0001 `;
    at = end;
  }
  rest += text.slice(at);
  // durations beside the dates: "(3 years 2 months)", "· 2 yrs"
  return rest
    .replace(
      /\u0001\s*[)\]]?\s*[(\u00B7,|]?\s*\(?\d+\+?\s*(?:\p{L}{1,12}\.?)(?:[\s,]*(?:\p{L}{1,3}\s)?\d+\s*\p{L}{1,12}\.?)?\)?(?=\s*$)/u,
      ' ',
    )
    .replace(/[([]?\s*\u0001\s*[)\]]?/g, '  |  ')
    .replace(/^(?:\s*\|\s*)+|(?:\s*\|\s*)+$/g, '')
    .trim();
}

function splitCommas(printed: string, context: EntityContext): string[] {
  const text = tidy(printed);
  const tokens = text.split(/,\s+/);
  if (tokens.length === 1) return [text];
  // "..., kierunek: logistyka, magister": what has a label of its own stands apart
  const labelAt = tokens.findIndex(
    (t, i) => i > 0 && context.vocabulary.labels.has(LABELLED.exec(t)?.groups?.label ?? ''),
  );
  if (labelAt > 0)
    return [
      ...splitCommas(tokens.slice(0, labelAt).join(', '), context),
      tokens[labelAt]!,
      ...(labelAt + 1 < tokens.length ? splitCommas(tokens.slice(labelAt + 1).join(', '), context) : []),
    ];
  for (let i = tokens.length - 1; i > 0; i--)
    if (LEGAL_FORM.test(tokens[i]!)) tokens.splice(i - 1, 2, `${tokens[i - 1]}, ${tokens[i]}`);
  let places = 0;
  for (let n = 1; n < tokens.length && n <= 3; n++) {
    const tail = tokens.slice(-n).join(', ');
    if (placeScore(tail, context) >= 0.7 && titleScore(tail, context) < 0.8) places = n;
  }
  // "Dunmore Foods, Mahon Point, Cork": between an employer and a town stands a part of the town
  const [first, district] = tokens;
  if (
    places > 0 &&
    tokens.length - places === 2 &&
    titleScore(first!, context) < 0.5 &&
    titleScore(district!, context) < 0.5 &&
    organisationScore(district!, context) < 0.4 &&
    wordsOf(district!).length <= 3
  )
    places += 1;
  const head = tokens.slice(0, tokens.length - places);
  const tail = places > 0 ? [tokens.slice(-places).join(', ')] : [];
  if (head.length < 2) return [...head, ...tail];
  // "Promotion zum Dr. iur., Philipps-Universität Marburg": a study before its school, or behind it
  const schoolAt = head.findIndex((t) => institutionScore(t, context) >= 0.8);
  if (schoolAt > 0 && degreeScore(head[0]!, context) > 0)
    return [head.slice(0, schoolAt).join(', '), head.slice(schoolAt).join(', '), ...tail];
  const degreeAt = head.findIndex((t) => degreeScore(t, context) >= 0.9 && institutionScore(t, context) < 0.5);
  if (schoolAt === 0 && degreeAt > 0)
    return [head.slice(0, degreeAt).join(', '), head.slice(degreeAt).join(', '), ...tail];
  const titles = head.map((t) => titleScore(t, context) - 0.6 * organisationScore(t, context));
  const isTitle = titles.map((s) => s >= 0.5);
  const titleAt = isTitle.indexOf(true);
  if (titleAt === 0) {
    const cut = isTitle.findIndex((t, i) => i > 0 && !t && organisationScore(head[i]!, context) >= 0.5);
    if (cut > 0) return [head.slice(0, cut).join(', '), ...splitCommas(head.slice(cut).join(', '), context), ...tail];
    const lone = isTitle.findIndex((t) => !t);
    const after = lone > 0 ? head.slice(lone).join(', ') : '';
    if (lone > 0 && /^[\u201E\u00AB"\u201C]?\p{Lu}/u.test(after) && wordsOf(after).length <= 6)
      return [head.slice(0, lone).join(', '), after, ...tail];
  } else if (titleAt > 0 && isTitle.slice(titleAt).every(Boolean))
    return [...splitCommas(head.slice(0, titleAt).join(', '), context), head.slice(titleAt).join(', '), ...tail];
  return [head.join(', '), ...tail];
}

/** Full stops that end a sentence, not an abbreviation: behind five letters and more. */
const SENTENCE = /(?<=\p{Ll}{5}\)?)\.\s+(?=[\p{Lu}\u201E"\u00AB])/u;

/** "Harbour Trading, Leeds: Head Clerk. Led forty people": what stands before the colon or behind the full stop is apart. */
function splitSentences(printed: string, context: EntityContext): string[] {
  const text = tidy(printed);
  const sentences = text.length > 30 ? text.split(SENTENCE) : [text];
  return sentences.flatMap((sentence) => {
    const colon = /^(?<head>[^:]{3,70}):\s+(?<tail>\p{Lu}.*)$/u.exec(sentence);
    if (!colon) return [sentence];
    const { head, tail } = colon.groups as { head: string; tail: string };
    if (context.vocabulary.labels.has(head.split(/,\s+/).at(-1)!)) return [sentence];
    const names = Math.max(
      organisationScore(head, context),
      institutionScore(head, context),
      titleScore(head, context),
    );
    const named = Math.max(titleScore(tail, context), degreeScore(tail, context), organisationScore(tail, context));
    return names >= 0.15 && named >= 0.5 ? [head, tail] : [sentence];
  });
}

function splitSegment(text: string, context: EntityContext): { text: string; afterComma: boolean }[] {
  return text
    .split(HARD)
    .flatMap((part) => splitSentences(part, context))
    .flatMap((part) => {
      const at = part.split(AT);
      return at.length === 2 && titleScore(at[0]!, context) > 0.3 ? at : [part];
    })
    .flatMap((part) => {
      const bracket = /^(?<head>.+?)\s*\((?<inner>[^()]{2,40})\)$/u.exec(part.trim());
      if (!bracket) return [part];
      const { head, inner } = bracket.groups as { head: string; inner: string };
      // "(600 employees)"
      if (/^(?:ca\.?\s|~\s?)?\d[\d\s.]*\s\p{L}+$/u.test(inner)) return [head];
      return placeScore(inner, context) >= 0.7 || isEmploymentType(inner, context) ? [head, inner] : [part];
    })
    .flatMap((part) => splitCommas(part, context).map((piece, i) => ({ text: tidy(piece), afterComma: i > 0 })))
    .filter((part) => /[\p{L}\p{N}]/u.test(part.text) && !isDuration(part.text, context));
}

/** "7 years 6 months": how long it took, counted by the CV itself. */
export function isDuration(text: string, { vocabulary }: EntityContext): boolean {
  const words = wordsOf(text);
  return (
    words.length >= 2 &&
    words.length <= 6 &&
    /^\d{1,2}$/.test(words[0]!) &&
    words.every((w, i) => /^\d{1,2}$/.test(w) || vocabulary.dates.durations.includes(w) || (i > 1 && w.length <= 3)) &&
    words.some((w) => vocabulary.dates.durations.includes(w))
  );
}

const LABELLED = /^(?<label>[^:]{2,110}):\s+(?<value>\S.*)$/u;

const styleAt = (segment: LineSegment, at: number): { bold: boolean; italic: boolean } =>
  segment.spans.find((s) => s.start <= at && at < s.end) ?? segment.style;

/** Cuts a segment where its style changes from bold or italic to plain: "**Title** Employer". */
function cutAtStyles(segment: LineSegment): LineSegment[] {
  const { spans, text } = segment;
  if (spans.length < 2 || spans.length > 4) return [segment];
  return spans
    .map((span, i) => {
      const piece = text.slice(i === 0 ? 0 : span.start, spans[i + 1]?.start ?? text.length);
      return { ...segment, text: piece, style: { ...segment.style, bold: span.bold, italic: span.italic }, spans: [] };
    })
    .filter((s) => s.text.trim());
}

/** The value behind a label; a place behind the name of an employer or a school is a piece of its own. */
function labelledPieces(
  value: string,
  label: LabelKind,
  { line, slot, segment }: { line: Line; slot: string; segment: LineSegment },
  context: EntityContext,
): Piece[] {
  const piece = (text: string, kind: LabelKind): Piece => ({
    text,
    line,
    slot: `${slot}.${kind}`,
    ...styleAt(segment, 0),
    label: kind,
    afterComma: false,
  });
  const parts = label === 'employer' || label === 'institution' ? splitCommas(value, context) : [value];
  const place = parts.length > 1 && placeScore(parts.at(-1)!, context) >= 0.7 ? parts.at(-1)! : null;
  return place ? [piece(parts.slice(0, -1).join(', '), label), piece(place, 'place')] : [piece(value, label)];
}

/** "2012 – 2018 / Agronomist / Dawn Farm": where a slash parts the dates from the rest, it parts the rest too. */
const partSlashes = (text: string): string =>
  /^[\s|]*\/\s|\s\/[\s|]*$/.test(text) ? text.replace(/(?<=^|\s)\/(?=\s|$)/g, '|') : text;

/** The parts of one line of a head, its dates left out, each with the place where it stands. */
export function piecesOf(line: Line, offset: number, context: EntityContext): Piece[] {
  const pieces: Piece[] = [];
  let label: LabelKind | null = null;
  let column = 0;
  for (const [number, segment] of line.segments.entries()) {
    const own = number === 0 && line.segments.length > 1 ? context.vocabulary.labels.get(segment.text) : undefined;
    if (own) {
      label = own;
      continue;
    }
    const dates = context.findDates(segment.text);
    const onlyDate = dates.length > 0 && !/\p{L}{3}/u.test(withoutDates(segment.text, dates));
    if (onlyDate) continue;
    const labelled = LABELLED.exec(segment.text);
    const kind = labelled ? context.vocabulary.labels.get(labelled.groups!.label!) : undefined;
    if (kind) {
      const value = tidy(
        withoutDates(labelled!.groups!.value!, context.findDates(labelled!.groups!.value!)).replace(/\|/g, ' '),
      );
      if (value) pieces.push(...labelledPieces(value, kind, { line, slot: `${offset}.${column++}`, segment }, context));
      continue;
    }
    for (const run of cutAtStyles(segment)) {
      const text = partSlashes(withoutDates(run.text, context.findDates(run.text)));
      for (const [part, piece] of splitSegment(text, context).entries()) {
        // "University of Lodz, field: logistics": a label inside the line
        const inner = LABELLED.exec(piece.text);
        const innerKind = inner ? context.vocabulary.labels.get(inner.groups!.label!) : undefined;
        pieces.push({
          text: innerKind ? tidy(inner!.groups!.value!) : piece.text,
          line,
          slot: `${offset}.${column}.${part}`,
          bold: run.style.bold,
          italic: run.style.italic,
          label: innerKind ?? label,
          afterComma: piece.afterComma && !innerKind,
        });
      }
      column += 1;
    }
  }
  return pieces;
}
