import { foldTerm, type Line, type Section, type SectionKind, wordsOf } from '@vitamill/domain';
import type { EntityContext } from './context.js';
import { cutIntoEntries, type Entry } from './entries.js';
import { findLanguageNames } from './read-languages.js';
import { degreeScore, institutionScore, organisationScore, proseScore, titleScore } from './scores.js';

/** Kinds that lines without a heading of their own can stand in. */
const OPEN: ReadonlySet<SectionKind> = new Set(['header', 'summary', 'contact', 'personal', 'other']);

/** White space above a line from which it begins something new, in usual line distances. */
const NEW_BLOCK = 0.75;

interface Part {
  readonly kind: SectionKind;
  readonly lines: Line[];
}

const cutIntoBlocks = (lines: readonly Line[]): Line[][] => {
  const blocks: Line[][] = [];
  for (const line of lines) {
    const last = blocks.at(-1);
    if (!last || line.gapBefore >= NEW_BLOCK || line.region !== last[0]!.region) blocks.push([line]);
    else last.push(line);
  }
  return blocks;
};

const best = (
  texts: readonly string[],
  score: (text: string, context: EntityContext) => number,
  context: EntityContext,
) => Math.max(0, ...texts.map((t) => score(t, context)));

/** Whether an entry is a study: it names a degree, or a school and nobody's work. */
function isStudy(entry: Entry, context: EntityContext): boolean {
  const texts = entry.head.flatMap((l) =>
    l.segments.flatMap((s) => s.text.split(/\s*[,|(:]\s*|\s+[\u2013\u2014-]\s+/u)),
  );
  const degree = best(texts, degreeScore, context);
  const school = best(texts, institutionScore, context);
  const title = best(texts, titleScore, context);
  return (
    (degree >= 0.9 && (title < 0.8 || school >= 0.7)) ||
    (degree >= 0.6 && title < 0.9) ||
    (school >= 0.8 && title < 0.7)
  );
}

const isLanguages = (lines: readonly Line[], context: EntityContext): boolean => {
  const parts = lines
    .flatMap((l) => l.text.split(/\s*[,;|\u00B7\u2022]\s*|\s{2,}/u))
    .filter((p) => /\p{L}{3}/u.test(p));
  const named = parts.filter((p) => wordsOf(p).length <= 7 && findLanguageNames(p, context).length > 0);
  return named.length >= 1 && named.length >= 0.5 * parts.length;
};

/** Short items behind each other: what somebody can do, where no heading says otherwise. */
const isList = (lines: readonly Line[], context: EntityContext): boolean => {
  const items = lines.flatMap((l) => l.text.split(/\s*[,;|\u00B7\u2022]\s*|\s{2,}/u)).filter(Boolean);
  return (
    items.length >= 3 &&
    items.every((i) => wordsOf(i).length <= 5 && i.length <= 45 && !/@|\d{4}/.test(i)) &&
    lines.every((l) => proseScore(l.text, context.vocabulary) < 0.6)
  );
};

/** The entries of a block with dates, each with all its lines. */
function partEntries(lines: readonly Line[], kind: SectionKind, context: EntityContext): Part[] {
  const entries = cutIntoEntries(lines, context).filter((e) => e.date !== null);
  // name and address may stand above the first entry without a gap
  const start = entries[0]?.head[0]?.index ?? 0;
  const above = lines.filter((l) => l.index < start);
  const isContact = above.some((l) => /@|\d{6}|\d{3}[ -]\d{3}/.test(l.text));
  const before: Part[] = isContact ? [{ kind, lines: above }] : [];
  const parts = entries.flatMap((entry, i): Part[] => {
    const from = i === 0 && !isContact ? lines[0]!.index : entry.head[0]!.index;
    const to = entries[i + 1]?.head[0]?.index ?? Number.POSITIVE_INFINITY;
    const own = lines.filter((l) => l.index >= from && l.index < to);
    return own.length > 0 ? [{ kind: isStudy(entry, context) ? 'education' : 'experience', lines: own }] : [];
  });
  return [...before, ...parts];
}

/** Whether an entry says what somebody was or where: a date alone (of birth, of the document) does not. */
function isNamed(entry: Entry, context: EntityContext): boolean {
  if (!entry.date) return false;
  const texts = entry.head.flatMap((l) =>
    l.segments.flatMap((s) => s.text.split(/\s*[,|(:]\s*|\s+[\u2013\u2014-]\s+/u)),
  );
  const named = Math.max(
    best(texts, titleScore, context),
    best(texts, organisationScore, context),
    best(texts, degreeScore, context),
    best(texts, institutionScore, context),
  );
  return entry.date.isRange ? named >= 0.5 : best(texts, degreeScore, context) >= 0.9;
}

function kindOfUndated(block: readonly Line[], seenEntries: boolean, context: EntityContext): SectionKind | null {
  if (isLanguages(block, context)) return 'languages';
  if (!seenEntries) {
    const prose = block.every(
      (l) => l.continues || proseScore(l.text, context.vocabulary) >= 0.5 || l.text.length > 90,
    );
    return prose && !block.some((l) => /@|\d{6}/.test(l.text)) ? 'summary' : null;
  }
  const label = context.vocabulary.labels.get(foldTerm(block[0]!.text).split(/[:\s]/)[0] ?? '');
  if (label === 'driving_licence') return 'driving_licence';
  return isList(block, context) ? 'skills' : null;
}

/** A section without headings inside, cut where its lines begin to say something else. */
function partSection(section: Section, context: EntityContext): Section[] {
  const parts: Part[] = [];
  const add = (kind: SectionKind, lines: readonly Line[]): void => {
    const last = parts.at(-1);
    if (last && last.kind === kind) last.lines.push(...lines);
    else parts.push({ kind, lines: [...lines] });
  };
  let seenEntries = false;
  for (const block of cutIntoBlocks(section.lines)) {
    const entries = cutIntoEntries(block, context);
    if (entries.some((e) => isNamed(e, context)) && !isLanguages(block, context)) {
      seenEntries = true;
      for (const part of partEntries(block, section.kind, context)) add(part.kind, part.lines);
      continue;
    }
    add(kindOfUndated(block, seenEntries, context) ?? parts.at(-1)?.kind ?? section.kind, block);
  }
  return parts.map((part, i) =>
    i === 0 && part.kind === section.kind
      ? { ...section, lines: part.lines }
      : { kind: part.kind, heading: null, title: null, lines: part.lines, confidence: 0.6 },
  );
}

/**
 * CVs without headings, or with headings for side matters alone: where no section is headed as work or study, those
 * that hold dated positions or studies are cut by what their lines look like.
 */
export function partHeadlessSections(sections: readonly Section[], context: EntityContext): Section[] {
  if (sections.some((s) => s.heading && (s.kind === 'experience' || s.kind === 'education'))) return [...sections];
  return sections.flatMap((section) => {
    if (!OPEN.has(section.kind) || section.lines.length < 2) return [section];
    const named = cutIntoEntries(section.lines, context).filter((e) => isNamed(e, context));
    return named.length > 0 ? partSection(section, context) : [section];
  });
}
