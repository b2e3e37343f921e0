import { strToU8, zipSync } from 'fflate';
import type { FlowBlock, FlowDocument, FlowParagraph, FlowRun } from '../flow.js';

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"';
const TWIPS = 20;
const TEXT_WIDTH = 9638;

class DocxWriter {
  readonly links: string[] = [];
  private sequence = 0;

  private run({ text, bold, italic, colour, size, link, change }: FlowRun): string {
    const properties = [
      link ? '<w:rStyle w:val="Hyperlink"/>' : '',
      bold ? '<w:b/>' : '',
      italic ? '<w:i/>' : '',
      colour ? `<w:color w:val="${colour}"/>` : '',
      size ? `<w:sz w:val="${size * 2}"/>` : '',
    ].join('');
    const tag = change === 'deleted' ? 'w:delText' : 'w:t';
    const body = text
      .split(/(\t|\n)/)
      .map((part) =>
        part === '\t'
          ? '<w:tab/>'
          : part === '\n'
            ? '<w:br/>'
            : part
              ? `<${tag} xml:space="preserve">${escapeXml(part)}</${tag}>`
              : '',
      )
      .join('');
    const xml = `<w:r>${properties ? `<w:rPr>${properties}</w:rPr>` : ''}${body}</w:r>`;
    const changed = `w:id="${900 + this.sequence++}" w:author="A" w:date="2026-05-01T08:00:00Z"`;
    if (change === 'inserted') return `<w:ins ${changed}>${xml}</w:ins>`;
    if (change === 'deleted') return `<w:del ${changed}>${xml}</w:del>`;
    if (!link) return xml;
    this.links.push(link);
    return `<w:hyperlink r:id="rLink${this.links.length}">${xml}</w:hyperlink>`;
  }

  paragraph({ runs, style, align, tab, shade, rule }: FlowParagraph, section = ''): string {
    const styles = { title: 'Title', heading: 'Heading1', subheading: 'Heading2', bullet: 'ListParagraph' };
    const properties = [
      style ? `<w:pStyle w:val="${styles[style]}"/>` : '',
      style === 'bullet' ? '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' : '',
      rule ? '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="444444"/></w:pBdr>' : '',
      shade ? `<w:shd w:val="clear" w:color="auto" w:fill="${shade}"/>` : '',
      tab === 'right' ? `<w:tabs><w:tab w:val="right" w:pos="${TEXT_WIDTH}"/></w:tabs>` : '',
      typeof tab === 'number'
        ? `<w:tabs><w:tab w:val="left" w:pos="${tab * TWIPS}"/></w:tabs><w:ind w:left="${tab * TWIPS}" w:hanging="${tab * TWIPS}"/>`
        : '',
      align && align !== 'left' ? `<w:jc w:val="${align}"/>` : '',
      section,
    ].join('');
    return `<w:p>${properties ? `<w:pPr>${properties}</w:pPr>` : ''}${runs.map((r) => this.run(r)).join('')}</w:p>`;
  }

  block(block: FlowBlock): string {
    if (block.kind === 'paragraph') return this.paragraph(block);
    if (block.kind === 'columns') {
      const section = (count: number): string =>
        `<w:sectPr><w:type w:val="continuous"/><w:cols w:num="${count}" w:space="400"/></w:sectPr>`;
      const before = this.paragraph({ kind: 'paragraph', runs: [] }, section(1));
      const last = block.blocks.length - 1;
      return before + block.blocks.map((p, i) => this.paragraph(p, i === last ? section(block.count) : '')).join('');
    }
    if (block.kind === 'box') {
      const content = `<w:txbxContent>${block.blocks.map((b) => this.block(b)).join('')}</w:txbxContent>`;
      const shape = `<wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" relativeHeight="251659264" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>360000</wp:posOffset></wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>720000</wp:posOffset></wp:positionV><wp:extent cx="2000000" cy="8000000"/><wp:wrapSquare wrapText="bothSides"/><wp:docPr id="${++this.sequence}" name="Text Box ${this.sequence}"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="8000000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>${content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor>`;
      // Word writes every text box twice, the second time for versions before 2010
      return `<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>${shape}</w:drawing></mc:Choice><mc:Fallback><w:pict><v:rect><v:textbox>${content}</v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`;
    }
    const border = (name: string): string => `<w:${name} w:val="single" w:sz="4" w:space="0" w:color="808080"/>`;
    const borders = block.borders
      ? `<w:tblBorders>${['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(border).join('')}</w:tblBorders>`
      : '';
    const rows = block.rows.map((cells) => {
      let column = 0;
      const xml = cells.map(({ blocks, shade, span = 1 }) => {
        const width = block.widths.slice(column, column + span).reduce((a, b) => a + b, 0);
        column += span;
        const properties = `<w:tcW w:w="${width * TWIPS}" w:type="dxa"/>${span > 1 ? `<w:gridSpan w:val="${span}"/>` : ''}${shade ? `<w:shd w:val="clear" w:color="auto" w:fill="${shade}"/>` : ''}`;
        const body = blocks.map((b) => this.block(b)).join('');
        return `<w:tc><w:tcPr>${properties}</w:tcPr>${body.endsWith('</w:p>') ? body : `${body}<w:p/>`}</w:tc>`;
      });
      return `<w:tr>${xml.join('')}</w:tr>`;
    });
    return `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/>${borders}<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${block.widths.map((w) => `<w:gridCol w:w="${w * TWIPS}"/>`).join('')}</w:tblGrid>${rows.join('')}</w:tbl>`;
  }
}

const styles = (
  font: string,
  language: string,
): string => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles ${NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="${font}" w:hAnsi="${font}" w:cs="${font}"/><w:sz w:val="21"/><w:lang w:val="${language}"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:rPr><w:b/><w:sz w:val="44"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="27"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style></w:styles>`;
const NUMBERING = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:numbering ${NAMESPACES}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/><w:pPr><w:ind w:left="360" w:hanging="240"/></w:pPr><w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`;
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

/** An OOXML text document, byte for byte the same for the same content. */
export function writeDocx({ language, font, blocks, header, footer }: FlowDocument): Uint8Array {
  const writer = new DocxWriter();
  const body = blocks.map((block) => writer.block(block)).join('');
  const side = new DocxWriter();
  const part = (tag: 'hdr' | 'ftr', paragraphs: readonly FlowParagraph[]): string =>
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:${tag} ${NAMESPACES}>${paragraphs.map((p) => side.paragraph(p)).join('')}</w:${tag}>`;
  const [headerXml, footerXml] = [part('hdr', header), part('ftr', footer)];
  const link =
    (prefix: string) =>
    (target: string, i: number): string =>
      `<Relationship Id="${prefix}${i + 1}" Type="${OFFICE}/hyperlink" Target="${escapeXml(target)}" TargetMode="External"/>`;
  const relations = (inner: string): string =>
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;
  const parts = [header.length > 0 ? 'header' : '', footer.length > 0 ? 'footer' : ''].filter(Boolean);
  const section = `<w:sectPr>${parts.map((p) => `<w:${p}Reference w:type="default" r:id="r${p}"/>`).join('')}<w:type w:val="continuous"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>`;
  const files: Record<string, string> = {
    '[Content_Types].xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${TYPES}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${TYPES}.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="${TYPES}.numbering+xml"/>${parts.map((p) => `<Override PartName="/word/${p}1.xml" ContentType="${TYPES}.${p}+xml"/>`).join('')}</Types>`,
    '_rels/.rels': relations(`<Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/>`),
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ${NAMESPACES}><w:body>${body}${section}</w:body></w:document>`,
    'word/styles.xml': styles(font, language),
    'word/numbering.xml': NUMBERING,
    'word/_rels/document.xml.rels': relations(
      `<Relationship Id="rStyles" Type="${OFFICE}/styles" Target="styles.xml"/><Relationship Id="rNumbering" Type="${OFFICE}/numbering" Target="numbering.xml"/>${parts.map((p) => `<Relationship Id="r${p}" Type="${OFFICE}/${p}" Target="${p}1.xml"/>`).join('')}${writer.links.map(link('rLink')).join('')}`,
    ),
  };
  if (header.length > 0) files['word/header1.xml'] = headerXml;
  if (footer.length > 0) files['word/footer1.xml'] = footerXml;
  if (side.links.length > 0)
    for (const p of parts) files[`word/_rels/${p}1.xml.rels`] = relations(side.links.map(link('rLink')).join(''));
  const mtime = new Date(2026, 5, 15, 8);
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])), {
    mtime,
    level: 9,
  });
}
