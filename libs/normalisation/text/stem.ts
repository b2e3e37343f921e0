import type { EndingsByLanguage } from './endings.js';
import { ENDINGS_GERMANIC_ROMANCE } from './endings-germanic-romance.js';
import { ENDINGS_OF_OTHER_FAMILIES } from './endings-of-other-families.js';
import { ENDINGS_SLAVIC } from './endings-slavic.js';

const ENDINGS: EndingsByLanguage = {
  ...ENDINGS_GERMANIC_ROMANCE,
  ...ENDINGS_SLAVIC,
  ...ENDINGS_OF_OTHER_FAMILIES,
};
const SAME: Readonly<Record<string, string>> = { sk: 'cs', nb: 'no', nn: 'no' };

/** Letters that must be left of a word. */
const LEAST = 4;

interface EndingsByLast {
  readonly [last: string]: readonly (readonly [ending: string, instead: string])[];
}
const byLast = new Map<string, EndingsByLast | null>();
/** The endings of a language by their last letter, in their order: a word is compared with few of them. */
function endingsOf(language: string): EndingsByLast | null {
  const known = byLast.get(language);
  if (known !== undefined) return known;
  const endings = ENDINGS[SAME[language] ?? language];
  let grouped: Record<string, (readonly [string, string])[]> | null = null;
  if (endings) {
    grouped = {};
    for (const ending of endings) {
      const last = ending[0].at(-1)!;
      grouped[last] = [...(grouped[last] ?? []), ending];
    }
  }
  byLast.set(language, grouped);
  return grouped;
}

/** The key of a folded word in `language`: without the endings of gender, number and case. Short words stay as they are. */
export function stem(word: string, language: string): string {
  if (word.length <= LEAST) return word;
  const endings = endingsOf(language)?.[word.at(-1)!];
  if (!endings) return word;
  for (const [ending, instead] of endings)
    if (
      word.length - ending.length + instead.length >= LEAST - 1 &&
      word.length > ending.length &&
      word.endsWith(ending)
    )
      return word.slice(0, word.length - ending.length) + instead;
  return word;
}
