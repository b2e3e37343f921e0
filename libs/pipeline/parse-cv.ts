import {
  buildVocabulary,
  type ExtractedDocument,
  forgetTexts,
  type Gazetteer,
  type LaidOutDocument,
  type LanguageLexicon,
  type ParsedCv,
  ParseError,
  type ParseOptions,
  type Section,
  type SkillMatcher,
  type Stage,
  type TitleClassifier,
} from '@vitamill/domain';
import { type EntityContext, readCv, trustEmbedded } from '@vitamill/entities';
import { layOutDocument } from '@vitamill/layout';
import { groupLinesIntoSections } from '@vitamill/sections';
import { calibrateConfidence } from './confidence/calibrate-confidence.js';
import { createLayoutHints } from './create-layout-hints.js';
import { dateFinderOf } from './date-finder.js';
import { detectLanguage, type LanguageGuesser } from './detect-language.js';
import { judgeQuality } from './judge-quality.js';
import { projectRecord } from './project-record.js';
import { ProvenanceWriter } from './provenance-writer.js';

export interface PipelineResources {
  readonly lexicons: readonly LanguageLexicon[];
  readonly gazetteer: Gazetteer;
  readonly skills: SkillMatcher;
  readonly titles: TitleClassifier;
  readonly guessLanguage: LanguageGuesser;
  /** Told in the record. */
  readonly lexiconVersion: string;
  /** Gives the rules' own confidences instead of probabilities: for the fit of the table that turns one into the other. */
  readonly rawConfidence?: boolean;
}

const MONTH_FIRST = /[-_](?:US|PH|CA)$/;

const textOf = (document: ExtractedDocument): { text: string }[] =>
  document.kind === 'paged'
    ? document.pages.flatMap((p) => p.items.filter((i) => !i.hidden).map((i) => ({ text: i.text })))
    : [...paragraphTexts(document.blocks)];

function* paragraphTexts(blocks: Extract<ExtractedDocument, { kind: 'flow' }>['blocks']): Generator<{ text: string }> {
  for (const block of blocks) {
    if (block.kind === 'paragraph') yield { text: block.runs.map((r) => (r.hidden ? '' : r.text)).join('') };
    else if (block.kind === 'frame') yield* paragraphTexts(block.blocks);
    else for (const row of block.rows) for (const cell of row.cells) yield* paragraphTexts(cell.blocks);
  }
}

/**
 * The order of the stages, spelled once: language, layout, sections, entities, record, quality. The same document and
 * options give the same record. `onStage` hears of each as it begins. Throws ParseError `no_text` where there is nothing
 * to read.
 */
export function parseCv(
  document: ExtractedDocument,
  options: ParseOptions,
  resources: PipelineResources,
  onStage: (stage: Stage) => void = () => undefined,
): ParsedCv {
  try {
    return readDocument(document, options, resources, onStage);
  } finally {
    forgetTexts();
  }
}

function readDocument(
  document: ExtractedDocument,
  options: ParseOptions,
  resources: PipelineResources,
  onStage: (stage: Stage) => void,
): ParsedCv {
  const { lexicons, gazetteer, skills, titles, lexiconVersion } = resources;
  const { laidOut, sections, context } = cutIntoSections(document, options, resources, onStage);
  onStage('entities');
  const { cv, issues } = trustEmbedded(readCv(sections, context), document.embedded, laidOut.lines);

  onStage('normalise');
  const provenance = new ProvenanceWriter(
    laidOut.pageSizes,
    resources.rawConfidence ? (_, __, own) => own : calibrateConfidence,
  );
  const content = projectRecord(cv, { gazetteer, lexicons, lexiconVersion, skills, titles, options, provenance });
  onStage('validate');
  const quality = judgeQuality(content, laidOut, sections, provenance.accounted, [...document.issues, ...issues]);
  const parsed = { record: { ...content, quality }, provenance: provenance.entries };
  return options.wantText ? { ...parsed, text: laidOut.lines.map((line) => line.text).join('\n') } : parsed;
}

/** The stages up to the sections: what the entities are read from. */
export function cutIntoSections(
  document: ExtractedDocument,
  options: ParseOptions,
  { lexicons, gazetteer, skills, titles, guessLanguage }: PipelineResources,
  onStage: (stage: Stage) => void = () => undefined,
): { laidOut: LaidOutDocument; sections: readonly Section[]; context: EntityContext } {
  const texts = textOf(document);
  if (!texts.some(({ text }) => /[\p{L}\p{N}]/u.test(text))) throw new ParseError('no_text', 'extract');
  const language = detectLanguage(texts, lexicons, guessLanguage, document, options.locale);
  const vocabulary = buildVocabulary(lexicons, language);
  const findDates = dateFinderOf(vocabulary, options.locale ? MONTH_FIRST.test(options.locale) : false);

  onStage('layout');
  const laidOut = layOutDocument(document, createLayoutHints(vocabulary, findDates));
  onStage('sections');
  const sections = groupLinesIntoSections(laidOut, vocabulary);
  const { bodyFontSize } = laidOut;
  return { laidOut, sections, context: { vocabulary, findDates, gazetteer, bodyFontSize, titles, skills } };
}
