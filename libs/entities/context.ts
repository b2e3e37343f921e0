import type { Gazetteer, Vocabulary } from '@vitamill/domain';
import type { DateFinder } from './dates/date-grammar.js';

/** What the entity rules know besides the lines. */
export interface EntityContext {
  readonly vocabulary: Vocabulary;
  readonly findDates: DateFinder;
  readonly gazetteer: Gazetteer;
  readonly bodyFontSize: number;
}
