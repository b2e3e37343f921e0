import fc from 'fast-check';
import { flowDocument } from '../../test/support/flow-builder.js';
import { parseDocument } from '../../test/support/parse-document.js';

const line = fc.constantFrom(
  ...[
    '# Experience',
    '# Education',
    '# Skills',
    '# Languages',
    '# My Boats',
    '**Projects**',
    'Interests: sailing, choir',
  ],
  ...['Mara Ellwood', 'mara@example.com', '+44 20 7946 0958', 'Leeds', 'Clerk, Harbour Trading Ltd, 2019 – 2021'],
  ...[
    'BSc Physics, University of Leeds, 2012 – 2015',
    'Welding, Sailing',
    'English (native), French (B2)',
    '- Led forty people',
  ],
  ...[
    'A dinghy and a barge',
    'Zxqv 77 brrp',
    'Sold the old one in spring.',
    '',
    'Page 1 of 2',
    '2017',
    'References on request',
  ],
);
const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

describe('quality.unmapped_lines', () => {
  it('lists every line that neither a field nor a heading accounts for, and no line that one does', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 25 }), (lines) => {
        const text = lines.join('\n');
        if (words(text).length === 0) return;
        const { record, provenance } = parseDocument(flowDocument(text));
        const listed = record.quality.unmapped_lines.map((l) => l.text);
        const proof = new Set(Object.values(provenance).flatMap((p) => p.spans.flatMap((s) => words(s.text))));
        const accounted = new Set([...proof, ...listed.flatMap(words)]);
        // headings are told by their look or by their words; they stand alone on their lines
        const bodies = lines.filter((l) => !/^(?:#|\*\*)/.test(l) && !l.startsWith('Interests') && words(l).length > 1);
        const lost = bodies.filter((l) => words(l).some((word) => !accounted.has(word)));
        expect(lost).toEqual([]);
        const mapped = listed.filter((l) => Object.values(provenance).some((p) => p.spans.some((s) => s.text === l)));
        expect(mapped.filter((l) => lines.filter((printed) => printed.endsWith(l)).length === 1)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
