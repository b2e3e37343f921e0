import type { EmploymentType, LanguageLexicon } from '@vitamill/domain';
import { fold } from '../text/fold.js';

const indexes = new WeakMap<
  readonly LanguageLexicon[],
  readonly { readonly words: string; readonly type: EmploymentType }[]
>();

/** The standard name of a printed kind of employment; the longest known term in it decides. */
export const normaliseEmploymentType = (raw: string, lexicons: readonly LanguageLexicon[]): EmploymentType | null => {
  if (raw.length > 200) return null;
  let terms = indexes.get(lexicons);
  if (!terms) {
    terms = lexicons
      .flatMap((lexicon) => lexicon.employmentTypes.map(({ term, type }) => ({ words: fold(term), type })))
      .filter(({ words }) => words !== '')
      .sort((a, b) => b.words.length - a.words.length);
    indexes.set(lexicons, terms);
  }
  const text = ` ${fold(raw)} `;
  return terms.find(({ words }) => text.includes(` ${words} `))?.type ?? null;
};
