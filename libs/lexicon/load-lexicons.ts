import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LanguageLexicon } from '@vitamill/domain';
import { assertLexiconShape } from './assert-lexicon-shape.js';

const FOLDER = 'lexicon';
const SCHEMA_FILE = 'schema.json';

let cached: readonly LanguageLexicon[] | null = null;

/** All lexicons of `lexicon/<lang>.json`, ordered by language; read once per process. */
export function loadLexicons(): readonly LanguageLexicon[] {
  cached ??= readLexicons(join(projectRoot(), FOLDER));
  return cached;
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

/** The nearest folder above this file with a package.json: the same from libs/ and from dist/libs/. */
function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('No package.json above the lexicon loader');
    folder = parent;
  }
  return folder;
}
