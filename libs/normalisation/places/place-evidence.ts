import type { Gazetteer, PlaceMatch } from '@vitamill/domain';

export interface Evidence {
  readonly city: readonly PlaceMatch[];
  /** Countries of regions printed beside the town. */
  readonly regions: readonly { readonly country: string; readonly name: string }[];
  readonly postal: { readonly countries: readonly string[]; readonly decisive: boolean } | null;
}

export interface Hints {
  readonly countryHints: readonly string[];
  readonly language: string | null;
  readonly locale: string | null;
}

const SPOKEN_IN: Readonly<Record<string, readonly string[]>> = {
  en: ['US', 'GB', 'CA', 'AU', 'IE', 'NZ', 'IN', 'ZA'],
  de: ['DE', 'AT', 'CH', 'LU', 'LI'],
  fr: ['FR', 'BE', 'CH', 'CA', 'LU'],
  es: ['ES', 'MX', 'AR', 'CO', 'CL', 'PE'],
  it: ['IT', 'CH'],
  pt: ['PT', 'BR'],
  nl: ['NL', 'BE'],
  sv: ['SE', 'FI'],
  da: ['DK'],
  no: ['NO'],
  nb: ['NO'],
  nn: ['NO'],
  fi: ['FI'],
  pl: ['PL'],
  cs: ['CZ'],
  sk: ['SK'],
  hu: ['HU'],
  ro: ['RO', 'MD'],
  hr: ['HR', 'BA'],
  el: ['GR', 'CY'],
  bg: ['BG'],
  uk: ['UA'],
  ru: ['RU', 'BY', 'KZ'],
  tr: ['TR'],
  sl: ['SI'],
  sr: ['RS'],
};

export interface CountryReading {
  readonly country: string;
  readonly confidence: number;
  readonly rule: string;
}

/** Weighs what speaks for each country; null where nothing does, or two countries are about as likely. */
export const weighCountries = (evidence: Evidence, hints: Hints): CountryReading | null => {
  const scores = new Map<string, number>();
  const evident = new Set<string>();
  const add = (country: string, weight: number, isEvidence: boolean) => {
    scores.set(country, (scores.get(country) ?? 0) + weight);
    if (isEvidence) evident.add(country);
  };
  const perCountry = new Map<string, number>();
  for (const match of evidence.city)
    perCountry.set(
      match.country,
      Math.max(perCountry.get(match.country) ?? 0, Math.log10(Math.max(match.population, 1000)) / 2),
    );
  for (const [country, weight] of perCountry) add(country, weight, true);
  const famous = mostKnown(evidence.city);
  if (famous) add(famous, 0.3, true);
  for (const country of new Set(evidence.regions.map((region) => region.country)))
    add(country, perCountry.has(country) || evidence.city.length === 0 ? 2.5 : 1.2, true);
  if (evidence.postal) {
    const weight = evidence.postal.decisive ? 4 : 1.6;
    for (const country of new Set(evidence.postal.countries)) add(country, weight, evidence.postal.decisive);
  }
  // a pattern of digits alone says little: with a hint that agrees it is enough
  const supported = new Set(evidence.postal?.countries ?? []);
  const hint = (country: string, weight: number) => {
    if (evident.has(country)) add(country, weight, false);
    else if (supported.has(country)) add(country, weight, true);
  };
  for (const [at, country] of [...new Set(hints.countryHints)].slice(0, 3).entries())
    hint(country, [1, 0.6, 0.4][at] ?? 0);
  const localeCountry = /[-_]([A-Z]{2})\b/.exec(hints.locale ?? '')?.[1];
  if (localeCountry) hint(localeCountry, 0.5);
  const [main, ...others] = SPOKEN_IN[hints.language?.split('-')[0] ?? ''] ?? [];
  const english = hints.language?.startsWith('en') ?? false;
  if (main) hint(main, english ? 0.3 : 0.8);
  for (const other of others) hint(other, 0.3);
  const ranked = [...scores].filter(([country]) => evident.has(country)).sort((a, b) => b[1] - a[1]);
  const [first, second] = ranked;
  if (!first || first[1] < 1.5) return null;
  const margin = first[1] - (second?.[1] ?? 0);
  if (margin < 0.25) return null;
  const country = first[0];
  const rule = evidence.regions.some((r) => r.country === country)
    ? 'place.region'
    : supported.has(country)
      ? 'place.postal_code'
      : perCountry.has(country)
        ? 'place.city'
        : 'place.hint';
  return { country, confidence: Math.min(0.97, 0.6 + margin * 0.15 + (supported.has(country) ? 0.1 : 0)), rule };
};

const MUCH_LARGER = 8;
const LARGE_TOWN = 100_000;
/** The country of a large town beside which the others of its name are small: Geneva is seldom the one in Ohio. */
const mostKnown = (towns: readonly PlaceMatch[]): string | null => {
  const [first, ...others] = [...towns].sort((a, b) => b.population - a.population);
  if (!first || first.population < LARGE_TOWN) return null;
  const next = others.find(({ country }) => country !== first.country);
  return next && first.population >= MUCH_LARGER * next.population ? first.country : null;
};

/** Town readings of a name: towns only, the countries and regions of that name left out. */
export const townsNamed = (gazetteer: Gazetteer, name: string): readonly PlaceMatch[] =>
  gazetteer.lookup(name).filter((match) => match.kind === 'city');
