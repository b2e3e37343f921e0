// npm run docs:reading: docs/reading.md, with pages of our own corpus and what was read from them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCvParser } from '@vitamill/parser';
import { describeRecord } from './describe-record.js';
import { drawBoxes, LEGEND } from './draw-boxes.js';
import { FROZEN, REFERENCE_DATE } from './frozen-corpus.js';
import { readCorpus } from './read-corpus.js';
import { scoreCorpus } from './score-corpus.js';

/** One document of each of these designs. */
const DESIGNS = ['sidebar-right-dark', 'tabular', 'europass-labels', 'timeline', 'equal-columns'];

const root = process.cwd();
const parser = createCvParser();
const corpus = readCorpus(join(root, FROZEN)) ?? [];
mkdirSync(join(root, 'docs/reading'), { recursive: true });
const legend = LEGEND.map(([name, colour], i) => {
  const [x, y] = [(i % 4) * 230, Math.floor(i / 4) * 22];
  return `<rect x="${x}" y="${y + 4}" width="14" height="12" fill="${colour}" fill-opacity="0.3" stroke="${colour}"/><text x="${x + 20}" y="${y + 15}">${name}</text>`;
});
writeFileSync(
  join(root, 'docs/reading/legend.svg'),
  `<svg xmlns="http://www.w3.org/2000/svg" width="920" height="70" font-family="sans-serif" font-size="13"><title>What the colours of the boxes mean</title>${legend.join('')}</svg>\n`,
);
const parts = [
  `# What is read from a page

Five invented CVs of our own corpus (\`${FROZEN}\`), each with a box around every value that was read and, below it, the record
in short. Boxes and values come from \`record\` and \`provenance\`, as any client gets them. Values that are wrong or missing are
listed as well. Made by \`npm run docs:reading\`.

![legend](reading/legend.svg)
`,
];
try {
  for (const design of DESIGNS) {
    const document = corpus.find(
      ({ truth }) =>
        truth.traits.includes(`layout:${design}`) && truth.document.endsWith('.pdf') && !truth.traits.includes('scan'),
    );
    if (!document) throw new Error(`The frozen corpus has no page of the design ${design}.`);
    const [read] = await scoreCorpus(parser, [document], REFERENCE_DATE);
    const parsed = read!.parsed!;
    const picture = `reading/${design}.webp`;
    writeFileSync(join(root, 'docs', picture), await drawBoxes(readFileSync(document.path), parsed));
    const wrong = read!.sheet.verdicts
      .filter(({ right }) => !right)
      .map(
        ({ field, expected, found }) =>
          `- ${field}: ${expected === null ? 'nothing' : `\`${JSON.stringify(expected)}\``} stands there, ${found === null ? 'nothing' : `\`${JSON.stringify(found)}\``} was read`,
      );
    parts.push(
      `## ${design} (${read!.language})\n\n![${design}, with boxes](${picture})\n\n\`\`\`text\n${describeRecord(parsed.record)}\`\`\`\n\n${wrong.length > 0 ? `Wrong or missing:\n\n${wrong.join('\n')}\n` : 'Every value that the truth knows is right.\n'}`,
    );
  }
} finally {
  await parser.close();
}
writeFileSync(join(root, 'docs/reading.md'), parts.join('\n'));
