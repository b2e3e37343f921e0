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
import { createLayoutHints } from '@vitamill/pipeline';
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

export const layoutHints = (language = 'en'): LayoutHints =>
  createLayoutHints(vocabularyOf(language), dateFinderOf(language));

export const layOut = (document: ExtractedDocument, language = 'en'): LaidOutDocument =>
  layOutDocument(document, layoutHints(language));

/** The lines of a text in the notation of `flowDocument`. */
export const linesOf = (text: string, language = 'en'): readonly Line[] => layOut(flowDocument(text), language).lines;
