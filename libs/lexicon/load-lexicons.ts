import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
