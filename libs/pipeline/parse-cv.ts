import {
  buildVocabulary,
  type ExtractedDocument,
  foldTerm,
  type Gazetteer,
  type LanguageLexicon,
  type ParsedCv,
  ParseError,
  type ParseOptions,
  type SkillMatcher,
  type Stage,
  type TitleClassifier,
} from '@vitamill/domain';
import { createDateFinder, readCv } from '@vitamill/entities';
import { type LayoutHints, layOutDocument } from '@vitamill/layout';
import { groupLinesIntoSections, matchHeading } from '@vitamill/sections';
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
  const { lexicons, gazetteer, skills, titles, guessLanguage, lexiconVersion } = resources;
  const texts = textOf(document);
  if (!texts.some(({ text }) => /[\p{L}\p{N}]/u.test(text))) throw new ParseError('no_text', 'extract');

  const language = detectLanguage(texts, lexicons, guessLanguage, document, options.locale);
  const vocabulary = buildVocabulary(lexicons, language);
  const findDates = createDateFinder({
    vocabulary: vocabulary.dates,
    monthFirst: options.locale ? MONTH_FIRST.test(options.locale) : false,
  });

  onStage('layout');
  const laidOut = layOutDocument(document, layoutHints(vocabulary, findDates));
  onStage('sections');
  const sections = groupLinesIntoSections(laidOut, vocabulary);
  onStage('entities');
  const cv = readCv(sections, { vocabulary, findDates, gazetteer, bodyFontSize: laidOut.bodyFontSize });

  onStage('normalise');
  const provenance = new ProvenanceWriter(laidOut.pageSizes);
  const content = projectRecord(cv, { gazetteer, lexicons, lexiconVersion, skills, titles, options, provenance });
  onStage('validate');
  const quality = judgeQuality(content, laidOut, sections, provenance.accounted, document.issues);
  return { record: { ...content, quality }, provenance: provenance.entries };
}

/** "heute", "по настоящее время", "6 years 7 months": parts of a date column without a date of their own. */
function isPresentOrDuration(text: string, { dates }: ReturnType<typeof buildVocabulary>): boolean {
  const folded = foldTerm(text);
  if (folded.length >= 3 && dates.present.includes(folded)) return true;
  const units = folded.split(/\s+/).filter((word) => !/^\d+$/.test(word));
  return (
    /^\d{1,2}\s/.test(folded) &&
    units.length > 0 &&
    units.length <= 3 &&
    units.some((unit) => dates.durations.includes(unit))
  );
}

function layoutHints(
  vocabulary: ReturnType<typeof buildVocabulary>,
  findDates: ReturnType<typeof createDateFinder>,
): LayoutHints {
  const headings = new Map<string, boolean>();
  return {
    isHeading: (text) => {
      if (text.length > 60) return false;
      const known = headings.get(text) ?? (matchHeading(text, vocabulary)?.strength ?? 0) >= 0.9;
      headings.set(text, known);
      return known;
    },
    isDate: (text) => {
      if (text.length > 50) return false;
      if (isPresentOrDuration(text, vocabulary)) return true;
      const dates = findDates(text);
      return dates.length > 0 && dates.reduce((sum, d) => sum + d.end - d.start, 0) >= 0.75 * text.trim().length;
    },
    isLabel: (text) => text.length < 110 && foldTerm(text).length > 0 && vocabulary.labels.has(text),
  };
}
