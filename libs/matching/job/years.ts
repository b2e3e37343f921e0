import { foldKeepingLength } from '@vitamill/domain';

const NUMBER_WORDS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    [
      'one',
      'two',
      'three',
      'four',
      'five',
      'six',
      'seven',
      'eight',
      'nine',
      'ten',
      'eleven',
      'twelve',
      'thirteen',
      'fourteen',
      'fifteen',
    ],
    ['ein', 'zwei', 'drei', 'vier', 'funf', 'sechs', 'sieben', 'acht', 'neun', 'zehn', 'elf', 'zwolf'],
    ['un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'dix'],
    ['un', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve', 'diez'],
    ['un', 'due', 'tre', 'quattro', 'cinque', 'sei', 'sette', 'otto', 'nove', 'dieci'],
    ['een', 'twee', 'drie', 'vier', 'vijf', 'zes', 'zeven', 'acht', 'negen', 'tien'],
  ].flatMap((words) => words.map((word, i): [string, number] => [word, i + 1])),
);
const UNIT = 'years?|yrs?|jahren?|jahriger?|ans?|annees?|jaar|jaren|anos?|anni|anno';
const NUMBER = `\\d{1,2}|${[...new Set(Object.keys(NUMBER_WORDS))].sort((a, b) => b.length - a.length).join('|')}`;
const YEARS = new RegExp(
  `(?<![\\p{L}\\p{N}.,])(${NUMBER})\\s*\\+?\\s*(?:(?:-|–|—|/|to|bis|a|tot|or|oder|ou|of|o|y)\\s*(?:${NUMBER})\\s*)?(?:\\+|plus|or more|of meer|o mas|ou plus)?\\s*(?:full |vol(?:le)? )?(?:${UNIT})(?![\\p{L}])['’]?\\s*\\+?`,
  'gu',
);
const PQE = /(?<![\p{L}\p{N}])(\d{1,2})\s*\+?\s*(?:years?\s*)?pqe/gu;
const SEVERAL =
  /\b(?:mehrjahrige[nrs]?|several years|plusieurs annees|meerdere jaren|varios anos|pluriennale|enkele jaren|quelques annees)\b/gu;

export interface StatedYears {
  readonly years: number;
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
}

/** "5+ years", "mindestens drei Jahre", "3 à 5 ans" (the lower counts), "mehrjährige" (three). */
export function findYears(text: string): StatedYears[] {
  const folded = foldKeepingLength(text.normalize('NFC'));
  const found: StatedYears[] = [];
  for (const pattern of [YEARS, PQE, SEVERAL])
    for (const match of folded.matchAll(pattern)) {
      const years = match[1] === undefined ? 3 : (NUMBER_WORDS[match[1]] ?? Number(match[1]));
      if (years > 0 && years <= 45) found.push({ years, start: match.index, end: match.index + match[0].length });
    }
  return found.sort((a, b) => a.start - b.start).filter((one, i, all) => i === 0 || one.start >= all[i - 1]!.end);
}
