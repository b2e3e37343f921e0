import { foldKeepingMarks } from '../text/fold.js';

const clamp = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000;
const WORDS: readonly (readonly [RegExp, number])[] = [
  [
    /summa cum laude|mit auszeichnung|congratulations of the jury|felicitations du jury|110 ?e lode|110 ?l\b|first[- ]class|\b1st\b|matricula de honor/,
    1,
  ],
  [/magna cum laude|mention tres bien|sobresaliente/, 0.9],
  [/\bcum laude\b|mention bien|notable/, 0.8],
  [/\b2[:.]1\b|upper second|mention assez bien/, 0.75],
  [/\b2[:.]2\b|lower second/, 0.65],
  [/third[- ]class|\b3rd\b/, 0.5],
];

type Scale = readonly [best: number, worst: number];
/** Best mark and lowest pass, or zero, by the country of the place of study; where the lower number is the better mark the first is smaller. */
const SCALES: Readonly<Record<string, Scale>> = {
  DE: [1, 5],
  AT: [1, 5],
  CH: [6, 1],
  FR: [20, 0],
  BE: [20, 0],
  PT: [20, 0],
  NL: [10, 0],
  ES: [10, 0],
  RO: [10, 0],
  GR: [10, 0],
  PL: [5, 2],
  HU: [5, 1],
  HR: [5, 1],
  BG: [6, 2],
  CZ: [1, 4],
  SK: [1, 4],
  FI: [5, 0],
  US: [4, 0],
  CA: [4, 0],
  RU: [5, 2],
  UA: [100, 0],
  TR: [4, 0],
  RS: [10, 5],
  SI: [10, 5],
  MX: [10, 0],
  BR: [10, 0],
  IN: [10, 0],
  DK: [12, -3],
};
const BY_LANGUAGE: Readonly<Record<string, string>> = {
  de: 'DE',
  fr: 'FR',
  pt: 'PT',
  nl: 'NL',
  es: 'ES',
  ro: 'RO',
  el: 'GR',
  pl: 'PL',
  hu: 'HU',
  hr: 'HR',
  bg: 'BG',
  cs: 'CZ',
  sk: 'SK',
  fi: 'FI',
  ru: 'RU',
  uk: 'UA',
  tr: 'TR',
  da: 'DK',
};

/**
 * A printed grade as a ratio 0 (lowest) to 1 (best). A printed scale ("3.8/4.0", "18 sur 20", "105/110") decides; then words of honours; then the
 * scale of the country, else of the language. Null where the scale is not known, or the mark does not fit it.
 */
export const normaliseGrade = (
  raw: string,
  { country = null, language = null }: { readonly country?: string | null; readonly language?: string | null } = {},
): number | null => {
  if (raw.length > 120) return null;
  const text = foldKeepingMarks(raw).replace(/(\d),(\d)/g, '$1.$2');
  for (const [pattern, value] of WORDS) if (pattern.test(text)) return value;
  const percent = /(\d{1,3}(?:\.\d+)?) ?%/.exec(text);
  if (percent) return Number(percent[1]) <= 100 ? clamp(Number(percent[1]) / 100) : null;
  const printed =
    /(\d{1,3}(?:\.\d+)?) ?(?:\/|sur|von|out of|of|z|de|van|su|av|από|из|із|iz|dintre) ?(\d{1,3}(?:\.\d+)?)/u.exec(text);
  const home = country ?? BY_LANGUAGE[language?.split('-')[0] ?? ''] ?? null;
  const scale = home ? SCALES[home] : undefined;
  const ratio = (value: number, [best, worst]: Scale): number | null => {
    const result = (value - worst) / (best - worst);
    return result < -0.001 || result > 1.001 ? null : clamp(result);
  };
  if (printed) {
    const [value, of] = [Number(printed[1]), Number(printed[2])];
    if (of === 0 || value > of) return null;
    if (scale && scale[0] === of) return ratio(value, scale);
    return clamp(value / of);
  }
  const number = /(?<![\d.])-?\d{1,3}(?:\.\d+)?(?![\d.])/.exec(text);
  if (!number) return null;
  const value = Number(number[0]);
  if (scale) return ratio(value, scale);
  return /gpa/.test(text) && value <= 4 ? clamp(value / 4) : null;
};
