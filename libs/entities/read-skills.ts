import { type CvSkill, foldTerm, type Line, wordsOf } from '@vitamill/domain';
import type { EntityContext } from './context.js';
import { extracted } from './extracted.js';
import { joinWrapped } from './paragraphs.js';
import { proseScore } from './scores.js';
import { splitSkillRun } from './split-skill-run.js';

const SEPARATOR = /\s*[,;|\u00B7\u2022\u25CF\u2219\u25AA\u2502]\s*|\s+[-\u2013\u2014/]\s+|\s{2,}|\t/u;
const RATING =
  /[\s:\u2013\u2014-]*(?:[\u2605\u2606\u25CF\u25CB\u25A0\u25A1\u2B24\u26AA\u2022\u00B7*]{2,}|\d{1,3}\s?%|\d{1,2}\s?\/\s?\d{1,2})\s*$/u;

interface Cell {
  readonly text: string;
  readonly lines: readonly Line[];
  readonly bold: boolean;
  readonly segment: number;
}

/** Texts of the section, wrapped ones joined: a line goes on where the one before ends in a comma or it begins small. */
function cellsOf(lines: readonly Line[]): Cell[] {
  const cells: Cell[] = [];
  const capital = lines.filter((l) => /^\p{Lu}/u.test(l.text)).length >= 0.7 * lines.length;
  for (const line of lines) {
    const last = cells.at(-1);
    const open = last && /[,;(&/]\s*$|\s(?:and|und|en|et|y|e|i|og|och|ja|și|ve|и|та|és)$/u.test(last.text);
    const small = last && line.continues && (/^[\p{Ll}(]/u.test(line.text) || /[,;]/.test(last.text));
    // "Układanie grafików" / "pracy": among capitals, a line that begins small goes on
    const goesOn =
      last &&
      capital &&
      lines.length >= 4 &&
      /^\p{Ll}/u.test(line.text) &&
      !/[,;|]/.test(line.text) &&
      line.bbox !== null;
    const unclosed = last && (last.text.match(/\(/g)?.length ?? 0) > (last.text.match(/\)/g)?.length ?? 0);
    if (
      last &&
      line.bullet === null &&
      line.segments.length === 1 &&
      (open || small || unclosed || goesOn) &&
      line.gapBefore < 0.5
    ) {
      cells[cells.length - 1] = { ...last, text: joinWrapped(last.text, line.text), lines: [...last.lines, line] };
      continue;
    }
    line.segments.forEach((segment, i) => {
      const text = segment.text.replace(/^\s*[\u2022\u25CF\u25AA\u25E6\u2023\u00B7]\s*/u, '');
      if (text.trim()) cells.push({ text, lines: [line], bold: segment.style.bold, segment: i });
    });
  }
  return cells;
}

/** Cuts at separators, but not inside brackets. */
function splitList(text: string): string[] {
  const held: string[] = [];
  const masked = text.replace(/\([^()]*\)/g, (bracket) => {
    held.push(bracket);
    return `\u0001${held.length - 1}\u0002`;
  });
  return masked.split(SEPARATOR).map((part) => part.replace(/\u0001(\d+)\u0002/g, (_, n) => held[Number(n)]!).trim());
}

/** The skill without its level: "Python (advanced)", "Excel – sehr gut", "SQL ●●●○○". */
function partLevel(text: string, { vocabulary }: EntityContext): { name: string; level: string | null } {
  const rated = text.replace(RATING, '').trim();
  const bracket = /^(?<name>.+?)\s*\((?<inner>[^()]+)\)$/u.exec(rated);
  const isLevel = (t: string): boolean =>
    vocabulary.skillLevels.has(t) || vocabulary.languageLevels.has(t) || /^[ABC][12]$/.test(t.trim());
  if (bracket && isLevel(bracket.groups!.inner!)) return { name: bracket.groups!.name!, level: bracket.groups!.inner! };
  const dash = /^(?<name>.+?)\s*[:\u2013\u2014-]\s+(?<level>[^:]+)$/u.exec(rated);
  if (dash && isLevel(dash.groups!.level!)) return { name: dash.groups!.name!, level: dash.groups!.level! };
  return { name: rated, level: rated === text ? null : text.slice(rated.length).trim() };
}

const tidy = (text: string): string => text.replace(/^[\s\-\u2013\u2014*\u2022·]+|[\s.;,:]+$/g, '').trim();

/** The skills of one section: lists, groups ("Databases: ..."), tables, tags; never the name of a group or a level. */
export function readSkills(lines: readonly Line[], context: EntityContext): CvSkill[] {
  const isLevel = (cell: Cell): boolean =>
    context.vocabulary.skillLevels.has(cell.text) ||
    (cell.segment > 0 && context.vocabulary.languageLevels.has(cell.text));
  const cells = cellsOf(lines).filter((cell) => !isLevel(cell));
  const skills: CvSkill[] = [];
  const known = new Set<string>();
  let group: string | null = null;
  const runs = (part: string) => splitSkillRun(part, context);
  const bolds = cells.filter((c) => c.bold).length;
  const add = (text: string, cell: Cell, confidence: number): void => {
    const { name, level } = partLevel(tidy(text), context);
    const clean = tidy(name);
    if (clean.length < 1 || clean.length > 80 || !/[\p{L}]/u.test(clean)) return;
    if (context.vocabulary.skillLevels.has(clean) || /^[ABC][12]$/.test(clean)) return;
    const folded = foldTerm(clean);
    if (known.has(folded)) return;
    known.add(folded);
    skills.push({ name: extracted(clean, text, confidence, 'skills.list', cell.lines), group, level });
  };
  for (const [i, cell] of cells.entries()) {
    const text = cell.text.trim();
    const next = cells[i + 1];
    const grouped = /^(?<group>[^:,;]{2,50}):\s*(?<items>.*)$/u.exec(text);
    if (grouped && !/^\d|https?$/.test(grouped.groups!.group!)) {
      const items = grouped.groups!.items!;
      const { level } = partLevel(text, context);
      if (level !== null && items) {
        add(text, cell, 0.85);
        continue;
      }
      // "Welding:" with nothing behind or below it is a skill itself
      if (!items && (!next || /^[^:,;]{2,50}:/.test(next.text))) {
        add(grouped.groups!.group!, cell, 0.7);
        continue;
      }
      group = tidy(grouped.groups!.group!);
      for (const part of splitList(items).flatMap(runs)) add(part, cell, 0.9);
      continue;
    }
    // a word in bold beside or above plain ones names their group
    const beside = next !== undefined && next.lines[0] === cell.lines[0] && cell.segment === 0;
    const heads =
      cell.bold && !beside && bolds < cells.length * 0.6 && next !== undefined && !next.bold && !SEPARATOR.test(text);
    const labels =
      beside &&
      SEPARATOR.test(next.text) &&
      !SEPARATOR.test(text) &&
      cells.filter((c) => c.lines[0] === cell.lines[0]).length === 2;
    if (heads || labels) {
      group = tidy(text);
      continue;
    }
    // a line above bullets names their group
    const below = cells.slice(i + 1).find((c) => c.lines[0] !== cell.lines[0]);
    const overBullets =
      cell.lines[0]!.bullet === null && below !== undefined && below.lines[0]!.bullet !== null && !SEPARATOR.test(text);
    // words above a list with commas, again and again
    const isLead = (at: number): boolean => {
      const [lead, list] = [cells[at], cells[at + 1]];
      return (
        lead !== undefined &&
        list !== undefined &&
        lead.lines[0] !== list.lines[0] &&
        !SEPARATOR.test(lead.text.trim()) &&
        wordsOf(lead.text).length <= 3 &&
        list.text.split(SEPARATOR).length >= 3
      );
    };
    if (isLead(i) && cells.filter((_, at) => isLead(at)).length >= 2) {
      group = tidy(text);
      continue;
    }
    if (overBullets && cells.filter((c) => c.lines[0]!.bullet !== null).length >= 2) {
      group = tidy(text);
      continue;
    }
    const prose = proseScore(text, context.vocabulary);
    const parts = splitList(text);
    if (prose >= 0.7 && wordsOf(text).length > 10 && wordsOf(text).length > 6 * parts.length) continue;
    const wordy = parts.length > 1 && parts.some((p) => wordsOf(p).length > 7);
    if (wordy || (prose >= 0.5 && parts.length <= 2)) add(text, cell, 0.55);
    else for (const part of parts.flatMap(runs)) add(part, cell, 0.85);
  }
  return skills;
}
