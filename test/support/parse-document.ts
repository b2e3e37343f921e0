import { DEFAULT_PARSE_LIMITS, type ExtractedDocument, type ParsedCv, type ParseOptions } from '@vitamill/domain';
import { loadLexicons, loadSkills, loadTitles } from '@vitamill/lexicon';
import { createGazetteer, createSkillMatcher, createTitleClassifier } from '@vitamill/normalisation';
import { type PipelineResources, parseCv } from '@vitamill/pipeline';
import { eld } from 'eld/medium';

const resources: PipelineResources = {
  lexicons: loadLexicons(),
  gazetteer: createGazetteer(),
  skills: createSkillMatcher(loadSkills()),
  titles: createTitleClassifier(loadTitles()),
  guessLanguage: (text) => eld.detect(text).language || null,
  lexiconVersion: 'test',
};

export const REFERENCE_DATE = '2026-01-15';

/** The whole pipeline over a document, with the real lexicons and places. */
export function parseDocument(document: ExtractedDocument, options: Partial<ParseOptions> = {}): ParsedCv {
  const defaults: ParseOptions = {
    locale: null,
    referenceDate: REFERENCE_DATE,
    assetId: null,
    filename: null,
    limits: DEFAULT_PARSE_LIMITS,
  };
  return parseCv(document, { ...defaults, ...options }, resources);
}
