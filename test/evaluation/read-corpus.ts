import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Truth } from '../corpus/truth.js';

export interface CorpusDocument {
  readonly truth: Truth;
  readonly path: string;
}

/** A truth file may give languages and certificates as plain texts. */
function readTruth(path: string): Truth {
  const raw = JSON.parse(readFileSync(path, 'utf8')) as Truth & { languages?: unknown[]; certifications?: unknown[] };
  const languages = raw.languages?.map((l) => (typeof l === 'string' ? { code: l } : l));
  const certifications = raw.certifications?.map((c) => (typeof c === 'string' ? { name: c } : c));
  return { ...raw, ...(languages ? { languages } : {}), ...(certifications ? { certifications } : {}) } as Truth;
}

/** The documents below a folder that has `docs/` and `truth/<id>.truth.json`; null where there is no such folder. */
export function readCorpus(folder: string): CorpusDocument[] | null {
  const truths = join(folder, 'truth');
  if (!existsSync(truths)) return null;
  return readdirSync(truths)
    .filter((file) => file.endsWith('.truth.json'))
    .sort()
    .map((file) => {
      const truth = readTruth(join(truths, file));
      return { truth, path: join(folder, 'docs', truth.document) };
    });
}
