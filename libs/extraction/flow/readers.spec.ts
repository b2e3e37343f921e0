import { DEFAULT_PARSE_LIMITS, ParseError } from '@vitamill/domain';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { cpuSeconds } from '../../../test/support/cpu-time.js';
import { extractDoc } from './doc/extract-doc.js';
import { extractText } from './extract-text.js';
import { extractHtml } from './html/extract-html.js';
import { extractMarkdown } from './markdown/extract-markdown.js';
import { extractOdt } from './odt/extract-odt.js';
import type { FlowReader } from './options.js';
import { extractRtf } from './rtf/extract-rtf.js';

const OPTIONS = { filename: null, limits: DEFAULT_PARSE_LIMITS };
const OFFICE = 'urn:oasis:names:tc:opendocument:xmlns';
const ODT_BODY = `<office:document xmlns:office="${OFFICE}:office:1.0" xmlns:text="${OFFICE}:text:1.0" xmlns:table="${OFFICE}:table:1.0"><office:body><office:text><text:h text:outline-level="1">Work</text:h><text:list><text:list-item><text:p>a<text:tab/>b<text:s text:c="3"/></text:p></text:list-item></text:list><table:table><table:table-row><table:table-cell><text:p>c</text:p></table:table-cell></table:table-row></table:table></office:text></office:body></office:document>`;
const WORD_XML =
  '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body><w:p><w:r><w:t>one</w:t></w:r></w:p></w:body></w:wordDocument>';

const SAMPLES: readonly [string, FlowReader, Uint8Array][] = [
  ['text', extractText, Buffer.from('Jane Doe\nWork\n----\n2020\tAcme, Łódź')],
  [
    'html',
    extractHtml,
    Buffer.from(
      '<html><style>.a > b{color:#fff;font:bold 12px x}</style><body bgcolor=red><h1>A</h1><ul><li>b<table><tr><td colspan=2>c</table></ul><p style="left:-1px">&eacute;&#233;<!-- d --><pre>e\nf</pre>',
    ),
  ],
  [
    'markdown',
    extractMarkdown,
    Buffer.from('---\na: b\n---\n# A\n\n- b\n  > c\n\n| d | e |\n|---|---|\n| `f` | [g](h) |\n'),
  ],
  [
    'rtf',
    extractRtf,
    Buffer.from(
      String.raw`{\rtf1\ansi\ansicpg1250{\fonttbl{\f0\fcharset238 A;}}{\colortbl;\red1\green2\blue3;}{\stylesheet{\s1 heading 1;}}{\header h}\pard\s1 A\'e9\u269?\par\trowd\cellx1\intbl b\cell\row\pard{\field{\*\fldinst HYPERLINK "c"}{\fldrslt d}}{\shp{\*\shpinst{\shptxt e\par}}}\par}`,
    ),
  ],
  ['odt', extractOdt, Buffer.from(ODT_BODY)],
  ['packed odt', extractOdt, zipSync({ 'content.xml': strToU8(ODT_BODY), 'styles.xml': strToU8('<a/>') })],
  ['Word 2003 XML', extractDoc, Buffer.from(WORD_XML)],
];

const FAILURES = new Set(['damaged', 'encrypted', 'empty_file', 'no_text', 'unsafe_content', 'too_large']);

/** What a reader makes of bytes, other errors thrown on. */
async function outcomeOf(read: FlowReader, bytes: Uint8Array): Promise<string> {
  try {
    return (await read(bytes, OPTIONS)).kind;
  } catch (error) {
    if (error instanceof ParseError && FAILURES.has(error.code)) return error.code;
    throw error;
  }
}

const mutation = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom('set', 'cut', 'repeat', 'insert'),
  byte: fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('{}\\<>&;:"\'*|#'))),
});
type Mutation = { at: number; kind: string; byte: number };

function mutate(bytes: Uint8Array, { at, kind, byte }: Mutation): Uint8Array {
  const place = at % Math.max(1, bytes.length);
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
  if (kind === 'cut') return before.slice();
  if (kind === 'insert') return Buffer.concat([before, Uint8Array.of(byte), after]);
  if (kind === 'repeat') return Buffer.concat([before, after.subarray(0, byte), after]);
  const copy = bytes.slice();
  if (copy.length > 0) copy[place] = byte;
  return copy;
}

describe('the flow readers', () => {
  it.each(SAMPLES)(
    'end every mutated %s file as a document or a ParseError',
    async (_name, read, sample) => {
      expect(await outcomeOf(read, sample)).toBe('flow');
      await fc.assert(
        fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 6 }), async (mutations) => {
          await outcomeOf(read, mutations.reduce<Uint8Array>(mutate, sample));
        }),
        { numRuns: 200 },
      );
    },
    30_000,
  );

  it.each([
    ['html', extractHtml, '<b>', 5_000],
    ['html', extractHtml, '<style>a{', 50_000],
    ['html', extractHtml, '<p style="a:b;', 50_000],
    ['html', extractHtml, '<li><table><td>', 3_000],
    ['html', extractHtml, '<!--', 50_000],
    ['rtf', extractRtf, '{\\rtf1 {\\field{\\*\\fldinst a', 2_000],
    ['rtf', extractRtf, '{\\rtf1 {\\shptxt a', 3_000],
    ['rtf', extractRtf, '{\\rtf1 \\cell\\row\\nestcell', 20_000],
    ['markdown', extractMarkdown, '> ', 3_000],
    ['markdown', extractMarkdown, '[a](', 3_000],
    ['markdown', extractMarkdown, '**a *b ', 3_000],
  ] as const)(
    'reads or refuses endless %s (%#) without running away',
    async (_name, read, piece, count) => {
      const bytes = Buffer.from(`${piece.startsWith('{\\rtf') ? '' : 'a '}${piece.repeat(count)}`);
      expect(await cpuSeconds(() => outcomeOf(read, bytes))).toBeLessThan(30);
    },
    120_000,
  );
});
