import { type LabelKind, type Line, unionOfBoxes } from '@vitamill/domain';
import type { EntityContext } from './context.js';
import type { DateMatch } from './dates/date-grammar.js';
import { joinWrapped } from './paragraphs.js';
import { withoutDates } from './pieces.js';
import { proseScore } from './scores.js';

/** One dated thing: a position or a study. */
export interface Entry {
  /** Lines that carry title, employer, place, dates, in reading order. */
  readonly head: readonly Line[];
  /** The line with the dates; null where the entry has none. */
  readonly anchor: Line | null;
  readonly date: DateMatch | null;
  readonly body: readonly Line[];
  /** How many lines of the head stand above the anchor. */
  readonly above: number;
}

interface Judged {
  readonly line: Line;
  readonly date: DateMatch | null;
  readonly headLike: boolean;
}

/** The date of a line that stands apart from its words: at an end, in a segment of its own, as a range. */
function findAnchorDate(line: Line, { findDates }: EntityContext): DateMatch | null {
  for (const segment of line.segments) {
    const dates = findDates(segment.text);
    if (dates.length === 0) continue;
    const range = dates.find((d) => d.isRange) ?? dates[0]!;
    const rest = withoutDates(segment.text, dates);
    const alone = !/\p{L}{3}/u.test(rest);
    const atEnd =
      /^[\s).\]|]*$/.test(segment.text.slice(range.end)) || /^\s*[([\u00B7|,]/.test(segment.text.slice(range.end));
    const atStart = segment.text.slice(0, range.start).trim().length <= 2;
    const labelled = /:\s*$/.test(segment.text.slice(0, range.start));
    if (
      alone ||
      labelled ||
      (range.isRange && segment.text.length < 140) ||
      atStart ||
      (atEnd && segment.text.length < 110)
    )
      return range;
  }
  return null;
}

const HEAD_LABELS: ReadonlySet<LabelKind> = new Set(['title', 'employer', 'institution', 'degree', 'field', 'place']);

/** "Title of qualification awarded: Degree in languages and literature": long, and yet no prose. */
const isLabelled = (line: Line, { vocabulary }: EntityContext): boolean => {
  const label = line.segments.length > 1 ? line.segments[0]!.text : /^([^:]{2,110}):\s/u.exec(line.text)?.[1];
  const kind = label === undefined ? undefined : vocabulary.labels.get(label);
  return kind !== undefined && HEAD_LABELS.has(kind) && line.text.length <= 160;
};

function judge(line: Line, context: EntityContext): Judged {
  const prose = proseScore(line.text, context.vocabulary) >= 0.6 || line.text.length > 130;
  const date = line.continues && line.bullet === null ? null : findAnchorDate(line, context);
  const headLike = line.bullet === null && !line.continues && (!prose || isLabelled(line, context));
  return {
    line,
    date: date && (headLike || (date.isRange && line.bullet === null && line.text.length < 160)) ? date : null,
    headLike,
  };
}

/** Text beside a date that was wrapped is one line again: its words behind the first segment's. */
function joinWrappedBesideDates(lines: readonly Line[], { findDates }: EntityContext): Line[] {
  const joined: Line[] = [];
  for (const line of lines) {
    const last = joined.at(-1);
    const [first, ...others] = last?.segments ?? [];
    if (
      last &&
      first &&
      line.continues &&
      others.length === 1 &&
      findDates(others[0]!.text).length > 0 &&
      line.segments.length === 1 &&
      first.text.length + line.text.length <= 130
    ) {
      const text = joinWrapped(first.text, line.text);
      joined[joined.length - 1] = {
        ...last,
        bbox: unionOfBoxes([last.bbox, line.bbox]),
        joined: [...(last.joined ?? []), line.index],
        text: `${text}  ${others[0]!.text}`,
        segments: [{ ...first, text, spans: [] }, ...others],
      };
    } else joined.push(line);
  }
  return joined;
}

/** Heads that were wrapped are one line again: "Laurea magistrale in Scienze e tecnologie" / "alimentari". */
function joinWrappedHeads(lines: readonly Line[], context: EntityContext): Line[] {
  const joined: Line[] = [];
  for (const line of lines) {
    const last = joined.at(-1);
    const text = last ? joinWrapped(last.text, line.text) : '';
    if (
      last &&
      line.continues &&
      line.bullet === null &&
      last.bullet === null &&
      last.segments.length === 1 &&
      line.segments.length === 1 &&
      text.length <= 130 &&
      proseScore(text, context.vocabulary) < 0.6
    ) {
      const [first] = last.segments;
      joined[joined.length - 1] = {
        ...last,
        bbox: unionOfBoxes([last.bbox, line.bbox]),
        joined: [...(last.joined ?? []), line.index],
        text,
        segments: [{ ...first!, text, spans: [], links: [...first!.links, ...line.segments[0]!.links] }],
      };
    } else joined.push(line);
  }
  return joined;
}

const DURATION = /^\(?\d{1,2}\+?\s\p{L}{1,10}\.?(?:[\s,]+(?:\p{L}{1,3}\s)?\d{1,2}\s\p{L}{1,10}\.?)?\)?$/u;

/**
 * A column on the right can hold the dates beside the bullets of an entry: they go up to the last line that is no
 * bullet. How long it lasted, counted by the CV itself, is left out.
 */
function liftDates(lines: readonly Line[], { findDates }: EntityContext): Line[] {
  const lifted: Line[] = [];
  for (const line of lines) {
    const last = line.segments.at(-1)!;
    if (line.segments.length < 2) {
      lifted.push(line);
      continue;
    }
    const rest = line.segments.slice(0, -1);
    const without = { ...line, segments: rest, text: rest.map((s) => s.text).join('  ') };
    if (DURATION.test(last.text) && findDates(last.text).length === 0) {
      lifted.push(without);
      continue;
    }
    const dates = findDates(last.text);
    const onlyDate = dates.length > 0 && !/\p{L}{3}/u.test(withoutDates(last.text, dates));
    const at = lifted.findLastIndex((l) => l.bullet === null && !l.continues);
    const head = lifted[at];
    const near = head && lifted.length - at <= 3 && head.segments.every((s) => findDates(s.text).length === 0);
    if (line.bullet !== null && onlyDate && near) {
      lifted[at] = { ...head, segments: [...head.segments, last], text: `${head.text}  ${last.text}` };
      lifted.push(without);
    } else lifted.push(line);
  }
  return lifted;
}

const MOST_LINES_ABOVE = 3;
const MOST_LINES_BELOW = 3;

/** Cuts a section into entries at the lines with dates; the first entry shows how many lines stand above the date. */
export function cutIntoEntries(printed: readonly Line[], context: EntityContext): Entry[] {
  const lines = joinWrappedHeads(joinWrappedBesideDates(liftDates(printed, context), context), context);
  let judged = lines.map((line) => judge(line, context));
  if (!judged.some((j) => j.date)) {
    // a list of dated bullets
    const bullets = lines.map((line) => ({
      line,
      date: line.bullet ? findAnchorDate(line, context) : null,
      headLike: line.bullet !== null,
    }));
    if (bullets.filter((b) => b.date).length >= 1) judged = bullets;
  }
  const anchors = judged.flatMap((j, i) => (j.date ? [i] : []));
  if (anchors.length === 0) return cutAtGaps(judged);
  const availableAbove = (at: number, floor: number): number => {
    let n = 0;
    while (at - n - 1 >= floor && n < MOST_LINES_ABOVE && judged[at - n - 1]!.headLike && !judged[at - n - 1]!.date) {
      n += 1;
      if (judged[at - n]!.line.gapBefore >= 0.6 && at - n > floor) break;
    }
    return n;
  };
  const usual = availableAbove(anchors[0]!, 0);
  const starts: number[] = [];
  anchors.forEach((at, i) => {
    const floor = i === 0 ? 0 : anchors[i - 1]! + 1;
    const available = Math.min(usual, availableAbove(at, floor));
    starts.push(i === 0 ? at - usual : at - available);
  });
  return anchors.map((at, i) => {
    const start = starts[i]!;
    const end = starts[i + 1] ?? judged.length;
    let headEnd = at + 1;
    while (
      headEnd < end &&
      headEnd - at <= MOST_LINES_BELOW &&
      judged[headEnd]!.headLike &&
      judged[headEnd]!.line.gapBefore < 0.9 &&
      headEnd - start < 5
    )
      headEnd += 1;
    const before = i === 0 ? judged.slice(0, start) : [];
    return {
      head: judged.slice(start, headEnd).map((j) => j.line),
      anchor: judged[at]!.line,
      date: judged[at]!.date,
      body: [...before.map((j) => j.line), ...judged.slice(headEnd, end).map((j) => j.line)],
      above: at - start,
    };
  });
}

/** Without dates, an entry begins where a head follows a body, a gap or a change to bold. */
function cutAtGaps(judged: readonly Judged[]): Entry[] {
  const entries: { head: Line[]; body: Line[] }[] = [];
  for (const [i, { line, headLike }] of judged.entries()) {
    const previous = judged[i - 1];
    const last = entries.at(-1);
    const starts =
      headLike &&
      (!last ||
        last.body.length > 0 ||
        line.gapBefore >= 0.4 ||
        (line.style.bold && previous && !previous.line.style.bold));
    if (starts || !last) entries.push({ head: headLike ? [line] : [], body: headLike ? [] : [line] });
    else if (headLike && last.body.length === 0 && last.head.length < 4) last.head.push(line);
    else last.body.push(line);
  }
  return entries.filter((e) => e.head.length > 0).map((e) => ({ ...e, anchor: null, date: null, above: 0 }));
}
