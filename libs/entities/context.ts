import type { Gazetteer, SkillMatcher, TitleClassifier, Vocabulary } from '@vitamill/domain';
import type { DateFinder } from './dates/date-grammar.js';

/** What the entity rules know besides the lines. */
export interface EntityContext {
  readonly vocabulary: Vocabulary;
  readonly findDates: DateFinder;
  readonly gazetteer: Gazetteer;
  readonly bodyFontSize: number;
  /** Titles of occupations and skills by name, where the lexicons of libs/normalisation are at hand. */
  readonly titles?: TitleClassifier;
  readonly skills?: SkillMatcher;
}
