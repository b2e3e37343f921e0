import type { FlowBlock, FlowDocument, FlowParagraph, FlowRun } from '../flow.js';

/** RTF is 7-bit: everything else is a signed 16-bit unit with a question mark for old readers. */
const escapeRtf = (text: string): string =>
  Array.from({ length: text.length }, (_, i) => {
    const unit = text.charCodeAt(i);
    if (text[i] === '\t') return '\\tab ';
    if (text[i] === '\n') return '\\line ';
    if ('\\{}'.includes(text[i]!)) return `\\${text[i]}`;
    return unit < 128 ? text[i]! : `\\u${unit > 32767 ? unit - 65536 : unit}?`;
  }).join('');

const runOf = ({ text, bold, italic, link, change, size }: FlowRun): string => {
  if (change === 'deleted') return '';
  const body = `{${bold ? '\\b' : ''}${italic ? '\\i' : ''}${size ? `\\fs${size * 2}` : ''} ${escapeRtf(text)}}`;
  return link ? `{\\field{\\*\\fldinst HYPERLINK "${escapeRtf(link)}"}{\\fldrslt ${body}}}` : body;
};

function paragraph({ runs, style, align, tab }: FlowParagraph, end = '\\par', inTable = ''): string {
  const size = style === 'title' ? '\\fs44\\b ' : style === 'heading' ? '\\fs27\\b ' : '';
  const at = align === 'center' ? '\\qc' : align === 'right' ? '\\qr' : '\\ql';
  const stop =
    tab === 'right' ? '\\tqr\\tx9638' : typeof tab === 'number' ? `\\tx${tab * 20}\\li${tab * 20}\\fi-${tab * 20}` : '';
  const bullet = style === 'bullet' ? "{\\pntext\\'b7\\tab}\\fi-240\\li360 " : '';
  return `\\pard${inTable}${at}${stop} {${bullet}${size}${runs.map(runOf).join('')}}${end}\n`;
}

function write(block: FlowBlock): string {
  if (block.kind === 'paragraph') return paragraph(block);
  if (block.kind !== 'table') return block.blocks.map(write).join('');
  return block.rows
    .map((cells) => {
      let right = 0;
      let column = 0;
      const edges = cells.map(({ span = 1 }) => {
        right += block.widths.slice(column, column + span).reduce((a, b) => a + b, 0) * 20;
        column += span;
        return `\\cellx${right}`;
      });
      const body = cells.map(({ blocks }) => {
        const inner = blocks.filter((b): b is FlowParagraph => b.kind === 'paragraph');
        return (
          inner.map((p, i) => paragraph(p, i === inner.length - 1 ? '\\cell' : '\\par', '\\intbl')).join('') ||
          '\\pard\\intbl\\cell '
        );
      });
      return `\\trowd${edges.join('')}\n${body.join('')}\\row\n`;
    })
    .join('');
}

/** A Rich Text Format document. */
export function writeRtf({ font, blocks, header }: FlowDocument): Uint8Array {
  const top = header.length > 0 ? `{\\header ${header.map((p) => paragraph(p)).join('')}}` : '';
  return Buffer.from(
    `{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 ${font};}}\\paperw11906\\paperh16838\\fs21 ${top}\n${blocks.map(write).join('')}}`,
    'latin1',
  );
}
