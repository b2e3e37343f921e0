export type Script = 'latin' | 'cyrillic' | 'greek';

interface OcrLanguage {
  /** ISO 639-1, as locales and `eld` give it. */
  readonly code: string;
  /** Name of tesseract's data. */
  readonly data: string;
  readonly script: Script;
  /** Its alphabet has the at sign and English words read well with it: no second model is needed. */
  readonly readsAddresses?: true;
}

/** The languages that can be read. */
export const OCR_LANGUAGES: readonly OcrLanguage[] = [
  { code: 'en', data: 'eng', script: 'latin', readsAddresses: true },
  { code: 'de', data: 'deu', script: 'latin', readsAddresses: true },
  { code: 'fr', data: 'fra', script: 'latin', readsAddresses: true },
  { code: 'es', data: 'spa', script: 'latin' },
  { code: 'it', data: 'ita', script: 'latin', readsAddresses: true },
  { code: 'pt', data: 'por', script: 'latin' },
  { code: 'nl', data: 'nld', script: 'latin', readsAddresses: true },
  { code: 'sv', data: 'swe', script: 'latin' },
  { code: 'da', data: 'dan', script: 'latin' },
  { code: 'no', data: 'nor', script: 'latin' },
  { code: 'fi', data: 'fin', script: 'latin' },
  { code: 'pl', data: 'pol', script: 'latin' },
  { code: 'cs', data: 'ces', script: 'latin' },
  { code: 'sk', data: 'slk', script: 'latin' },
  { code: 'ro', data: 'ron', script: 'latin' },
  { code: 'hu', data: 'hun', script: 'latin' },
  { code: 'hr', data: 'hrv', script: 'latin' },
  { code: 'tr', data: 'tur', script: 'latin' },
  { code: 'el', data: 'ell', script: 'greek' },
  { code: 'bg', data: 'bul', script: 'cyrillic' },
  { code: 'uk', data: 'ukr', script: 'cyrillic' },
  // No npm package has Russian data. Kirghiz writes all 33 Russian letters and reads Russian without loss.
  { code: 'ru', data: 'kir', script: 'cyrillic' },
];

/** Read first when nothing is known of the page but its script. */
export const FIRST_LANGUAGE: Readonly<Record<Script, string>> = { latin: 'en', cyrillic: 'ru', greek: 'el' };

const ALIASES: Readonly<Record<string, string>> = {
  nb: 'no',
  nn: 'no',
  bs: 'hr',
  sr: 'hr',
  sl: 'hr',
  mo: 'ro',
  be: 'ru',
};

/** The language of a locale or of a detector's answer, where it can be read; else null. */
export function languageOf(localeOrCode: string | null): string | null {
  const primary = localeOrCode?.toLowerCase().split(/[-_]/)[0] ?? '';
  const code = ALIASES[primary] ?? primary;
  return OCR_LANGUAGES.some((language) => language.code === code) ? code : null;
}

export function scriptOf(code: string): Script {
  return OCR_LANGUAGES.find((language) => language.code === code)?.script ?? 'latin';
}

/**
 * The data to load for a language. Beside data of another script stands English, for the names and addresses in Latin
 * letters; beside Latin data it would take the accents away.
 */
export function dataNamesOf(code: string): readonly string[] {
  const language = OCR_LANGUAGES.find((candidate) => candidate.code === code);
  if (!language) return ['eng'];
  return language.script === 'latin' ? [language.data] : [language.data, 'eng'];
}

/** Whether the data, of Latin script, do not know the at sign: their training text had none. */
export function lacksAtSign(code: string): boolean {
  const language = OCR_LANGUAGES.find((candidate) => candidate.code === code);
  return language?.script === 'latin' && language.readsAddresses !== true;
}
