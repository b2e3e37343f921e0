import type { Vocabulary } from '@vitamill/domain';
import { createDateFinder, type DateFinder } from '@vitamill/entities';

/** Making a finder compiles some thirty expressions: once per language and order of day and month, not per document. */
const finders = new WeakMap<Vocabulary['dates'], Map<boolean, DateFinder>>();

/** The date finder of one document. Layout, sections and entities ask about the same texts: each is searched once. */
export function dateFinderOf({ dates }: Vocabulary, monthFirst: boolean): DateFinder {
  const ofLanguage = finders.get(dates) ?? new Map<boolean, DateFinder>();
  finders.set(dates, ofLanguage);
  const find = ofLanguage.get(monthFirst) ?? createDateFinder({ vocabulary: dates, monthFirst });
  ofLanguage.set(monthFirst, find);
  const found = new Map<string, ReturnType<DateFinder>>();
  return (text) => {
    const known = found.get(text) ?? find(text);
    found.set(text, known);
    return known;
  };
}
