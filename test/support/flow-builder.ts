import type { Block, FlowDocument, HiddenReason, Paragraph, Table, TextRun } from '@vitamill/domain';

const run = (text: string, bold = false, hidden: HiddenReason | null = null): TextRun => ({
  text,
  bold,
  italic: false,
  fontSize: null,
  color: null,
  href: null,
  hidden,
});

/** One paragraph: "# " makes it a heading, "- " a list entry, **stars** set bold, a tab sets pieces apart. */
export function paragraph(line: string): Paragraph {
  const heading = line.startsWith('# ');
  const listed = line.startsWith('- ');
  const runs = line
    .slice(heading || listed ? 2 : 0)
    .split('**')
    .map((text, i) => run(text, i % 2 === 1))
    .filter((r) => r.text);
  return {
    kind: 'paragraph',
    runs,
    headingLevel: heading ? 2 : null,
    list: listed ? { level: 0, ordered: false } : null,
    indent: 0,
    align: null,
    bordered: false,
  };
}

/** Paragraphs, one a line of the text; an empty line is white space. */
export const paragraphs = (text: string): Paragraph[] => text.trim().split('\n').map(paragraph);

/** A paragraph that no reader sees. */
export const hiddenParagraph = (text: string, reason: HiddenReason): Paragraph => ({
  ...paragraph(''),
  runs: [run(text, false, reason)],
});

/** Rows of cells; each cell holds the paragraphs of its text. */
export const table = (rows: readonly (readonly string[])[]): Table => ({
  kind: 'table',
  rows: rows.map((cells) => ({ cells: cells.map((text) => ({ blocks: paragraphs(text), span: 1 })) })),
});

/** A document without pages from a text (see `paragraph`) or from blocks. */
export function flowDocument(content: string | readonly Block[]): FlowDocument {
  return {
    kind: 'flow',
    format: 'docx',
    blocks: typeof content === 'string' ? paragraphs(content) : content,
    metadata: { title: null, author: null, modified: null, language: null },
    embedded: [],
    issues: [],
  };
}
