export interface PostalMatch {
  readonly code: string;
  /** Where it stands in the text, a country prefix included. */
  readonly start: number;
  readonly end: number;
  /** Countries whose pattern it fits. */
  readonly countries: readonly string[];
  /** The prefix ("D-", "CH-") or the form alone names the country. */
  readonly decisive: boolean;
}

const PREFIX: Readonly<Record<string, string>> = {
  D: 'DE',
  DE: 'DE',
  A: 'AT',
  AT: 'AT',
  CH: 'CH',
  NL: 'NL',
  B: 'BE',
  BE: 'BE',
  F: 'FR',
  FR: 'FR',
  I: 'IT',
  IT: 'IT',
  E: 'ES',
  ES: 'ES',
  PL: 'PL',
  CZ: 'CZ',
  SK: 'SK',
  H: 'HU',
  HU: 'HU',
  L: 'LU',
  LU: 'LU',
  DK: 'DK',
  S: 'SE',
  SE: 'SE',
  N: 'NO',
  NO: 'NO',
  FI: 'FI',
  FIN: 'FI',
  SI: 'SI',
  SLO: 'SI',
  HR: 'HR',
  LV: 'LV',
  LT: 'LT',
  MD: 'MD',
  RO: 'RO',
  BG: 'BG',
  GR: 'GR',
  EE: 'EE',
  PT: 'PT',
  P: 'PT',
  TR: 'TR',
  FL: 'LI',
  AX: 'FI',
  UA: 'UA',
  RS: 'RS',
  CY: 'CY',
  MC: 'MC',
  AD: 'AD',
};
const FORMS: readonly (readonly [RegExp, readonly string[], boolean])[] = [
  [/(?<![\p{L}\d])([A-Z]{1,3})[-–—]\s?(\d{3}\s?\d{2}|\d{2}-\d{3}|\d{4,6})(?!\d)/gu, [], true],
  [
    /(?<![\p{L}\d-])[1-9]\d{3}\s?(?!SA|SD|SS|ZH|BE|AG|SG|TG|VD|GE|VS|TI|LU|NE|FR|JU|ZG|WA|SA|NT)[A-Z]{2}(?![\p{L}\d])/gu,
    ['NL'],
    true,
  ],
  [/(?<![\p{L}\d])[A-Z]{1,2}\d[A-Z\d]?\s{0,2}\d[ABD-HJLNP-UW-Z]{2}(?![\p{L}\d])/gu, ['GB'], true],
  [/(?<![\p{L}\d])[ABCEGHJ-NPRSTVXY]\d[A-Z][ -]?\d[A-Z]\d(?![\p{L}\d])/gu, ['CA'], true],
  [/(?<![\p{L}\d])[AC-FHKNPRTV-Y]\d[\dW]\s[0-9AC-FHKNPRTV-Y]{4}(?![\p{L}\d])/gu, ['IE'], true],
  [/(?<![\p{L}\d/-])\d{2}-\d{3}(?![\d-])/gu, ['PL'], true],
  [/(?<![\p{L}\d/-])\d{4}-\d{3}(?![\d-])/gu, ['PT'], true],
  [/(?<![\p{L}\d/-])\d{5}-\d{3}(?![\d-])/gu, ['BR'], true],
  [/(?<![\p{L}\d/-])\d{5}-\d{4}(?![\d-])/gu, ['US'], true],
  [/(?<![\p{L}\d/-])(?:〒)?\d{3}-\d{4}(?![\d-])/gu, ['JP'], true],
  [/(?<![\p{L}\d/.-])\d{3}\s\d{2}(?![\d/.]|\s?\d)/gu, ['SE', 'CZ', 'SK', 'GR'], false],
  [/(?<![\p{L}\d/.-])\d{3}\s\d{3}(?![\d/.])/gu, ['IN', 'RU', 'RO'], false],
  [/(?<![\p{L}\d/.-])\d{6}(?![\d/.-])/gu, ['RU', 'RO', 'IN', 'CN', 'SG', 'BY', 'KZ', 'CO'], false],
  [
    /(?<![\p{L}\d/.-])\d{5}(?![\d/.-])/gu,
    [
      'DE',
      'FR',
      'ES',
      'IT',
      'US',
      'FI',
      'TR',
      'UA',
      'HR',
      'MX',
      'EE',
      'RS',
      'GR',
      'CZ',
      'SK',
      'SE',
      'ME',
      'MY',
      'TH',
      'MA',
      'BA',
      'LT',
      'SA',
      'PK',
      'ID',
      'KR',
    ],
    false,
  ],
  [
    /(?<![\p{L}\d/.-])\d{4}(?![\d/.-])/gu,
    [
      'AT',
      'CH',
      'BE',
      'DK',
      'NO',
      'HU',
      'BG',
      'AU',
      'NL',
      'SI',
      'LU',
      'NZ',
      'ZA',
      'CY',
      'LV',
      'AR',
      'MK',
      'GE',
      'AM',
      'LI',
      'PH',
      'BD',
      'TN',
    ],
    false,
  ],
];

/** Some first digits narrow a pattern of digits down. */
const fits = (country: string, code: string): boolean => {
  const n = Number(code.replace(/\D/g, ''));
  switch (country) {
    case 'ES':
      return n >= 1000 && n < 53000;
    case 'HR':
      return n >= 10000 && n < 54000;
    case 'DE':
      return n >= 1067 && n < 100000;
    case 'FR':
      return n >= 1000 && n < 99000;
    case 'GR':
      return n >= 10000 && n < 86000;
    case 'CZ':
      return n >= 10000 && n < 80000;
    case 'SK':
      return (n >= 1000 && n < 10000) || (n >= 80000 && n < 99999);
    case 'SE':
      return n >= 10000 && n < 99000;
    case 'TR':
      return n < 82000;
    case 'BG':
    case 'BE':
    case 'CH':
    case 'AT':
    case 'HU':
      return n >= 1000;
    case 'NL':
      return n >= 1000;
    case 'IT':
      return n < 98200;
    case 'RO':
      return n < 928000;
    case 'IN':
      return n >= 110000 && n < 860000;
    case 'SG':
      return n < 830000;
    default:
      return true;
  }
};

/** All readings of codes in the text, in its order; the more decisive form wins where two overlap. */
export const postalCodesIn = (text: string): readonly PostalMatch[] => {
  const found: PostalMatch[] = [];
  for (const [form, countries, decisive] of FORMS)
    for (const match of text.matchAll(form)) {
      const start = match.index;
      const end = start + match[0].length;
      if (found.some((other) => start < other.end && other.start < end)) continue;
      if (match[1] !== undefined && match[2] !== undefined) {
        const country = PREFIX[match[1]];
        if (country) found.push({ code: match[2], start, end, countries: [country], decisive });
        continue;
      }
      const code = match[0];
      const possible = countries.filter((country) => fits(country, code));
      if (possible.length > 0) found.push({ code, start, end, countries: possible, decisive });
    }
  return found.sort((a, b) => a.start - b.start);
};
