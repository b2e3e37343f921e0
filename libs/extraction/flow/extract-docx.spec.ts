import { type Block, DEFAULT_PARSE_LIMITS, ParseError } from '@vitamill/domain';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { extractDocx } from './docx/extract-docx.js';
import { textOfBlocks } from './runs.js';

const OPTIONS = { filename: null, limits: DEFAULT_PARSE_LIMITS };
const NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

const docx = (body: string, parts: Record<string, string> = {}): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries({
        'word/document.xml': `<w:document ${NAMESPACES}><w:body>${body}</w:body></w:document>`,
        ...parts,
      }).map(([name, text]) => [name, strToU8(text)]),
    ),
  );
const p = (text: string, rPr = '') => `<w:p><w:r><w:rPr>${rPr}</w:rPr><w:t>${text}</w:t></w:r></w:p>`;
const read = async (bytes: Uint8Array): Promise<readonly Block[]> => (await extractDocx(bytes, OPTIONS)).blocks;
const codeOf = (bytes: Uint8Array, limits = DEFAULT_PARSE_LIMITS): Promise<string> =>
  extractDocx(bytes, { filename: null, limits }).then(
    () => 'read',
    (error: unknown) => (error instanceof ParseError ? error.code : String(error)),
  );

describe('extractDocx', () => {
  it('reads a text box once, from the choice or the fallback', async () => {
    const box = '<w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent>';
    const drawing = `<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>${box}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict>${box}</w:pict></mc:Fallback></mc:AlternateContent>`;
    const text = textOfBlocks(await read(docx(`<w:p><w:r>${drawing}</w:r></w:p>`)));
    expect(text.match(/boxed/g)).toHaveLength(1);
  });

  it('keeps inserted text, drops deleted and moved text and says so', async () => {
    const run = (tag: string, text: string) => `<w:${tag}><w:r><w:t>${text}</w:t></w:r></w:${tag}>`;
    const document = await extractDocx(
      docx(`<w:p>${run('ins', 'new')}${run('del', 'old')}${run('moveFrom', 'away')}</w:p>`),
      OPTIONS,
    );
    expect(textOfBlocks(document.blocks)).toBe('new');
    expect(document.issues.map((issue) => issue.code)).toEqual(['tracked_changes_accepted']);
  });

  it('reads breaks and tabs inside of a text, as programs that fill templates leave them', async () => {
    const text = 'ann@example.org<w:br/>0171 1234567<w:tab/>Berlin';
    expect(textOfBlocks(await read(docx(p(text))))).toBe('ann@example.org\n0171 1234567\tBerlin');
  });

  it('joins a paragraph whose end was deleted to the next one', async () => {
    const first = '<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>one </w:t></w:r></w:p>';
    expect(textOfBlocks(await read(docx(first + p('two'))))).toBe('one two');
  });

  it('tells hidden text from white text on a shaded cell', async () => {
    const white = '<w:color w:val="FFFFFF"/>';
    const cell = `<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr>${p('seen', white)}</w:tc></w:tr></w:tbl>`;
    const blocks = await read(docx(p('a', white) + p('b', '<w:vanish/>') + p('c', '<w:sz w:val="1"/>') + cell));
    const reasons = blocks.slice(0, 3).map((block) => block.kind === 'paragraph' && block.runs[0]?.hidden);
    expect(reasons).toEqual(['same-colour', 'vanish', 'tiny']);
    expect(JSON.stringify(blocks[3])).toContain('"hidden":null');
  });

  it('takes headings, sizes and weight from the style chain', async () => {
    const styles = `<w:styles ${NAMESPACES}><w:style w:type="paragraph" w:styleId="B1"><w:name w:val="heading 1"/><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="B1"/></w:style></w:styles>`;
    const relationships = '<Relationships><Relationship Id="s" Type="x/styles" Target="styles.xml"/></Relationships>';
    const body = '<w:p><w:pPr><w:pStyle w:val="Own"/></w:pPr><w:r><w:t>Experience</w:t></w:r></w:p>';
    const [heading] = await read(
      docx(body, { 'word/styles.xml': styles, 'word/_rels/document.xml.rels': relationships }),
    );
    expect(heading).toMatchObject({ headingLevel: 1, runs: [{ bold: true, fontSize: 16 }] });
  });

  it('gives the result of a field and the target of its link, not its code', async () => {
    const field = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
    const body = `<w:p>${field('begin')}<w:r><w:instrText> HYPERLINK "https://example.org" </w:instrText></w:r>${field('separate')}<w:r><w:t>site</w:t></w:r>${field('end')}</w:p>`;
    expect((await read(docx(body)))[0]).toMatchObject({ runs: [{ text: 'site', href: 'https://example.org' }] });
  });

  it('parts a section into columns at its column breaks', async () => {
    const body = `${p('left')}<w:p><w:r><w:br w:type="column"/><w:t>right</w:t></w:r></w:p><w:sectPr><w:cols w:num="2"/></w:sectPr>`;
    expect((await read(docx(body))).map((block) => block.kind === 'frame' && block.role)).toEqual(['column', 'column']);
  });

  it('refuses bombs, entities, passwords and damage with their codes', async () => {
    const bomb = docx(p('x'.repeat(1_000_000)));
    expect(await codeOf(bomb, { ...DEFAULT_PARSE_LIMITS, maxUnpackedBytes: 100_000 })).toBe('unsafe_content');
    expect(await codeOf(docx('', { 'word/document.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }))).toBe(
      'unsafe_content',
    );
    expect(await codeOf(docx('<w:sdt>'.repeat(5000) + '</w:sdt>'.repeat(5000)))).toBe('unsafe_content');
    expect(await codeOf(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0, 0))).toBe('encrypted');
    expect(await codeOf(Uint8Array.of(0x50, 0x4b, 3, 4))).toBe('damaged');
    expect(await codeOf(new Uint8Array())).toBe('empty_file');
    expect(await codeOf(docx(p('')))).toBe('no_text');
  });

  it('reads a package whose XML has characters that XML forbids', async () => {
    const blocks = await read(docx(`${p('Jane\u0001 Doe')}<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Work</w:t></w:r></w:p>`));
    expect(blocks).toMatchObject([{ runs: [{ text: 'Jane Doe' }] }, { runs: [{ text: 'Work', bold: true }] }]);
  });

  it('ends every mutated or truncated file as a document or a ParseError', async () => {
    const whole = docx(p('one') + p('two'));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.nat(whole.length - 1), fc.nat(255), async (length, at, byte) => {
        const bytes = whole.slice(0, length);
        if (at < length) bytes[at] = byte;
        expect(await codeOf(bytes)).toMatch(/^(read|damaged|encrypted|empty_file|no_text|unsafe_content)$/);
      }),
      { numRuns: 200 },
    );
  }, 30_000);
});
