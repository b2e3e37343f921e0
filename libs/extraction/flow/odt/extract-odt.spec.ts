import { type Block, DEFAULT_PARSE_LIMITS } from '@vitamill/domain';
import { strToU8, zipSync } from 'fflate';
import { textOfBlocks } from '../runs.js';
import { extractOdt } from './extract-odt.js';

const OPTIONS = { filename: null, limits: DEFAULT_PARSE_LIMITS };
const NAMESPACES = [
  'office',
  'text',
  'style',
  'table',
  ['draw', 'drawing'],
  ['fo', 'xsl-fo-compatible'],
  ['svg', 'svg-compatible'],
  'meta',
]
  .map((entry) => (typeof entry === 'string' ? [entry, entry] : entry))
  .map(([prefix, name]) => `xmlns:${prefix}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .concat('xmlns:xlink="http://www.w3.org/1999/xlink"', 'xmlns:dc="http://purl.org/dc/elements/1.1/"')
  .join(' ');

const content = (body: string, styles = ''): string =>
  `<office:document-content ${NAMESPACES}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:text>${body}</office:text></office:body></office:document-content>`;
const odt = (body: string, styles = '', parts: Record<string, string> = {}): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries({ 'content.xml': content(body, styles), ...parts }).map(([name, text]) => [name, strToU8(text)]),
    ),
  );
const blocks = async (body: string, styles = '', parts = {}): Promise<readonly Block[]> =>
  (await extractOdt(odt(body, styles, parts), OPTIONS)).blocks;

const COMMON = `<office:document-styles ${NAMESPACES}><office:styles>
  <style:default-style style:family="paragraph"><style:text-properties fo:font-size="10pt" fo:language="fi" fo:country="FI"/></style:default-style>
  <style:style style:name="Base" style:family="paragraph"><style:text-properties fo:font-size="200%" fo:font-weight="bold" fo:color="#123456"/></style:style>
  </office:styles><office:master-styles><style:master-page style:name="Standard"><style:header><text:p>Jane Doe</text:p></style:header><style:header-left><text:p>Jane Doe</text:p></style:header-left><style:footer><text:p>1</text:p></style:footer></style:master-page></office:master-styles></office:document-styles>`;

describe('extractOdt', () => {
  it('takes sizes, weights and colours through the parents of a style', async () => {
    const styles =
      '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Base"/><style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="normal" fo:font-style="italic"/></style:style>';
    const body = '<text:p text:style-name="P1">a<text:span text:style-name="T1">b</text:span></text:p>';
    expect((await blocks(body, styles, { 'styles.xml': COMMON }))[1]).toMatchObject({
      runs: [
        { text: 'a', bold: true, italic: false, fontSize: 20, color: '#123456' },
        { text: 'b', bold: false, italic: true, fontSize: 20 },
      ],
    });
  });

  it('gives page headers and footers once', async () => {
    const document = await extractOdt(odt('<text:p>x</text:p>', '', { 'styles.xml': COMMON }), OPTIONS);
    expect(document.blocks.map((block) => (block.kind === 'frame' ? block.role : block.kind))).toEqual([
      'page-header',
      'paragraph',
      'page-footer',
    ]);
    expect(document.metadata.language).toBe('fi-FI');
  });

  it('reads headings, tabs, blanks, line breaks and links', async () => {
    const body =
      '<text:h text:outline-level="2">Work</text:h><text:p>a<text:tab/>b<text:s text:c="2"/>c<text:line-break/>\n   <text:a xlink:href="https://example.org">site</text:a></text:p>';
    const [heading, text] = await blocks(body);
    expect(heading).toMatchObject({ headingLevel: 2 });
    expect(textOfBlocks([text as Block])).toBe('a\tb  c\n site');
    expect(JSON.stringify(text)).toContain('"href":"https://example.org"');
  });

  it('marks the first paragraph of each list item', async () => {
    const styles =
      '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1"/><text:list-level-style-bullet text:level="2"/></text:list-style>';
    const body =
      '<text:list text:style-name="L"><text:list-item><text:p>a</text:p><text:p>b</text:p><text:list><text:list-item><text:p>c</text:p></text:list-item></text:list></text:list-item></text:list>';
    expect(await blocks(body, styles)).toMatchObject([
      { list: { level: 0, ordered: true } },
      { list: null },
      { list: { level: 1, ordered: false } },
    ]);
  });

  it('reads tables and text boxes', async () => {
    const cell = (text: string, more = '') => `<table:table-cell ${more}><text:p>${text}</text:p></table:table-cell>`;
    const body = `<table:table><table:table-header-rows><table:table-row>${cell('wide', 'table:number-columns-spanned="2"')}<table:covered-table-cell/></table:table-row></table:table-header-rows><table:table-row>${cell('a')}${cell('b')}</table:table-row></table:table><text:p>p<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame></text:p>`;
    expect(await blocks(body)).toMatchObject([
      { kind: 'table', rows: [{ cells: [{ span: 2 }] }, { cells: [{}, {}] }] },
      { kind: 'paragraph' },
      { kind: 'frame', role: 'textbox' },
    ]);
  });

  it('drops deleted text and comments and keeps notes', async () => {
    const body =
      '<text:tracked-changes><text:changed-region><text:deletion><text:p>old</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>new<office:annotation><text:p>comment</text:p></office:annotation><text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>note</text:p></text:note-body></text:note></text:p>';
    const document = await extractOdt(odt(body), OPTIONS);
    expect(textOfBlocks(document.blocks)).toBe('new\nnote');
    expect(document.issues.map((issue) => issue.code)).toEqual(['tracked_changes_accepted']);
  });

  it('tells hidden text from white text on a filled cell', async () => {
    const text = (name: string, properties: string) =>
      `<style:style style:name="${name}" style:family="text"><style:text-properties ${properties}/></style:style>`;
    const styles = `${text('H', 'text:display="none"')}${text('W', 'fo:color="#ffffff"')}${text('T', 'fo:font-size="0.5pt"')}<style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:background-color="#003580"/></style:style>`;
    const span = (name: string) => `<text:span text:style-name="${name}">${name}</text:span>`;
    const body = `<text:p>${span('H')}${span('W')}${span('T')}</text:p><table:table><table:table-row><table:table-cell table:style-name="C"><text:p>${span('W')}</text:p></table:table-cell></table:table-row></table:table>`;
    const [first, table] = await blocks(body, styles);
    expect(first).toMatchObject({ runs: [{ hidden: 'vanish' }, { hidden: 'same-colour' }, { hidden: 'tiny' }] });
    expect(JSON.stringify(table)).toContain('"hidden":null');
  });

  it('reads flat files, and refuses passwords and damage with their codes', async () => {
    const flat = content('<text:p>flat</text:p>').replaceAll('document-content', 'document');
    expect(textOfBlocks((await extractOdt(Buffer.from(flat), OPTIONS)).blocks)).toBe('flat');
    const manifest = { 'META-INF/manifest.xml': '<manifest:encryption-data/>' };
    await expect(extractOdt(odt('x', '', manifest), OPTIONS)).rejects.toMatchObject({ code: 'encrypted' });
    await expect(extractOdt(zipSync({ 'content.xml': strToU8('<a') }), OPTIONS)).rejects.toMatchObject({
      code: 'damaged',
    });
    await expect(extractOdt(odt('<text:p/>'), OPTIONS)).rejects.toMatchObject({ code: 'no_text' });
  });
});
