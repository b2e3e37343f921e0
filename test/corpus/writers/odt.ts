import { strToU8, zipSync } from 'fflate';
import type { FlowBlock, FlowDocument, FlowParagraph, FlowRun } from '../flow.js';

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const NAMESPACES =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"';

const inner = ({ text, bold, italic, link, change }: FlowRun): string => {
  if (change === 'deleted') return '';
  const body = escapeXml(text).replaceAll('\t', '<text:tab/>').replaceAll('\n', '<text:line-break/>');
  const styled = bold || italic ? `<text:span text:style-name="${bold ? 'Bold' : 'Italic'}">${body}</text:span>` : body;
  return link ? `<text:a xlink:type="simple" xlink:href="${escapeXml(link)}">${styled}</text:a>` : styled;
};

function paragraph(p: FlowParagraph): string {
  const body = p.runs.map(inner).join('');
  if (p.style === 'heading' || p.style === 'subheading')
    return `<text:h text:style-name="Heading_20_${p.style === 'heading' ? 1 : 2}" text:outline-level="${p.style === 'heading' ? 1 : 2}">${body}</text:h>`;
  if (p.style === 'bullet') return `<text:list><text:list-item><text:p>${body}</text:p></text:list-item></text:list>`;
  return `<text:p text:style-name="${p.style === 'title' ? 'Title' : p.align === 'center' ? 'Centred' : 'Standard'}">${body}</text:p>`;
}

function write(block: FlowBlock): string {
  if (block.kind === 'paragraph') return paragraph(block);
  if (block.kind === 'columns') return block.blocks.map(paragraph).join('');
  if (block.kind === 'box')
    return `<text:p><draw:frame svg:width="5cm" svg:height="20cm"><draw:text-box>${block.blocks.map(write).join('')}</draw:text-box></draw:frame></text:p>`;
  const rows = block.rows.map(
    (cells) =>
      `<table:table-row>${cells.map(({ blocks, span = 1 }) => `<table:table-cell office:value-type="string"${span > 1 ? ` table:number-columns-spanned="${span}"` : ''}>${blocks.map(write).join('') || '<text:p/>'}</table:table-cell>${'<table:covered-table-cell/>'.repeat(span - 1)}`).join('')}</table:table-row>`,
  );
  return `<table:table>${`<table:table-column table:number-columns-repeated="${block.widths.length}"/>`}${rows.join('')}</table:table>`;
}

/** An OpenDocument text, byte for byte the same for the same content. */
export function writeOdt({ blocks, header }: FlowDocument): Uint8Array {
  const styles = `<office:automatic-styles><style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style><style:style style:name="Italic" style:family="text"><style:text-properties fo:font-style="italic"/></style:style><style:style style:name="Centred" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/></style:style></office:automatic-styles>`;
  const content = `<?xml version="1.0" encoding="UTF-8"?><office:document-content ${NAMESPACES} office:version="1.3">${styles}<office:body><office:text>${[...header, ...blocks].map(write).join('')}</office:text></office:body></office:document-content>`;
  const manifest = `<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`;
  const mtime = new Date(2026, 5, 15, 8);
  return zipSync(
    {
      mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 }],
      'content.xml': strToU8(content),
      'META-INF/manifest.xml': strToU8(manifest),
    },
    { mtime, level: 9 },
  );
}
