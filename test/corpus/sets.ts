import { LANGUAGES, type Language } from './language-data.js';
import { PAGE_LAYOUTS, TEXT_LAYOUTS, WORD_LAYOUTS } from './layouts/index.js';

/** What a design is written as; `scan` and `scan-pdf` are pictures of a printed page. */
export type Format = 'pdf' | 'docx' | 'odt' | 'rtf' | 'txt' | 'md' | 'html' | 'jpg' | 'scan-pdf';

/** A document to make: everything follows from these words. */
export interface Order {
  readonly id: string;
  readonly language: Language;
  readonly layout: string;
  readonly format: Format;
}

/**
 * The designs that rules may be tuned on. The others are held out: nobody looks at a document of theirs while a rule is
 * written, so that their figures tell what the rules do with a design that they do not know.
 */
const TUNED: ReadonlySet<string> = new Set([
  ...[
    'classic-centred',
    'letter-spaced',
    'no-headings',
    'running-header',
    'roles-under-employer',
    'sidebar-left-light',
  ],
  ...['sidebar-right-dark', 'linkedin-export', 'tabular', 'dates-right-column', 'margin-headings', 'europass-labels'],
  ...['job-board-form', 'header-band', 'narrow-hyphenated', 'cards'],
  ...['word-plain', 'word-sidebar-table', 'word-form-table', 'word-columns', 'text-underlined', 'web-page'],
]);

/** Whether rules may be tuned on a design. */
export const isTuned = (layout: string): boolean => TUNED.has(layout);

export type SetName = 'tune' | 'held' | 'all';
type Variant = Pick<Order, 'layout' | 'format'>;

const PAGES: readonly Variant[] = PAGE_LAYOUTS.map(({ name }) => ({ layout: name, format: 'pdf' }));
const OTHERS: readonly Variant[] = [
  ...WORD_LAYOUTS.flatMap(({ name, formats }) => formats.map((format) => ({ layout: name, format }))),
  ...TEXT_LAYOUTS.map(({ name, format }) => ({ layout: name, format })),
];
const SCANNED = ['classic-centred', 'sidebar-left-light', 'tabular', 'latex-article', 'timeline', 'dates-first-run-in'];

/** Every design in every format that it has, in turn: three printed pages to one of another kind, one scan in 24. */
function* variantsOf(set: SetName): Generator<Variant> {
  const belongs = ({ layout }: Variant): boolean => set === 'all' || isTuned(layout) === (set === 'tune');
  const round = (variants: readonly Variant[]): (() => Variant) => {
    let next = 0;
    return () => variants[next++ % variants.length]!;
  };
  const page = round(PAGES.filter(belongs));
  const other = round(OTHERS.filter(belongs));
  const scan = round(
    SCANNED.map((layout, i): Variant => ({ layout, format: i % 2 === 0 ? 'jpg' : 'scan-pdf' })).filter(belongs),
  );
  for (let i = 0; ; i++) yield i % 24 === 23 ? scan() : i % 4 === 3 ? other() : page();
}

/** `perLanguage` documents of each language. The seed names the persons: another seed, other persons. */
export function ordersOf(seed: string, set: SetName, perLanguage: number): Order[] {
  const variants = variantsOf(set);
  return LANGUAGES.flatMap((language) =>
    Array.from({ length: perLanguage }, (_, i): Order => {
      const { layout, format } = variants.next().value as Variant;
      return {
        id: `${seed}-${language}-${i + 1}-${layout}${format === 'scan-pdf' ? '-scan' : ''}`,
        language,
        layout,
        format,
      };
    }),
  );
}
