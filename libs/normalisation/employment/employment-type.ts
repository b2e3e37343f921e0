import type { EmploymentType, LanguageLexicon } from '@vitamill/domain';
import { fold } from '../text/fold.js';
import { LongestTerm } from '../text/longest-term.js';

const indexes = new WeakMap<readonly LanguageLexicon[], LongestTerm<EmploymentType>>();

/** The standard name of a printed kind of employment; the longest known term in it decides. */
export const normaliseEmploymentType = (raw: string, lexicons: readonly LanguageLexicon[]): EmploymentType | null => {
  if (raw.length > 200) return null;
  let terms = indexes.get(lexicons);
  if (!terms) {
    terms = new LongestTerm(
      lexicons.flatMap((lexicon) => lexicon.employmentTypes.map(({ term, type }) => [fold(term), type] as const)),
    );
    indexes.set(lexicons, terms);
  }
  return terms.in(fold(raw));
};
