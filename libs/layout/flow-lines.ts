import type { Block, Line, LineSegment, Paragraph, Table, TextRun } from '@vitamill/domain';
import type { LayoutHints } from './hints.js';
import { type DraftRegion, type LineDraft, styleOfSegments, withoutBullet } from './line-draft.js';

const DEFAULT_SIZE = 10;

interface Container {
  readonly kind: Line['regionKind'];
  lines: LineDraft[];
}

const segmentsOfRuns = (runs: readonly TextRun[]): LineSegment[][] => {
  const lines: LineSegment[][] = [[]];
  let text = '';
  let parts: TextRun[] = [];
  const flush = (): void => {
    const lead = text.length - text.trimStart().length;
    const trimmed = text.trim();
    if (trimmed) {
      const spans: { start: number; end: number; bold: boolean; italic: boolean }[] = [];
      const links: { text: string; href: string }[] = [];
      let at = -lead;
      for (const part of parts) {
        const start = Math.max(0, at);
        const end = Math.min(trimmed.length, at + part.text.length);
        at += part.text.length;
        if (end <= start) continue;
        const last = spans.at(-1);
        if (last && last.bold === part.bold && last.italic === part.italic) last.end = end;
        else spans.push({ start, end, bold: part.bold, italic: part.italic });
        if (!part.href) continue;
        const lastLink = links.at(-1);
        if (lastLink && lastLink.href === part.href) lastLink.text += part.text;
        else links.push({ text: part.text.trim(), href: part.href });
      }
      const style = styleOfSegments(
        parts.map((p) => ({
          text: p.text,
          bbox: null,
          style: { fontSize: p.fontSize ?? DEFAULT_SIZE, bold: p.bold, italic: p.italic, color: p.color },
          links: [],
          icon: null,
          spans: [],
        })),
      );
      lines.at(-1)!.push({ text: trimmed.replace(/ {2,}/g, ' '), bbox: null, style, links, icon: null, spans });
    }
    text = '';
    parts = [];
  };
  for (const run of runs) {
    if (run.hidden) continue;
    for (const piece of run.text.replace(/ {4,}/g, '\t').split(/([\t\n])/)) {
      if (piece === '\t') flush();
      else if (piece === '\n') {
        flush();
        lines.push([]);
      } else if (piece) {
        text += piece;
        parts.push({ ...run, text: piece });
      }
    }
  }
  flush();
  return lines.filter((line) => line.length > 0);
};

const draftsOfParagraph = (paragraph: Paragraph, gapBefore: number): LineDraft[] =>
  segmentsOfRuns(paragraph.runs).map((line, i) => {
    const { bullet, segments } = withoutBullet(line);
    const kept = segments.length > 0 ? segments : line;
    return {
      page: 1,
      bbox: null,
      segments: kept,
      style: styleOfSegments(kept),
      bullet: bullet ?? (paragraph.list && i === 0 && paragraph.headingLevel === null ? '•' : null),
      headingLevel: i === 0 ? paragraph.headingLevel : null,
      ruled: paragraph.bordered,
      ocrConfidence: null,
      indent: paragraph.indent / DEFAULT_SIZE + (paragraph.list?.level ?? 0),
      gapBefore: i === 0 ? gapBefore : 0,
      continues: false,
    };
  });

/** "SKILLS -------" and "**SKILLS**": rules and stars that plain text draws around its headings. */
const DRAWN = /^(?:[-=_~*#\s]{2,})?(?<words>[^-=_~*#].*?)\s*[-=_~*#]{3,}$|^\*{2}(?<bold>[^*]+)\*{2}$/u;

function withoutDrawing(line: LineDraft): LineDraft {
  const [only, ...others] = line.segments;
  const match = only && others.length === 0 ? DRAWN.exec(only.text) : null;
  const words = match?.groups?.words ?? match?.groups?.bold;
  return words ? { ...line, segments: [{ ...only!, text: words.trim(), spans: [] }], ruled: true } : line;
}

const isEmpty = (paragraph: Paragraph): boolean => paragraph.runs.every((r) => !r.text.trim() || r.hidden);

/** A cell that holds one date over several lines ("09/2019 –", "heute") is one line. */
function joinDateCell(lines: LineDraft[], hints: LayoutHints): LineDraft[] {
  if (lines.length < 2 || lines.length > 3) return lines;
  const segments = lines.flatMap((l) => l.segments);
  const text = segments.map((s) => s.text).join(' ');
  return hints.isDate(text) ? [{ ...lines[0]!, segments: [{ ...segments[0]!, text, spans: [] }] }] : lines;
}

/** Rows of cells beside each other become lines of several segments; cells that hold whole columns become regions. */
function readTable(table: Table, container: Container, regions: Container[], hints: LayoutHints): void {
  const cellsOf = table.rows.map((row) =>
    row.cells.map((cell) => {
      const inner: Container = { kind: container.kind, lines: [] };
      const nested: Container[] = [];
      readBlocks(cell.blocks, inner, nested, hints);
      return { lines: inner.lines, nested };
    }),
  );
  for (const row of cellsOf) {
    const filled = row.filter((cell) => cell.lines.length > 0 || cell.nested.length > 0);
    const long = filled.filter((cell) => cell.lines.length >= 5);
    if (filled.length >= 2 && long.length >= 2) {
      // columns of a page, made with a table
      const sizes = filled.map((cell) =>
        cell.lines.reduce((sum, l) => sum + l.segments.map((s) => s.text).join(' ').length, 0),
      );
      const widest = Math.max(...sizes);
      filled.forEach((cell, i) => {
        if (sizes[i] === widest) for (const line of cell.lines) container.lines.push(line);
        else regions.push({ kind: 'sidebar', lines: cell.lines });
        regions.push(...cell.nested);
      });
      continue;
    }
    if (filled.length === 1) {
      for (const line of filled[0]!.lines) container.lines.push(line);
      regions.push(...filled[0]!.nested);
      continue;
    }
    for (const cell of row) cell.lines = joinDateCell(cell.lines, hints);
    const height = Math.max(0, ...row.map((cell) => cell.lines.length));
    for (let i = 0; i < height; i++) {
      const parts = row.flatMap((cell) => cell.lines[i] ?? []);
      const first = parts[0]!;
      const segments = parts.flatMap((p) => p.segments);
      const lead = parts.find((p) => p.headingLevel !== null);
      container.lines.push({
        ...first,
        segments,
        style: styleOfSegments(segments),
        headingLevel: lead?.headingLevel ?? null,
        bullet: parts.length === 1 ? first.bullet : null,
        gapBefore: i === 0 ? Math.max(0.5, first.gapBefore) : first.gapBefore,
      });
    }
    for (const cell of row) regions.push(...cell.nested);
  }
}

function readBlocks(blocks: readonly Block[], container: Container, regions: Container[], hints: LayoutHints): void {
  let gap = 0;
  for (const block of blocks) {
    switch (block.kind) {
      case 'paragraph':
        if (isEmpty(block)) gap += 1;
        else {
          for (const line of draftsOfParagraph(block, gap)) container.lines.push(line);
          gap = 0;
        }
        break;
      case 'table':
        readTable(block, container, regions, hints);
        gap = 1;
        break;
      case 'frame': {
        const kind =
          block.role === 'page-header'
            ? 'page-header'
            : block.role === 'page-footer'
              ? 'page-footer'
              : block.role === 'column'
                ? 'main'
                : 'sidebar';
        const inner: Container = { kind, lines: [] };
        regions.push(inner);
        readBlocks(block.blocks, inner, regions, hints);
        break;
      }
      default:
        block satisfies never;
    }
  }
}

/** Whether lines were broken by hand at a common width, as in e-mails and text files. */
function joinHardWrapped(lines: readonly LineDraft[]): LineDraft[] {
  const lengths = lines.map((l) => l.segments.map((s) => s.text).join(' ').length);
  const longest = lengths.reduce((most, n) => Math.max(most, n), 0);
  const nearFull = lengths.filter((n) => n > longest - 14).length;
  if (longest < 50 || longest > 110 || nearFull < 3) return [...lines];
  return lines.map((line, i) => {
    const previous = lines[i - 1];
    if (!previous || line.bullet || line.gapBefore > 0 || line.segments.length > 1 || previous.segments.length > 1)
      return line;
    const firstWord = line.segments[0]!.text.split(' ')[0]!.length;
    return { ...line, continues: longest - lengths[i - 1]! < firstWord + 1 };
  });
}

/** Where blank lines stand between all lines, they say nothing: one of them is the usual distance. */
function withUsualGaps(lines: readonly LineDraft[]): LineDraft[] {
  const spaced = lines.filter((l) => l.gapBefore >= 1 && l.bullet === null).length;
  const plain = lines.filter((l) => l.bullet === null).length;
  if (plain < 6 || spaced < 0.6 * plain) return [...lines];
  return lines.map((line) => ({ ...line, gapBefore: Math.max(0, line.gapBefore - 1) }));
}

/** The blocks of a document without pages as regions of lines, the page headers first. */
export function linesOfFlow(blocks: readonly Block[], hardWrapped: boolean, hints: LayoutHints): DraftRegion[] {
  const main: Container = { kind: 'main', lines: [] };
  const others: Container[] = [];
  readBlocks(blocks, main, others, hints);
  const ordered = [
    ...others.filter((r) => r.kind === 'page-header'),
    main,
    ...others.filter((r) => r.kind !== 'page-header' && r.kind !== 'page-footer'),
    ...others.filter((r) => r.kind === 'page-footer'),
  ];
  return ordered
    .filter((r) => r.lines.length > 0)
    .map((r) => ({
      kind: r.kind,
      lines: withUsualGaps(hardWrapped ? joinHardWrapped(r.lines.map(withoutDrawing)) : r.lines),
    }));
}
