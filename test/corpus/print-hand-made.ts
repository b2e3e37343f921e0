import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FlowBlock, FlowParagraph } from './flow.js';
import { PdfPrinter } from './print-pdf.js';
import { Random } from './random.js';
import { scanPages } from './scan-page.js';
import type { Truth } from './truth.js';
import { writeDocx } from './writers/docx.js';

/** What a document written by hand says of itself, in the comment at its head. */
interface Head {
  readonly format: 'pdf' | 'docx' | 'doc' | 'jpg' | 'txt' | 'html';
  readonly language: string;
  readonly layout: string;
  readonly name: string;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly location: string;
  readonly links: readonly string[];
  /** Title, employer, start, end (null: goes on). */
  readonly exp: readonly (readonly [string, string, string | null, string | null])[];
  /** Institution, degree, field, start, end. */
  readonly edu: readonly (readonly [string, string, string | null, string | null, string | null])[];
  readonly skills: readonly string[];
  readonly lang: Readonly<Record<string, string | null>>;
  readonly cert: readonly string[];
  readonly cefr?: Readonly<Record<string, string>>;
  readonly phone_country?: string;
  readonly country?: string;
}

function truthOf(id: string, head: Head): Truth {
  return {
    document: `${id}.${head.format}`,
    source: 'own',
    language: head.language,
    traits: [head.format, head.language, `layout:${head.layout}`],
    contact: {
      name: head.name,
      emails: head.emails,
      phones: head.phones,
      location: head.location,
      links: head.links,
    },
    experience: head.exp.map(([title, employer, start, end]) => ({
      title,
      employer,
      start,
      end,
      current: end === null,
    })),
    education: head.edu.map(([institution, degree, field, start, end]) => ({
      institution,
      degree,
      ...(field ? { field } : {}),
      ...(start ? { start } : {}),
      end,
    })),
    skills: head.skills,
    languages: Object.entries(head.lang).map(([code, level]) => ({ code, ...(level ? { level } : {}) })),
    certifications: head.cert.map((name) => ({ name })),
    normalized: {
      ...(head.cefr ? { language_cefr: head.cefr } : {}),
      ...(head.phone_country ? { phone_country: head.phone_country } : {}),
      ...(head.country ? { country: head.country } : {}),
    },
  };
}

/** Lines of a text box: "#" a heading, "!" the name, "*" bold, "-" a bullet. */
const paragraphOf = (line: string): FlowParagraph => {
  const mark = /^[#!*-]/.exec(line)?.[0];
  const text = mark ? line.slice(1) : line;
  if (mark === '-') return { kind: 'paragraph', style: 'bullet', runs: [{ text }] };
  const size = mark === '!' ? 22 : mark === '#' ? 13 : undefined;
  return { kind: 'paragraph', runs: [{ text, ...(mark ? { bold: true } : {}), ...(size ? { size } : {}) }] };
};

/** A document of text boxes alone, as the templates of word processors make them. */
function docxOfBoxes(boxes: readonly (readonly string[])[], language: string): Uint8Array {
  const blocks: FlowBlock[] = boxes.map((lines) => ({ kind: 'box', blocks: lines.map(paragraphOf) }));
  return writeDocx({ language, font: 'Calibri', blocks, header: [], footer: [] });
}

/** By LibreOffice (Debian: libreoffice-writer-nogui), as other people's word processors write. */
function convert(html: string, format: 'doc' | 'docx'): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'hand-made-'));
  try {
    writeFileSync(join(folder, 'cv.html'), html);
    const filter = format === 'doc' ? 'doc:MS Word 97' : 'docx:MS Word 2007 XML';
    execFileSync('soffice', [
      `-env:UserInstallation=file://${folder}/profile`,
      '--headless',
      '--infilter=HTML (StarWriter)',
      '--convert-to',
      filter,
      '--outdir',
      folder,
      join(folder, 'cv.html'),
    ]);
    return readFileSync(join(folder, `cv.${format}`));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function print(id: string, source: string, head: Head, printer: PdfPrinter): Promise<Uint8Array> {
  const body = source.slice(source.indexOf('-->') + 3).trimStart();
  if (head.format === 'txt' || head.format === 'html') return Buffer.from(body);
  if (body.startsWith('{')) return docxOfBoxes(JSON.parse(body).boxes, head.language);
  if (head.format === 'doc' || head.format === 'docx') return convert(body, head.format);
  const page = `<!doctype html><html lang="${head.language}"><meta charset="utf-8"><style>*{-webkit-print-color-adjust:exact}</style>${body}</html>`;
  const pdf = await printer.print(page);
  if (head.format === 'pdf') return pdf;
  const [scan] = await scanPages(pdf, new Random(id));
  return scan!.jpeg;
}

/** Prints the documents of `sources/` anew, each with its truth. Those alone whose names hold `only`. */
export async function printHandMade(folder: string, only: string): Promise<void> {
  for (const name of ['docs', 'truth']) mkdirSync(join(folder, name), { recursive: true });
  const printer = await PdfPrinter.start();
  try {
    for (const file of readdirSync(join(folder, 'sources')).sort()) {
      const id = file.replace(/\.\w+$/, '');
      if (!id.includes(only)) continue;
      const source = readFileSync(join(folder, 'sources', file), 'utf8');
      const head = JSON.parse(source.slice(4, source.indexOf('-->'))) as Head;
      writeFileSync(join(folder, 'docs', `${id}.${head.format}`), await print(id, source, head, printer));
      writeFileSync(join(folder, 'truth', `${id}.truth.json`), `${JSON.stringify(truthOf(id, head), null, 1)}\n`);
      console.log(`${id}.${head.format}`);
    }
  } finally {
    await printer.close();
  }
}
