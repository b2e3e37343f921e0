import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type CvParser,
  DEFAULT_PARSE_LIMITS,
  PARSE_ERRORS,
  ParseError,
  type ParseErrorCode,
  type ParseOptions,
} from '@vitamill/domain';
import { createParserPool } from '@vitamill/parser-pool';

export const PARSE_USAGE = `usage: npm run --silent parse -- [--jsonl] [--provenance] [--locale en_US] [--reference-date YYYY-MM-DD] FILE...

Prints the master record of each file. --jsonl prints one line a file, {"file","record"} or {"file","error"}, and ends
with status 0 whatever the files are; without it, the status is 1 when a file could not be read.`;

interface Outcome {
  readonly file: string;
  readonly record?: unknown;
  readonly provenance?: unknown;
  readonly error?: { readonly code: ParseErrorCode | 'not_found'; readonly message: string };
}

async function parseFile(
  parser: CvParser,
  folder: string,
  file: string,
  options: ParseOptions,
  provenance: boolean,
): Promise<Outcome> {
  const bytes = await readFile(resolve(folder, file)).catch(() => null);
  if (!bytes) return { file, error: { code: 'not_found', message: 'The file cannot be read.' } };
  try {
    const parsed = await parser.parse(bytes, { ...options, filename: basename(file) });
    return { file, record: parsed.record, ...(provenance ? { provenance: parsed.provenance } : {}) };
  } catch (error) {
    const code = error instanceof ParseError ? error.code : 'internal';
    return { file, error: { code, message: PARSE_ERRORS[code].message } };
  }
}

/** Parses the files named on the command line; gives the exit status. `folder` is where relative names start. */
export async function runParse(args: readonly string[], folder: string): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      jsonl: { type: 'boolean', default: false },
      provenance: { type: 'boolean', default: false },
      trace: { type: 'boolean', default: false },
      locale: { type: 'string' },
      'reference-date': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const referenceDate = values['reference-date'] ?? new Date().toISOString().slice(0, 10);
  if (values.help || positionals.length === 0 || !/^\d{4}-\d{2}-\d{2}$/.test(referenceDate)) {
    console.error(PARSE_USAGE);
    return values.help ? 0 : 2;
  }
  const processes = Math.min(availableParallelism(), positionals.length, 8);
  const parser = createParserPool({
    processes,
    // One file alone has all cores for its pages.
    ocr: { workers: Math.max(1, Math.min(4, Math.floor(availableParallelism() / processes))) },
    memoryMegabytes: 2048,
    deadlineMilliseconds: 180_000,
    recycleAfter: 200,
    trace: values.trace,
  });
  const options: ParseOptions = {
    locale: values.locale ?? null,
    referenceDate,
    assetId: null,
    filename: null,
    limits: DEFAULT_PARSE_LIMITS,
  };
  const outcomes = positionals.map((file) => parseFile(parser, folder, file, options, values.provenance));
  let failed = 0;
  for (const pending of outcomes) {
    const outcome = await pending;
    if (outcome.error) failed += 1;
    if (values.jsonl) process.stdout.write(`${JSON.stringify(outcome)}\n`);
    else if (outcome.error) console.error(`${outcome.file}: ${outcome.error.message} (${outcome.error.code})`);
    else process.stdout.write(`${JSON.stringify(values.provenance ? outcome : outcome.record, null, 2)}\n`);
  }
  await parser.close();
  return values.jsonl || failed === 0 ? 0 : 1;
}
