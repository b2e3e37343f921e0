import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeRecord } from './describe-record.js';
import type { ReadDocument } from './score-corpus.js';

/** Document -> field -> how many of its values are missing or wrong. */
export type Failures = Readonly<Record<string, Readonly<Record<string, number>>>>;

export const FROZEN = 'test/corpus/frozen';
export const HAND_MADE = 'test/corpus/hand-made';
/** Relative dates of the frozen documents are read on this day. */
export const REFERENCE_DATE = '2026-06-15';

/** Scans and photos are held by a floor alone: how their letters are read is the business of other tests. */
export const isScan = ({ traits, format }: ReadDocument): boolean => traits.includes('scan') || format === 'jpg';

export function failuresOf(documents: readonly ReadDocument[]): Failures {
  const failures: Record<string, Record<string, number>> = {};
  for (const { document, sheet } of documents.filter((d) => !isScan(d)))
    for (const [field, { soft }] of sheet.fields) {
      const wrong = Math.max(soft.fn, soft.fp);
      if (wrong > 0) failures[document] = { ...failures[document], [field]: wrong };
    }
  return failures;
}

const failuresFile = (root: string, set: string): string => join(root, set, 'known-failures.json');

/** The failures that are known of a set (`FROZEN`, `HAND_MADE`). */
export const readFailures = (root: string, set: string): Failures =>
  JSON.parse(readFileSync(failuresFile(root, set), 'utf8')) as Failures;

/** Each difference to the list as a line: what fails and is not listed, what is listed and fails less. */
export function compareFailures(
  known: Failures,
  now: Failures,
): { readonly worse: string[]; readonly better: string[] } {
  const [worse, better]: [string[], string[]] = [[], []];
  for (const document of [...new Set([...Object.keys(known), ...Object.keys(now)])].sort())
    for (const field of [
      ...new Set([...Object.keys(known[document] ?? {}), ...Object.keys(now[document] ?? {})]),
    ].sort()) {
      const [was, is] = [known[document]?.[field] ?? 0, now[document]?.[field] ?? 0];
      if (is > was) worse.push(`${document} ${field}: ${is} wrong, ${was} known`);
      if (is < was) better.push(`${document} ${field}: ${is} wrong, ${was} listed`);
    }
  return { worse, better };
}

export const describeDocument = ({ parsed, error }: ReadDocument): string =>
  parsed ? describeRecord(parsed.record) : `error: ${error}\n`;

const snapshotFile = (root: string, document: string): string => join(root, FROZEN, 'read', `${document}.txt`);

/** Documents that give something else than when the snapshot was taken. */
export const changedDocuments = (root: string, documents: readonly ReadDocument[]): string[] =>
  documents
    .filter((document) => {
      if (isScan(document)) return false;
      const file = snapshotFile(root, document.document);
      return !existsSync(file) || readFileSync(file, 'utf8') !== describeDocument(document);
    })
    .map(({ document }) => document);

/** Takes the failures of today as those that are known of a set. */
export function acceptFailures(root: string, set: string, documents: readonly ReadDocument[]): void {
  const failures = Object.entries(failuresOf(documents)).sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(failuresFile(root, set), `${JSON.stringify(Object.fromEntries(failures), null, 1)}\n`);
}

/** Takes what is read from the frozen documents today as their snapshot. */
export function acceptSnapshot(root: string, all: readonly ReadDocument[]): void {
  const documents = all.filter((document) => !isScan(document));
  const folder = join(root, FROZEN, 'read');
  mkdirSync(folder, { recursive: true });
  const wanted = new Set(documents.map(({ document }) => `${document}.txt`));
  for (const file of readdirSync(folder)) if (!wanted.has(file)) rmSync(join(folder, file));
  for (const document of documents) writeFileSync(snapshotFile(root, document.document), describeDocument(document));
}
