import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeDocument } from './make-document.js';
import { printHandMade } from './print-hand-made.js';
import { PdfPrinter } from './print-pdf.js';
import { ordersOf, type SetName } from './sets.js';

const USAGE = `usage: npm run corpus -- --out DIR [--set tune|held|all] [--seed TEXT] [--per-language N] [--only TEXT]
       npm run corpus -- --hand-made [--only TEXT]

Prints invented CVs into DIR/docs and what they say into DIR/truth. The same words give the same documents; another seed
gives other persons. Pages are printed by Chromium (Debian: apt-get install --no-install-recommends chromium fonts-dejavu
fonts-liberation fonts-noto-core fonts-lato fonts-open-sans fonts-roboto fonts-crosextra-carlito fonts-lmodern fonts-font-awesome). --hand-made prints test/corpus/hand-made/sources anew, which needs
libreoffice-writer-nogui, fonts-dancingscript, fonts-ebgaramond, fonts-lobster and fonts-quicksand besides.`;

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    seed: { type: 'string', default: 'a' },
    set: { type: 'string', default: 'all' },
    'per-language': { type: 'string', default: '7' },
    only: { type: 'string', default: '' },
    'hand-made': { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
const isSet = (name: string): name is SetName => ['tune', 'held', 'all'].includes(name);

async function run(out: string, set: SetName): Promise<void> {
  const orders = ordersOf(values.seed, set, Number(values['per-language'])).filter(({ id }) =>
    id.includes(values.only),
  );
  for (const folder of ['docs', 'truth']) {
    rmSync(join(out, folder), { recursive: true, force: true });
    mkdirSync(join(out, folder), { recursive: true });
  }
  let printer: PdfPrinter | null = null;
  const printing = async (): Promise<PdfPrinter> => {
    printer ??= await PdfPrinter.start();
    return printer;
  };
  try {
    for (const order of orders) {
      const { file, bytes, truth } = await makeDocument(order, printing, process.cwd());
      writeFileSync(join(out, 'docs', file), bytes);
      writeFileSync(
        join(out, 'truth', `${file.replace(/\.\w+$/, '')}.truth.json`),
        `${JSON.stringify(truth, null, 1)}\n`,
      );
    }
  } finally {
    await (printer as PdfPrinter | null)?.close();
  }
  console.error(`${orders.length} documents in ${out}`);
}

if (values['hand-made']) {
  await printHandMade(join(process.cwd(), 'test/corpus/hand-made'), values.only);
} else if (values.help || !values.out || !isSet(values.set)) {
  console.error(USAGE);
  process.exitCode = values.help ? 0 : 2;
} else {
  await run(resolve(values.out), values.set);
}
