import type { Block, Paragraph, TextRun } from '@vitamill/domain';

export type RunStyle = Omit<TextRun, 'text'>;

export const PLAIN_RUN: RunStyle = {
  bold: false,
  italic: false,
  fontSize: null,
  color: null,
  href: null,
  hidden: null,
};

const sameStyle = (a: RunStyle, b: RunStyle): boolean =>
  a.bold === b.bold &&
  a.italic === b.italic &&
  a.fontSize === b.fontSize &&
  a.color === b.color &&
  a.href === b.href &&
  a.hidden === b.hidden;

/** Appends text to a run list; neighbours of one style become one run. */
export function appendRun(runs: TextRun[], text: string, style: RunStyle): void {
  if (text === '') return;
  const last = runs.at(-1);
  if (last && sameStyle(last, style)) runs[runs.length - 1] = { ...last, text: last.text + text };
  else runs.push({ ...style, text });
}

export const textOfRuns = (runs: readonly TextRun[]): string => runs.map((run) => run.text).join('');

/** Soft hyphens and zero-width marks say where a line may break; no-break hyphens are hyphens. */
export const cleanText = (text: string): string =>
  text
    .replace(/[\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff]/g, '')
    .replace(/\u2011/g, '-')
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f]/g, '')
    .replace(/[\u000b\u000c\u2028\u2029\u0085]/g, '\n');

/** A paragraph of one plain run, or of the given runs. */
export function paragraph(content: string | readonly TextRun[], overrides: Partial<Paragraph> = {}): Paragraph {
  const runs = typeof content === 'string' ? (content ? [{ ...PLAIN_RUN, text: content }] : []) : content;
  return {
    kind: 'paragraph',
    runs,
    headingLevel: null,
    list: null,
    indent: 0,
    align: null,
    bordered: false,
    ...overrides,
  };
}

/** The text of blocks, for comparing and for telling whether there is any. */
export function textOfBlocks(blocks: readonly Block[]): string {
  const parts: string[] = [];
  for (const block of blocks) {
    if (block.kind === 'paragraph') parts.push(textOfRuns(block.runs));
    else if (block.kind === 'frame') parts.push(textOfBlocks(block.blocks));
    else for (const row of block.rows) for (const cell of row.cells) parts.push(textOfBlocks(cell.blocks));
  }
  return parts.join('\n');
}

/** Whether any letter or digit stands in the blocks. */
export const hasText = (blocks: readonly Block[]): boolean => /[\p{L}\p{N}]/u.test(textOfBlocks(blocks));
