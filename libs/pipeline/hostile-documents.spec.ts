import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ExtractedDocument, ParseError } from '@vitamill/domain';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { cpuSeconds } from '../../test/support/cpu-time.js';
import { flowDocument, table } from '../../test/support/flow-builder.js';
import { at, pagedDocument } from '../../test/support/page-builder.js';
import { parseDocument } from '../../test/support/parse-document.js';

const ajv = new Ajv.default({ strictTypes: false });
addFormats.default(ajv);
const isMasterRecord = ajv.compile(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../contracts/master-record.schema.json'), 'utf8')) as object,
);

const fragment = fc.constantFrom(
  ...['# Experience', '# Education', 'Skills:', 'Languages: English, French', '# Berufserfahrung', 'CONTACT', '# '],
  ...['Mara Ellwood', 'Harbour Analytics Ltd', 'Software Engineer', 'University of York', 'BSc', 'Leeds', 'GmbH'],
  ...['2019 – present', '03/2018 - 06/2020', '2021 – 2018', '99/9999', 'seit', '2050', '1. 1. 1950'],
  ...['mara@example.com', '@', 'a@b', '+44 20 7946 0958', '+', '0000000', 'https://example.com/a', 'www.', 'x.y'],
  ...['- ', '• ', '**', '\t', '|', ',', '(', ')', ':', ' – ', '\u0000', '\uFFFD', '\u202E', '😀', 'ﬁ', '\u00AD'],
  ...['Name:', 'Phone:', 'Date of birth: 12.05.1988', 'Nationality: martian', 'GPA 9/4', 'C2', '●●●○○', 'DOI 10.1/x'],
);
const line = fc.oneof(
  { weight: 4, arbitrary: fc.array(fragment, { minLength: 1, maxLength: 5 }).map((f) => f.join(' ')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }).map((t) => t.replace(/\n/g, ' ')) },
);
const text = fc.array(line, { minLength: 1, maxLength: 20 }).map((l) => l.join('\n'));
const flow = text.map((t): ExtractedDocument => flowDocument(`Mara\n${t}`));
const tables = fc
  .array(fc.array(text, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
  .map((rows): ExtractedDocument => flowDocument([table([['Mara', ''], ...rows])]));
const item = fc
  .tuple(fc.integer({ min: -50, max: 700 }), fc.integer({ min: -50, max: 900 }), line, fc.constantFrom(1, 8, 10, 24))
  .map(([x, y, t, size]) => at(x, y, t, { size, bold: size === 24, rotation: size === 1 ? 90 : 0 }));
const pages = fc
  .array(fc.array(item, { maxLength: 25 }), { minLength: 1, maxLength: 3 })
  .map((p): ExtractedDocument => pagedDocument([[at(60, 40, 'Mara')], ...p]));

describe('documents of any content', () => {
  it.each([
    ['flowing text', flow],
    ['tables', tables],
    ['pages', pages],
  ])('become a record of the published schema, whatever they hold: %s', (_, documents) => {
    fc.assert(
      fc.property(documents, fc.constantFrom(null, 'en_US', 'de-DE', 'xx', ''), (document, locale) => {
        const { record, provenance } = parseDocument(document, { locale });
        isMasterRecord({ ...record, provenance });
        expect(isMasterRecord.errors ?? []).toEqual([]);
        for (const { spans } of Object.values(provenance))
          for (const share of spans.flatMap((s) => [...(s.bbox ?? [])])) expect(share >= 0 && share <= 1).toBe(true);
      }),
      { numRuns: 40, seed: 20260115 },
    );
  });

  it.each([
    ['a line without end', 'Engineer '.repeat(4_000)],
    ['a word without end', 'x'.repeat(20_000)],
    ['a word of a megabyte', 'x'.repeat(1_000_000)],
    ['digits of a megabyte', '1'.repeat(1_000_000)],
    ['dots of a megabyte', 'a.'.repeat(500_000)],
    ['digits without end', '1 2-'.repeat(4_000)],
    ['brackets without end', '('.repeat(10_000)],
    ['commas without end', 'a, '.repeat(4_000)],
    ['two thousand lines', 'Engineer, Harbour Ltd, Leeds\t2019 – 2020\n'.repeat(400)],
  ])('are parsed without running away: %s', async (_, content) => {
    const parse = () => {
      try {
        parseDocument(flowDocument(`Mara Ellwood\n# Experience\n${content}`));
      } catch (error) {
        expect(error).toBeInstanceOf(ParseError);
      }
    };
    expect(await cpuSeconds(parse)).toBeLessThan(30);
  });
});
