import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { type CvParser, DEFAULT_PARSE_LIMITS, type ParsedCv, ParseError, type ParseLimits } from '@vitamill/domain';
import type { CorpusDocument } from './read-corpus.js';
import { scoreDocument } from './score-document.js';
import type { ScoredDocument } from './tables.js';

/** What a scan gives must not depend on how busy the machine is. */
const LIMITS: ParseLimits = { ...DEFAULT_PARSE_LIMITS, maxOcrMilliseconds: 900_000 };

export interface ReadDocument extends ScoredDocument {
  readonly language: string;
  readonly format: string;
  readonly parsed: ParsedCv | null;
}

/** Parses every document and scores what was read. A document that cannot be read counts as one with nothing in it. */
export async function scoreCorpus(
  parser: CvParser,
  corpus: readonly CorpusDocument[],
  referenceDate: string,
): Promise<ReadDocument[]> {
  return Promise.all(
    corpus.map(async ({ truth, path }) => {
      const options = {
        locale: null,
        referenceDate,
        assetId: null,
        filename: truth.document,
        limits: LIMITS,
      };
      let error: string | null = null;
      const parsed = await parser.parse(readFileSync(path), options).catch((failure: unknown) => {
        error = failure instanceof ParseError ? failure.code : 'internal';
        return null;
      });
      return {
        document: truth.document,
        language: truth.language,
        format: extname(path).slice(1),
        traits: truth.traits,
        sheet: scoreDocument(truth, parsed?.record ?? null),
        error,
        parsed,
      };
    }),
  );
}
