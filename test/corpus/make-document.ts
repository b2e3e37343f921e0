import type { FlowDocument } from './flow.js';
import { inventCv, type Wishes } from './invent-cv.js';
import { languageData } from './language-data.js';
import { PAGE_LAYOUTS, TEXT_LAYOUTS, WORD_LAYOUTS } from './layouts/index.js';
import type { PdfPrinter } from './print-pdf.js';
import type { PrintedCv } from './printed-cv.js';
import { Random } from './random.js';
import { pdfOfPictures, scanPages } from './scan-page.js';
import type { Order } from './sets.js';
import { type Truth, truthOf } from './truth.js';
import { writeDocx } from './writers/docx.js';
import { writeOdt } from './writers/odt.js';
import { writeRtf } from './writers/rtf.js';

const WRITERS: Readonly<Record<'docx' | 'odt' | 'rtf', (flow: FlowDocument) => Uint8Array>> = {
  docx: writeDocx,
  odt: writeOdt,
  rtf: writeRtf,
};

export interface MadeDocument {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly truth: Truth;
}

/** Invents the person of an order and prints their CV. Throws where no Chromium is there to print pages. */
export async function makeDocument(
  { id, language, layout: name, format }: Order,
  printer: () => Promise<PdfPrinter>,
  root: string,
): Promise<MadeDocument> {
  const random = new Random(id);
  const invent = (wishes: Wishes | undefined): PrintedCv =>
    inventCv(id, languageData(language, root), wishes ?? {}, random);
  const done = (bytes: Uint8Array, cv: PrintedCv, extension: string, traits: readonly string[]): MadeDocument => {
    const file = `${id}.${extension}`;
    return { file, bytes, truth: truthOf(cv, file, [extension, language, ...traits, `layout:${name}`]) };
  };
  const word = WORD_LAYOUTS.find((known) => known.name === name);
  if (word && (format === 'docx' || format === 'odt' || format === 'rtf')) {
    const cv = invent(word.wishes);
    return done(WRITERS[format](word.render(cv, random)), cv, format, word.traits);
  }
  const plain = TEXT_LAYOUTS.find((known) => known.name === name);
  if (plain) {
    const cv = invent(plain.wishes);
    return done(Buffer.from(plain.render(cv, random), 'utf8'), cv, plain.format, plain.traits);
  }
  const layout = PAGE_LAYOUTS.find((known) => known.name === name);
  if (!layout) throw new Error(`There is no layout ${name} in ${format}.`);
  const cv = invent(layout.wishes);
  const pdf = await (await printer()).print(layout.render(cv, random));
  if (format === 'pdf') return done(pdf, cv, 'pdf', layout.traits);
  const scans = await scanPages(pdf, random);
  // a picture holds one page: what does not fit on it is sent as a PDF
  if (format === 'jpg' && scans.length === 1) return done(scans[0]!.jpeg, cv, 'jpg', ['scan', ...layout.traits]);
  return done(pdfOfPictures(scans), cv, 'pdf', ['scan', ...layout.traits]);
}
