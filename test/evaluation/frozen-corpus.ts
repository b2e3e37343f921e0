import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeRecord } from './describe-record.js';
import type { ReadDocument } from './score-corpus.js';

/** Document -> field -> how many of its values are missing or wrong. */
export type Failures = Readonly<Record<string, Readonly<Record<string, number>>>>;

export const FROZEN = 'test/corpus/frozen';
/** Relative dates of the frozen documents are read on this day. */
export const REFERENCE_DATE = '2026-06-15';

/** Scans are held by a floor alone: how their letters are read is the business of other tests. */
export const isScan = ({ traits }: ReadDocument): boolean => traits.includes('scan');

export function failuresOf(documents: readonly ReadDocument[]): Failures {
  const failures: Record<string, Record<string, number>> = {};
  for (const { document, sheet } of documents.filter((d) => !isScan(d)))
    for (const [field, { soft }] of sheet.fields) {
      const wrong = Math.max(soft.fn, soft.fp);
      if (wrong > 0) failures[document] = { ...failures[document], [field]: wrong };
    }
  return failures;
}

export const readFailures = (root: string): Failures =>
  JSON.parse(readFileSync(join(root, FROZEN, 'known-failures.json'), 'utf8')) as Failures;

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

/** Takes what is read today as known: the list of failures and the snapshot. */
export function acceptFrozen(root: string, all: readonly ReadDocument[]): void {
  const documents = all.filter((document) => !isScan(document));
  const folder = join(root, FROZEN, 'read');
  mkdirSync(folder, { recursive: true });
  const wanted = new Set(documents.map(({ document }) => `${document}.txt`));
  for (const file of readdirSync(folder)) if (!wanted.has(file)) rmSync(join(folder, file));
  for (const document of documents) writeFileSync(snapshotFile(root, document.document), describeDocument(document));
  const failures = Object.entries(failuresOf(documents)).sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(
    join(root, FROZEN, 'known-failures.json'),
    `${JSON.stringify(Object.fromEntries(failures), null, 1)}\n`,
  );
}
