import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { eld } from 'eld/medium';
import { readNgramTable } from './ngram-table.js';

export type LanguageResult = ReturnType<typeof eld.detect>;

/** What eld's own entry modules do: an instance, and the data that it looks n-grams up in. */
interface Eld {
  createEld(): {
    readonly instance: Pick<typeof eld, 'detect'>;
    loadData(data: {
      readonly type: string;
      readonly languages: Readonly<Record<number, string>>;
      readonly ngrams: Readonly<Record<string, Readonly<Record<number, number>> | undefined>>;
    }): void;
  };
}

const folder = createRequire(import.meta.url)
  .resolve.paths('eld')
  ?.map((modules) => join(modules, 'eld/src'))
  .find((source) => existsSync(source));
if (!folder) throw new Error('the package eld is missing');
const { createEld } = (await import(pathToFileURL(join(folder, 'languageDetector.js')).href)) as Eld;

let detector: Pick<typeof eld, 'detect'> | null = null;

/**
 * The language of a text by its letters, as eld tells it with its data of medium size. Its n-grams are read on first use
 * into a table of 4 MB (eld/medium holds them as objects of 58 MB).
 */
export function detectLanguage(text: string): LanguageResult {
  detector ??= load(join(folder as string, 'ngrams/medium.js'));
  return detector.detect(text);
}

function load(file: string): Pick<typeof eld, 'detect'> {
  const source = readFileSync(file, 'utf8');
  const [, type = '', languages = ''] = /\{type:'(\w+)',languages:\{([^}]+)\}/.exec(source) ?? [];
  const table = readNgramTable(source);
  const { instance, loadData } = createEld();
  loadData({
    type,
    languages: Object.fromEntries(
      [...languages.matchAll(/(\d+):'(\w+)'/g)].map(([, n, code]) => [Number(n), code ?? '']),
    ),
    ngrams: new Proxy({}, { get: (_, ngram) => (typeof ngram === 'string' ? table.weightsOf(ngram) : undefined) }),
  });
  return instance;
}
