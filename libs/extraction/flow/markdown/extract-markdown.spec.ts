import { type Block, DEFAULT_PARSE_LIMITS } from '@vitamill/domain';
import { textOfBlocks } from '../runs.js';
import { extractMarkdown } from './extract-markdown.js';

const OPTIONS = { filename: 'cv.md', limits: DEFAULT_PARSE_LIMITS };
const blocks = async (text: string): Promise<readonly Block[]> =>
  (await extractMarkdown(Buffer.from(text), OPTIONS)).blocks;

describe('extractMarkdown', () => {
  it('reads headings, emphasis, lists, links and tables', async () => {
    const text =
      '# Jane Doe\n\n**Acme** [site](https://example.org)\n\n- a\n  1. b\n\n| When | Where |\n|---|---|\n| 2020 | Acme |\n';
    expect(await blocks(text)).toMatchObject([
      { headingLevel: 1, runs: [{ text: 'Jane Doe' }] },
      { runs: [{ text: 'Acme', bold: true }, {}, { text: 'site', href: 'https://example.org' }] },
      { list: { level: 0, ordered: false } },
      { list: { level: 1, ordered: true } },
      { kind: 'table', rows: [{ cells: [{}, {}] }, { cells: [{}, {}] }] },
    ]);
  });

  it('keeps short lines apart and joins wrapped ones', async () => {
    const wrapped = `Responsible for the planning of everything that the\nteam did, day and night`;
    expect(textOfBlocks(await blocks(`Main Street 1\n12345 Town\n\n${wrapped}`))).toBe(
      `Main Street 1\n12345 Town\n${wrapped.replace('\n', ' ')}`,
    );
  });

  it('takes front matter for lines and not for a heading', async () => {
    const [front, heading] = await blocks('---\nname: Jane\nemail: jane@example.org\n---\n# CV');
    expect(front).toMatchObject({ headingLevel: null });
    expect(textOfBlocks([front as Block])).toBe('name: Jane\nemail: jane@example.org');
    expect(heading).toMatchObject({ headingLevel: 1 });
  });

  it('drops scripts and refuses what is empty', async () => {
    expect(textOfBlocks(await blocks('a <script>b</script> c'))).toBe('a c');
    await expect(extractMarkdown(Buffer.from('---\n'), OPTIONS)).rejects.toMatchObject({ code: 'no_text' });
  });
});
