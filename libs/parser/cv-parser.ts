import {
  type CvParser,
  type ExtractedDocument,
  type Issue,
  type PageReader,
  ParseError,
  type ParseOptions,
  type Stage,
} from '@vitamill/domain';
import { createExtractor } from '@vitamill/extraction';
import { detectLanguage } from '@vitamill/language-guess';
import { lexiconVersion, loadLexicons, loadSkills, loadTitles } from '@vitamill/lexicon';
import { createGazetteer, createSkillMatcher, createTitleClassifier } from '@vitamill/normalisation';
import type { OcrConfig } from '@vitamill/ocr';
import { type PipelineResources, parseCv } from '@vitamill/pipeline';
import { ocrWordsOf } from './ocr-words.js';

/** A guess from letters counts when the library calls it reliable. */
function guessLanguage(text: string): string | null {
  const result = detectLanguage(text);
  return result.language || null;
}

/** Of the whole parse, when a stage of the core begins: they take milliseconds where OCR takes seconds. */
const FRACTION_AFTER_OCR: Partial<Record<Stage, number>> = {
  layout: 0.86,
  sections: 0.88,
  entities: 0.9,
  normalise: 0.94,
  validate: 0.97,
};

/** How pictures are read, and what measurements ask for. */
export interface CvParserOptions {
  readonly ocr?: OcrConfig;
  /** The rules' own confidences instead of probabilities. */
  readonly rawConfidence?: boolean;
  /** Languages to read as if nobody had written a lexicon for them. */
  readonly withoutLexicons?: readonly string[];
}

/** The whole core in this process: bytes in, record out. `ParserPool` runs it where a document can do no harm. */
export function createCvParser({
  rawConfidence = false,
  withoutLexicons = [],
  ocr = {},
}: CvParserOptions = {}): CvParser {
  const extractor = createExtractor();
  let reader: PageReader | null = null;
  let resources: PipelineResources | null = null;

  const readPictures = async (
    bytes: Uint8Array,
    document: ExtractedDocument,
    options: ParseOptions,
    signal: AbortSignal | undefined,
    onPage: (done: number, total: number) => void,
  ): Promise<ExtractedDocument> => {
    if (document.kind !== 'paged' || !document.pages.some((p) => p.needsOcr)) return document;
    // Loaded with the first picture: most documents have none, and it is the slowest part to load.
    reader ??= (await import('@vitamill/ocr')).createPageReader(ocr, ocrWordsOf);
    const read = await reader.readPages(bytes, document, {
      locale: options.locale,
      limits: options.limits,
      signal,
      onPage,
    });
    // With nothing read at all, what kept us from reading says more than that there is no text.
    if (read.pages.every(({ items }) => items.length === 0)) {
      const codes = new Set(read.issues.map(({ code }) => code));
      if (codes.has('ocr_time_limit_reached')) throw new ParseError('timeout', 'ocr');
      if (codes.has('page_unreadable')) throw new ParseError('damaged', 'ocr');
    }
    const issues: readonly Issue[] = [...document.issues, ...read.issues];
    return { ...document, pages: read.pages, issues };
  };

  return {
    async parse(bytes, options, { onProgress, signal } = {}) {
      onProgress?.({ stage: 'extract', fraction: 0.05 });
      const extracted = await extractor.extract(bytes, { filename: options.filename, limits: options.limits, signal });
      onProgress?.({ stage: 'ocr', fraction: 0.15 });
      const document = await readPictures(bytes, extracted, options, signal, (done, total) =>
        onProgress?.({ stage: 'ocr', fraction: 0.15 + (0.7 * done) / total }),
      );
      if (signal?.aborted) throw new ParseError('cancelled', 'ocr');
      resources ??= {
        lexicons: loadLexicons().filter(({ language }) => !withoutLexicons.includes(language)),
        gazetteer: createGazetteer(),
        skills: createSkillMatcher(loadSkills()),
        titles: createTitleClassifier(loadTitles()),
        guessLanguage,
        lexiconVersion: lexiconVersion(),
        rawConfidence,
      };
      return parseCv(document, options, resources, (stage) =>
        onProgress?.({ stage, fraction: FRACTION_AFTER_OCR[stage] ?? 0.9 }),
      );
    },
    async close() {
      await reader?.close();
      reader = null;
    },
  };
}
