import { type Block, DEFAULT_PARSE_LIMITS, MOST_OPEN_ELEMENTS } from '@vitamill/domain';
import iconv from 'iconv-lite';
import { cpuSeconds } from '../../../../test/support/cpu-time.js';
import { textOfBlocks } from '../runs.js';
import { extractHtml } from './extract-html.js';

const OPTIONS = { filename: null, limits: DEFAULT_PARSE_LIMITS };
const read = async (html: string) => extractHtml(Buffer.from(html), OPTIONS);
const blocks = async (html: string): Promise<readonly Block[]> => (await read(html)).blocks;

const hiddenOf = async (html: string): Promise<unknown> => {
  const [block] = await blocks(html);
  return block?.kind === 'paragraph' ? block.runs[0]?.hidden : undefined;
};

describe('extractHtml', () => {
  it('ends paragraphs at blocks and lines at br, and collapses blanks', async () => {
    const html = '<div>Jane\n   <b>Doe</b></div><section>One<br>two<p>Three</section>four';
    expect(textOfBlocks(await blocks(html))).toBe('Jane Doe\nOne\ntwo\nThree\nfour');
  });

  it('gives headings, weights, links and sizes', async () => {
    const [heading, text] = await blocks('<h2>Work</h2><p><em>at</em> <a href="https://example.org">Acme</a>');
    expect(heading).toMatchObject({ headingLevel: 2, runs: [{ bold: true, fontSize: 18 }] });
    expect(text).toMatchObject({
      headingLevel: null,
      runs: [{ italic: true }, {}, { text: 'Acme', href: 'https://example.org' }],
    });
  });

  it('gives the depth and kind of lists to the first paragraph of an item', async () => {
    const html = '<ul><li>a<ol><li>b<p>c</p></li></ol></li><li><p>d</p></li></ul>';
    expect(await blocks(html)).toMatchObject([
      { list: { level: 0, ordered: false } },
      { list: { level: 1, ordered: true } },
      { list: null },
      { list: { level: 0, ordered: false } },
    ]);
  });

  it('reads tables with spans, nested ones too', async () => {
    const html = '<table><tr><th colspan=2>Jobs<tr><td>2020<td><table><tr><td>Acme</table></table>after';
    const [table, after] = await blocks(html);
    expect(table).toMatchObject({
      kind: 'table',
      rows: [
        { cells: [{ span: 2 }] },
        { cells: [{ span: 1 }, { blocks: [{ kind: 'table', rows: [{ cells: [{}] }] }] }] },
      ],
    });
    expect(after).toMatchObject({ kind: 'paragraph', runs: [{ text: 'after' }] });
  });

  it('keeps the lines of pre', async () => {
    expect(textOfBlocks(await blocks('<pre>a  b\nc     d</pre>'))).toBe('a  b\nc\td');
  });

  it('parts what a flex row lays side by side', async () => {
    expect(textOfBlocks(await blocks('<div style="display:flex"><span>Firm</span><span>2020</span></div>'))).toBe(
      'Firm\t2020',
    );
  });

  it.each([
    ['<p style="display:none">x', 'vanish'],
    ['<style>.a .b{visibility:hidden}</style><div class=a><p class=b>x', 'vanish'],
    ['<style>p.b{font-size:0}</style><p class="c b">x', 'tiny'],
    ['<p style="color:#fff">x', 'same-colour'],
    ['<body bgcolor="#336699"><font color="#336699">x', 'same-colour'],
    ['<p style="position:absolute;left:-9999px">x', 'off-page'],
    ['<p style="color:#fff;background:#123456">x', null],
    ['<style>.dark{background-color:navy}.dark p{color:white}</style><div class="dark"><p>x', null],
    ['<style>@media print{p{display:none}} p:hover{display:none}</style><p>x', null],
    ['<div style="visibility:hidden"><p style="visibility:visible">x', null],
  ])('tells whether %s is seen', async (html, reason) => {
    expect(await hiddenOf(html)).toBe(reason);
  });

  it('drops scripts and keeps the data they carry', async () => {
    const html =
      '<html lang="de"><title>CV</title><script>var a = "<p>no</p>"</script><script type="application/ld+json">{"@type":"Person"}</script><p>yes';
    const document = await read(html);
    expect(textOfBlocks(document.blocks)).toBe('yes');
    expect(document.embedded).toEqual([
      { kind: 'json-ld', name: 'application/ld+json', content: '{"@type":"Person"}' },
    ]);
    expect(document.metadata).toMatchObject({ title: 'CV', language: 'de' });
  });

  it('reads the declared encoding', async () => {
    const html = iconv.encode(
      '<meta http-equiv=Content-Type content="text/html; charset=windows-1250"><p>Łódź',
      'cp1250',
    );
    expect(textOfBlocks((await extractHtml(new Uint8Array(html), OPTIONS)).blocks)).toBe('Łódź');
  });

  it('says that pictures elsewhere were not fetched', async () => {
    const { issues } = await read('<p>a<img src="https://example.org/a.png">');
    expect(issues.map((issue) => issue.code)).toEqual(['external_reference_ignored']);
  });

  it('is not kept busy by elements that stay open', async () => {
    const open = MOST_OPEN_ELEMENTS - 10;
    for (const rest of ['</x>', '</p>', '<b></b>', '<br>x'])
      expect(await cpuSeconds(() => read(`${'<i>'.repeat(open)}${rest.repeat(20_000)}end`))).toBeLessThan(3);
    expect(await cpuSeconds(() => read('<i>'.repeat(1_000_000)).catch(() => null))).toBeLessThan(5);
  }, 120_000);

  it('reads thousands of nested elements and refuses tens of thousands', async () => {
    expect(textOfBlocks(await blocks(`${'<table><tr><td>'.repeat(500)}deep`))).toBe('deep');
    await expect(read(`${'<div>'.repeat(20_000)}deep`)).rejects.toMatchObject({ code: 'unsafe_content' });
    await expect(read('<p> </p>')).rejects.toMatchObject({ code: 'no_text' });
  });
});
