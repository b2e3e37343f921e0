import {
  buildVocabulary,
  type ExtractedDocument,
  type LaidOutDocument,
  type Line,
  type Vocabulary,
} from '@vitamill/domain';
import { createDateFinder, type DateFinder, type EntityContext } from '@vitamill/entities';
import { type LayoutHints, layOutDocument } from '@vitamill/layout';
import { loadLexicons } from '@vitamill/lexicon';
import { createGazetteer } from '@vitamill/normalisation';
import { matchHeading } from '@vitamill/sections';
import { flowDocument } from './flow-builder.js';

const lexicons = loadLexicons();
const gazetteer = createGazetteer();

export const vocabularyOf = (language: string | null): Vocabulary => buildVocabulary(lexicons, language);

export const dateFinderOf = (language: string | null, monthFirst = false): DateFinder =>
  createDateFinder({ vocabulary: vocabularyOf(language).dates, monthFirst });

/** What the entity rules know about a document in `language`. */
export const entityContext = (language = 'en'): EntityContext => ({
  vocabulary: vocabularyOf(language),
  findDates: dateFinderOf(language),
  gazetteer,
  bodyFontSize: 10,
});

/** Headings by their words; dates where nothing but dates is printed; labels of the lexicon. */
export function layoutHints(language = 'en'): LayoutHints {
  const vocabulary = vocabularyOf(language);
  const findDates = dateFinderOf(language);
  return {
    isHeading: (text) => text.length <= 60 && (matchHeading(text, vocabulary)?.strength ?? 0) >= 0.9,
    isDate: (text) => findDates(text).some((d) => d.end - d.start >= 0.75 * text.trim().length),
    isLabel: (text) => text.length < 40 && vocabulary.labels.has(text),
  };
}

export const layOut = (document: ExtractedDocument, language = 'en'): LaidOutDocument =>
  layOutDocument(document, layoutHints(language));

/** The lines of a text in the notation of `flowDocument`. */
export const linesOf = (text: string, language = 'en'): readonly Line[] => layOut(flowDocument(text), language).lines;
