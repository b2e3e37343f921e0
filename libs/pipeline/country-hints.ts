/** The country that a language's CVs most often come from, where nothing in the CV says more. */
const HOME: Readonly<Record<string, string>> = {
  de: 'DE',
  nl: 'NL',
  fr: 'FR',
  es: 'ES',
  it: 'IT',
  pt: 'PT',
  pl: 'PL',
  sv: 'SE',
  da: 'DK',
  no: 'NO',
  fi: 'FI',
  cs: 'CZ',
  sk: 'SK',
  ro: 'RO',
  hu: 'HU',
  hr: 'HR',
  el: 'GR',
  bg: 'BG',
  uk: 'UA',
  ru: 'RU',
  tr: 'TR',
};

/** Countries in the order in which they are tried for numbers and places without one. */
export function countryHints(
  found: readonly (string | null | undefined)[],
  language: string | null,
  locale: string | null,
): string[] {
  const region = /[-_]([A-Z]{2})$/.exec(locale ?? '')?.[1];
  const localeFits = !locale || !language || locale.slice(0, 2).toLowerCase() === language;
  const own = language ? HOME[language] : undefined;
  const ordered = [...found, localeFits ? region : undefined, own, region];
  return [...new Set(ordered.filter((c): c is string => Boolean(c)))];
}
