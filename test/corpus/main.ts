import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { inventCv } from './invent-cv.js';
import { languageData } from './language-data.js';
import { PAGE_LAYOUTS } from './layouts/index.js';
import { PdfPrinter } from './print-pdf.js';
import { Random } from './random.js';
import { layoutNames, ordersOf } from './sets.js';
import { truthOf } from './truth.js';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    seed: { type: 'string', default: 'a' },
    set: { type: 'string', default: 'all' },
    'per-language': { type: 'string', default: '7' },
    only: { type: 'string' },
  },
});
if (!values.out)
  throw new Error('usage: npm run corpus -- --out DIR [--seed TEXT] [--set tune|held|all] [--per-language N]');

const root = process.cwd();
const out = resolve(root, values.out);
mkdirSync(join(out, 'docs'), { recursive: true });
mkdirSync(join(out, 'truth'), { recursive: true });
const layouts = values.set === 'all' ? PAGE_LAYOUTS.map(({ name }) => name) : layoutNames(values.set === 'held');
const orders = ordersOf(values.seed, layouts, Number(values['per-language'])).filter(
  ({ id }) => !values.only || id.includes(values.only),
);

const printer = await PdfPrinter.start();
for (const { id, language, layout: name } of orders) {
  const layout = PAGE_LAYOUTS.find((known) => known.name === name)!;
  const random = new Random(id);
  const cv = inventCv(id, languageData(language, root), layout.wishes ?? {}, random);
  const document = `${id}.pdf`;
  writeFileSync(join(out, 'docs', document), await printer.print(layout.render(cv, random)));
  const truth = truthOf(cv, document, ['pdf', language, ...layout.traits, `layout:${name}`]);
  writeFileSync(join(out, 'truth', `${id}.truth.json`), `${JSON.stringify(truth, null, 1)}\n`);
}
await printer.close();
console.error(`${orders.length} documents in ${out}`);
