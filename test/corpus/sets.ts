import { LANGUAGES, type Language } from './language-data.js';
import { PAGE_LAYOUTS } from './layouts/index.js';

/** A document to make: everything follows from these words. */
export interface Order {
  readonly id: string;
  readonly language: Language;
  readonly layout: string;
}

/**
 * The designs that rules may be tuned on. The others are held out: nobody looks at a document of theirs while a rule is
 * written, so that their figures tell what the rules do with a design that they do not know.
 */
export const TUNE_LAYOUTS: readonly string[] = [
  'classic-centred',
  'letter-spaced',
  'no-headings',
  'running-header',
  'roles-under-employer',
  'sidebar-left-light',
  'sidebar-right-dark',
  'linkedin-export',
  'tabular',
  'dates-right-column',
  'margin-headings',
  'europass-labels',
  'job-board-form',
  'header-band',
  'narrow-hyphenated',
  'cards',
];

/** `perLanguage` documents of each language, the designs taken in turn. The seed names the persons. */
export function ordersOf(seed: string, layouts: readonly string[], perLanguage: number): Order[] {
  return LANGUAGES.flatMap((language, l) =>
    Array.from({ length: perLanguage }, (_, i) => {
      const layout = layouts[(l * perLanguage + i) % layouts.length]!;
      return { id: `${seed}-${language}-${layout}-${i + 1}`, language, layout };
    }),
  );
}

export const layoutNames = (held: boolean): string[] =>
  PAGE_LAYOUTS.map(({ name }) => name).filter((name) => TUNE_LAYOUTS.includes(name) !== held);
