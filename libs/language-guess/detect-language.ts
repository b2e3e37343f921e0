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
      readonly ngrams: Readonly<Record<string, undefined>>;
    }): void;
  };
}

interface Results {
  readonly LanguageResult: new (
    language: string,
    scores: readonly number[],
    ngrams: number,
    languages: Readonly<Record<number, string>>,
  ) => LanguageResult;
}

const folder = createRequire(import.meta.url)
  .resolve.paths('eld')
  ?.map((modules) => join(modules, 'eld/src'))
  .find((source) => existsSync(source));
if (!folder) throw new Error('the package eld is missing');
const partOf = (file: string): Promise<unknown> => import(pathToFileURL(join(folder, file)).href);
const { createEld } = (await partOf('languageDetector.js')) as Eld;
const { LanguageResult: Result } = (await partOf('LanguageResult.js')) as Results;

/** eld takes this off all weights of its data. */
const BASE_WEIGHT = 53;

let detect: ((text: string) => LanguageResult) | null = null;

/**
 * The language of a text by its letters, as eld tells it with its data of medium size. Its n-grams are read on first use
 * into a table of 4 MB (eld/medium holds them as objects of 58 MB).
 */
export function detectLanguage(text: string): LanguageResult {
  detect ??= load(join(folder as string, 'ngrams/medium.js'));
  return detect(text);
}

function load(file: string): (text: string) => LanguageResult {
  const source = readFileSync(file, 'utf8');
  const [, type = '', list = ''] = /\{type:'(\w+)',languages:\{([^}]+)\}/.exec(source) ?? [];
  const languages = Object.fromEntries(
    [...list.matchAll(/(\d+):'(\w+)'/g)].map(([, n, code]) => [Number(n), code ?? '']),
  );
  const table = readNgramTable(source);
  const scores = new Float64Array(Object.keys(languages).length);
  let asked = 0;
  // eld cuts the text into n-grams and asks for each once: adding up is done here, without an object for each
  const ngrams = new Proxy<Record<string, undefined>>(
    {},
    {
      get: (_, ngram) => {
        if (typeof ngram !== 'string') return;
        asked += 1;
        table.addTo(scores, ngram, BASE_WEIGHT);
      },
    },
  );
  const { instance, loadData } = createEld();
  loadData({ type, languages, ngrams });
  return (text) => {
    scores.fill(0);
    asked = 0;
    const none = instance.detect(text);
    let best = 0;
    for (let n = 1; n < scores.length; n++) if (scores[n]! > scores[best]!) best = n;
    return scores[best]! > 0 ? new Result(languages[best] ?? '', [...scores], asked, languages) : none;
  };
}
