import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { LanguageLexicon } from '@vitamill/domain';
import { assertLexiconShape } from './assert-lexicon-shape.js';
import { projectRoot } from './project-root.js';

const FOLDER = 'lexicon';
const SCHEMA_FILE = 'schema.json';

let cached: readonly LanguageLexicon[] | null = null;

/** All lexicons of `lexicon/<lang>.json`, ordered by language; read once per process. */
export function loadLexicons(): readonly LanguageLexicon[] {
  cached ??= readLexicons(join(projectRoot(), FOLDER));
  return cached;
}

let version: string | null = null;

/** A digest of all files below `lexicon/`: it changes whenever one of them does. Twelve hex digits. */
export function lexiconVersion(): string {
  version ??= digestFolder(join(projectRoot(), FOLDER));
  return version;
}

function digestFolder(folder: string): string {
  const digest = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll('\\', '/'));
  for (const path of paths.sort())
    digest
      .update(path)
      .update('\0')
      .update(readFileSync(join(folder, path)));
  return digest.digest('hex').slice(0, 12);
}

function readLexicons(folder: string): readonly LanguageLexicon[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json') && file !== SCHEMA_FILE)
    .sort()
    .map((file) => {
      const lexicon: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      assertLexiconShape(lexicon, file);
      return lexicon;
    });
}
