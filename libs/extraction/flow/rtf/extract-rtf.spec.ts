import { type Block, DEFAULT_PARSE_LIMITS } from '@vitamill/domain';
import { textOfBlocks } from '../runs.js';
import { extractRtf } from './extract-rtf.js';

const OPTIONS = { filename: null, limits: DEFAULT_PARSE_LIMITS };
const HEAD = String.raw`{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fnil\fcharset238 Arial CE;}{\f2\fcharset204 Arial Cyr;}{\f3\fnil\fcharset2 Symbol;}}{\colortbl;\red255\green255\blue255;\red18\green52\blue86;}{\stylesheet{\s1\b\fs32 heading 1;}{\s5 Kop;}}`;
const read = async (body: string, head = HEAD) => extractRtf(Buffer.from(`${head}${body}}`, 'latin1'), OPTIONS);
const blocks = async (body: string, head = HEAD): Promise<readonly Block[]> => (await read(body, head)).blocks;
const text = async (body: string, head = HEAD): Promise<string> => textOfBlocks(await blocks(body, head));

describe('extractRtf', () => {
  it('decodes bytes by font and by document, and Unicode with its stand-ins', async () => {
    expect(
      await text(
        String.raw`caf\'e9 {\f1 \'a3\'f3d\'9f} {\f2 \'cc\'ee\'f1\'ea\'e2\'e0} \u381\'8eivot\uc0\u269 \uc2\u8364 ??!`,
      ),
    ).toBe('café Łódź Москва Životč€!');
    expect(await text(String.raw`\'f8\'e8\par`, String.raw`{\rtf1\ansi\ansicpg1250`)).toBe('řč');
    expect(await text(String.raw`{\upr{na?ve}{\*\ud{na\u239?ve}}} {\f3\'b7} \u-3913?`)).toContain('naïve •');
  });

  it('reads paragraphs, weights, sizes, colours, line breaks and tabs', async () => {
    expect(
      await blocks(String.raw`\pard\qc\li720\fi-360{\b\fs40\cf2 Jane}\line a\tab b\par\pard\brdrb\brdrs\i x\par`),
    ).toMatchObject([
      {
        align: 'center',
        indent: 18,
        runs: [{ text: 'Jane', bold: true, fontSize: 20, color: '#123456' }, { text: '\na\tb' }],
      },
      { bordered: true, align: null, runs: [{ italic: true }] },
    ]);
  });

  it('takes headings from outline levels and names of styles', async () => {
    expect(await blocks(String.raw`\pard\s1 Work\par\pard\outlinelevel1 Acme\par\pard text\par`)).toMatchObject([
      { headingLevel: 1 },
      { headingLevel: 2 },
      { headingLevel: null },
    ]);
  });

  it('reads tables and tables in cells', async () => {
    const nested = String.raw`\pard\intbl\itap2 in\nestcell{\*\nesttableprops\trowd\cellx1\nestrow}`;
    const rows = String.raw`\trowd\cellx1\cellx2\pard\intbl 2020\cell Acme\par Ltd\cell\row \trowd\cellx1\cellx2 ${nested}\pard\intbl x\cell y\cell\row`;
    expect(await blocks(String.raw`${rows}\pard after\par`)).toMatchObject([
      {
        kind: 'table',
        rows: [
          { cells: [{ blocks: [{}] }, { blocks: [{}, {}] }] },
          { cells: [{ blocks: [{ kind: 'table' }, { kind: 'paragraph' }] }, {}] },
        ],
      },
      { kind: 'paragraph', runs: [{ text: 'after' }] },
    ]);
  });

  it('gives the text and the target of links', async () => {
    const field = String.raw`{\field{\*\fldinst{HYPERLINK "https://example.org"}}{\fldrslt{\ul site}}} end\par`;
    expect(await blocks(field)).toMatchObject([
      {
        runs: [
          { text: 'site', href: 'https://example.org' },
          { text: ' end', href: null },
        ],
      },
    ]);
  });

  it('takes the marks of lists out of the text', async () => {
    const body = String.raw`{\listtext\f3\'b7\tab}\pard\ls1 a\par{\pntext 1.\tab}\pard\ilvl1 b\par\pard c\par`;
    expect(await blocks(body)).toMatchObject([
      { list: { level: 0, ordered: false }, runs: [{ text: 'a' }] },
      { list: { level: 1, ordered: true }, runs: [{ text: 'b' }] },
      { list: null },
    ]);
  });

  it('puts page headers, text boxes and notes beside the text', async () => {
    const body = String.raw`{\header\pard Jane Doe\par}body{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt\pard boxed\par}}{\shprslt boxed}}{\footnote note} goes on\par{\footer page}`;
    const document = await read(body);
    expect(document.blocks.map((block) => (block.kind === 'frame' ? block.role : block.kind))).toEqual([
      'page-header',
      'textbox',
      'paragraph',
      'paragraph',
      'page-footer',
    ]);
    expect(textOfBlocks(document.blocks).match(/boxed/g)).toHaveLength(1);
  });

  it('tells hidden text and drops deleted text', async () => {
    const body = String.raw`{\v a}{\fs2 b}{\cf1 c}{\cf1\chcbpat2 d}{\deleted e}\par`;
    const document = await read(body);
    expect(document.blocks[0]).toMatchObject({
      runs: [{ hidden: 'vanish' }, { hidden: 'tiny' }, { hidden: 'same-colour' }, { text: 'd', hidden: null }],
    });
    expect(document.issues.map((issue) => issue.code)).toEqual(['tracked_changes_accepted']);
  });

  it('leaves out pictures, data and unknown ignorable groups', async () => {
    expect(
      await text(String.raw`a{\pict\pngblip 89504e47}{\*\unknown b}{\*\shppict{\pict 00}}\bin3 }}}c{\info{\title T}}`),
    ).toBe('ac');
  });

  it('refuses a mountain of groups', async () => {
    await expect(read('{'.repeat(50_000))).rejects.toMatchObject({ code: 'unsafe_content' });
  });
});
