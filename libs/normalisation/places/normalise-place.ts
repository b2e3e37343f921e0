import type { Gazetteer, LanguageLexicon, Place, PlaceMatch } from '@vitamill/domain';
import { fold } from '../text/fold.js';
import { countryOf, isCountryCode } from './countries.js';
import { townsNamed, weighCountries } from './place-evidence.js';
import { type PostalMatch, postalCodesIn } from './postal-codes.js';
import { type RegionReading, regionCodeOf, regionsNamed } from './regions.js';
import { looksLikeStreet } from './streets.js';

export interface PlaceOptions {
  readonly gazetteer: Gazetteer;
  /** BCP 47 of the document. */
  readonly language?: string | null;
  readonly locale?: string | null;
  /** ISO 3166-1 alpha-2, strongest first: the countries of phones, other places. */
  readonly countryHints?: readonly string[];
  readonly lexicons?: readonly LanguageLexicon[];
}

export interface NormalisedPlace {
  readonly place: Place;
  readonly confidence: number;
  readonly rule: string;
}

const REMOTE =
  /^(?:100 ?%\s*)?(?:fully\s+)?(?:remote(?:ly)?|hybrid|home ?-?office|homeoffice|work from home|wfh|online|on-?line|worldwide|international|télétravail|teletravail|teletrabajo|remoto|en remoto|da remoto|zdalnie|praca zdalna|thuiswerk(?:en)?|op afstand|удал[её]нно|удаленная работа|дистанц[іи]йно|віддалено|távmunka|etätyö|distans|fjernarbeid|uzaktan|on-?site|vor ort|präsenz|présentiel|en présentiel|sur site|hybride|presencial|híbrido|in presenza|in sede|ibrido|op locatie|op kantoor|stacjonarnie|hybrydowo|na miejscu|na místě|hibrid|på plats|in person|various|diverse|n\/?a|flexible|anywhere|deutschlandweit|europaweit|eu)(?:\s+(?:work|job|position|working))?$/iu;
const LABEL = /^(?:\p{L}[\p{L} ./-]{1,28}):\s*(?=\S)/u;
/** Before a town: "m.", "г.", "gem.", "comune di", "okres", "city of". */
const BEFORE_TOWN =
  /^(?:м|г|гр|с|смт|пос|р-н|місто|город|gmina|gm|miasto|obec|mesto|město|oraș(?:ul)?|mun|municipiul|com|comuna|loc|sat|city of|ville de|stadt|gemeinde|comune di|ciudad de|nr|near|bei|in|à|a|w|v|στην|πόλη)\.?\s+(?=\p{Lu})/u;
const BEFORE_TOWN_DOT = /^(?:м|г|гр|с|м-ко|mun|com|or|loc)\.\s*(?=\p{Lu})/u;

interface Part {
  readonly text: string;
  readonly postal: PostalMatch | null;
  /** What stands before and after the code. */
  readonly before: string;
  readonly after: string;
}

const tidy = (text: string): string =>
  text.replace(/^(?!['’][sS][- ])[\s,;:.\-–—|/)('"„“”«»]+|[\s,;:\-–—|/('"„“”«»]+$/g, '').trim();

const partsOf = (raw: string): readonly Part[] => {
  const whole = raw
    // "Greater Boston Area", "San Diego Metropolitan Area": as job networks name the surroundings of a town
    .replace(/^(?:Greater )?(\p{Lu}[\p{L}.' -]+?) (?:Metropolitan |Metro |Bay )?(?:Area|Region)(?=$|,)/u, '$1')
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    .replace(/\s*[\r\n\t]+\s*/g, ', ')
    .replace(/\s+/g, ' ')
    .trim();
  // brackets, bullets and spaced dashes part as commas do; "Biel/Bienne" and "14/3" stay whole
  return whole
    .split(/\s*[,;|•·●∙►()[\]]\s*|\s+[-–—/]\s+/)
    .map((text) => tidy(text.replace(LABEL, '')))
    .filter((text) => /[\p{L}\d]/u.test(text))
    .slice(0, 12)
    .map((text) => {
      const codes = postalCodesIn(text).filter((code) => {
        // a number that opens a street is the number of a house
        const rest = text.slice(code.end);
        return (
          code.decisive ||
          !(code.start === 0 && looksLikeStreet(rest) && !postalCodesIn(rest).length && /\p{L}/u.test(rest))
        );
      });
      // the last one: numbers of houses and flats come first
      const postal = codes.at(-1) ?? null;
      return {
        text,
        postal,
        before: postal ? tidy(text.slice(0, postal.start)) : text,
        after: postal ? tidy(text.slice(postal.end)) : '',
      };
    });
};

const expand = (name: string): readonly string[] => {
  const forms = [name];
  const saint = name.replace(/^St\.?\s/i, 'Sankt ');
  if (saint !== name) forms.push(saint, name.replace(/^St\.?\s/i, 'Saint '));
  if (/^Ste\.?\s/i.test(name)) forms.push(name.replace(/^Ste\.?\s/i, 'Sainte '));
  const shortened = name.replace(/\s+(?:a|i|o|v|b)\.?\s?(?:d|M|Br|Rh|N|W|L|S|R|I|T|Ts|H)\.?(?:\s*\p{L}+\.?)?$/u, '');
  if (shortened !== name) forms.push(shortened);
  if (name.includes('/')) forms.push(...name.split('/'));
  return forms;
};

interface Town {
  readonly printed: string;
  readonly readings: readonly PlaceMatch[];
}

/** The town in a text: the whole, or its longest beginning that is one ("Aarhus C", "Ηράκλειο Κρήτης"), or its end ("Main Street Chicago"). */
const townIn = (text: string, gazetteer: Gazetteer, { fromEnd = false } = {}): Town | null => {
  const name = text.replace(BEFORE_TOWN_DOT, '').replace(BEFORE_TOWN, '').trim();
  for (const form of expand(name)) {
    const readings = townsNamed(gazetteer, form);
    if (readings.length > 0) return { printed: name, readings };
  }
  const words = name.split(' ');
  for (let count = Math.min(words.length - 1, 5); count >= 1; count--) {
    const part = fromEnd ? words.slice(-count) : words.slice(0, count);
    const printed = tidy(part.join(' '));
    if (printed.length < 3 || !/^\p{L}/u.test(printed)) continue;
    for (const form of expand(printed)) {
      const readings = townsNamed(gazetteer, form);
      if (readings.length > 0) return { printed, readings };
    }
  }
  return null;
};

const clearlyTown = (text: string): boolean =>
  /^\p{Lu}[\p{L}'’.-]*(?:[ /-]\(?[\p{L}'’./-]+\)?){0,4}$/u.test(text) && !looksLikeStreet(text) && text.length <= 50;

/**
 * Town, region, code and country of a printed place or address. The town keeps its printed spelling. The country comes from evidence only: a name of a
 * country, a region, the form of the postal code, the known towns of that name; hints decide between what the evidence allows. Null where no place is
 * named ("Remote").
 */
export const normalisePlace = (raw: string, options: PlaceOptions): NormalisedPlace | null => {
  const printedRaw = raw.trim();
  if (!printedRaw || printedRaw.length > 400) return null;
  const { gazetteer, lexicons = [] } = options;
  const parts = partsOf(printedRaw).filter((part) => !REMOTE.test(part.text));
  if (parts.length === 0) return null;

  let named: string | null = null;
  let namedAt = -1;
  const regionReadings: { readonly at: number; readonly readings: readonly RegionReading[] }[] = [];
  const consumed = new Set<number>();

  // the country stands last, or first ("Germany, Berlin"); codes of letters count at the end only
  for (let at = parts.length - 1; at >= 0 && named === null; at--) {
    const { text, postal, before, after } = parts[at]!;
    const candidate = postal ? after || before : text;
    const country = countryOf(candidate, lexicons);
    if (!country) continue;
    const asRegion = regionsNamed(candidate).filter((region) => region.country !== country);
    if (isCountryCode(candidate)) {
      if (at === 0 && !postal) continue;
      if (at < parts.length - 1 && asRegion.length > 0) continue;
      if (asRegion.length > 0 && !confirmsCountry(parts, at, country, asRegion, gazetteer)) continue;
    } else if (asRegion.length > 0 && at > 0) {
      // "Atlanta, Georgia"
      const town = townIn(parts[at - 1]!.before || parts[at - 1]!.after, gazetteer);
      const inRegion = town?.readings.some((r) => asRegion.some((region) => region.country === r.country));
      if (inRegion && !town?.readings.some((r) => r.country === country)) continue;
    }
    // "Luxembourg", "Singapore": the town of the same name
    if (
      parts.length > 1 ||
      townsNamed(gazetteer, candidate).every((t) => t.country !== country) ||
      !/^(LU|SG|MC|HK|SM|GI|KW|DJ|PA|GT)$/.test(country)
    ) {
      consumed.add(at);
      namedAt = at;
    }
    named = country;
  }
  // "Berlin Germany", "Zadar Hrvatska": without a comma
  if (named === null) {
    const last = parts.at(-1)!;
    const words = (last.after || last.before).split(' ');
    for (let count = Math.min(3, words.length - 1); count >= 1 && named === null; count--) {
      const tail = words.slice(-count).join(' ');
      if (tail.length < 4 || isCountryCode(tail)) continue;
      named = countryOf(tail, lexicons);
      if (named && townsNamed(gazetteer, words.join(' ')).length > 0) named = null;
    }
  }

  const postalPart = [...parts.keys()].reverse().find((at) => parts[at]!.postal !== null) ?? -1;
  const postal = postalPart >= 0 ? parts[postalPart]!.postal : null;

  parts.forEach((part, at) => {
    if (consumed.has(at)) return;
    const text = part.postal ? part.before || part.after : part.text;
    const readings = regionsNamed(text);
    if (readings.length > 0) regionReadings.push({ at, readings });
    else {
      // "Kalgoorlie WA 6430", "Seattle WA", "Wil SG"
      const code = / ([A-Z]{2,3})$/.exec(text)?.[1];
      const coded = code ? regionsNamed(code) : [];
      if (coded.length > 0) regionReadings.push({ at, readings: coded });
    }
  });

  const candidates: { readonly at: number; readonly town: Town; readonly score: number }[] = [];
  parts.forEach((part, at) => {
    if (consumed.has(at)) return;
    const isRegion = regionReadings.some(
      (region) => region.at === at && regionsNamed(part.postal ? part.before || part.after : part.text).length > 0,
    );
    const tryText = (printed: string, bonus: number, fromEnd = false) => {
      let text = tidy(
        printed.replace(/ ([A-Z]{2,3})\.?$/, (whole, code) => (regionsNamed(code).length > 0 ? '' : whole)),
      );
      if (!text || isCountryCode(text)) return;
      if (named && namedAt < 0) {
        const words = text.split(' ');
        const cut = words.findIndex((_, i) => i > 0 && countryOf(words.slice(i).join(' '), lexicons) === named);
        if (cut > 0) text = words.slice(0, cut).join(' ');
      }
      const street = looksLikeStreet(text);
      const district =
        /^(\p{Lu}[\p{L}'’-]{2,}(?: \p{Lu}\p{L}+)?),? (?:\d{1,2}(?:e|er|ème|th)?|[IVX]{1,5}\.?|[A-Z]{1,3}\d?)$/u.exec(
          text,
        );
      const body = district?.[1] ?? text;
      const found = street && bonus < 3 && !district ? null : townIn(body, gazetteer, { fromEnd });
      const town = found ?? (clearlyTown(body) && !isRegion ? { printed: body, readings: [] } : null);
      if (!town) return;
      if (!found && bonus < 3 && /\d/.test(printed)) return;
      const big = Math.max(0, ...town.readings.map((r) => Math.log10(r.population)));
      const whole = found ? (fold(town.printed) === fold(body) ? 1 : 0) : 0;
      candidates.push({
        at,
        town,
        score: bonus + (found ? 2 + whole + big / 10 : 0) - (street ? 2 : 0) - (isRegion ? 0.8 : 0) - at * 0.1,
      });
    };
    if (part.postal) {
      if (part.after) tryText(part.after, countryOf(part.after, lexicons) && part.before ? 0 : 3);
      if (part.before && !looksLikeStreet(part.before)) tryText(part.before, part.after ? 0 : 2.5);
      else if (part.before && !part.after) tryText(part.before, 0, true);
      return;
    }
    // the part before a code alone ("Toronto, ON M5V 2T6") is the town
    const beforeCode =
      postalPart > at &&
      postalPart - at <= 2 &&
      !parts[postalPart]!.after &&
      parts.slice(at + 1, postalPart).every((p) => regionsNamed(p.text).length > 0 || countryOf(p.text, lexicons));
    const beforeRegion = regionReadings.some((region) => region.at === at + 1);
    tryText(part.text, beforeCode ? 1.5 : beforeRegion || namedAt === at + 1 ? 0.6 : 0);
  });
  candidates.sort((a, b) => b.score - a.score);
  let best = candidates[0] ?? null;

  // evidence for the country, and of equal towns the one that is in it
  const otherRegions = regionReadings.filter(
    (region) => !best || region.at !== best.at || parts[region.at]!.text !== best.town.printed,
  );
  const evidence = {
    city: best?.town.readings ?? [],
    regions: otherRegions.flatMap((region) => region.readings),
    postal,
  };
  const hints = {
    countryHints: options.countryHints ?? [],
    language: options.language ?? null,
    locale: options.locale ?? null,
  };
  const prefixed = postal?.decisive && postal.countries.length === 1 ? postal.countries[0]! : null;
  let country: string | null = named;
  let confidence = 0.97;
  let rule = 'place.named_country';
  if (named === null) {
    const reading = weighCountries(evidence, hints);
    country = reading?.country ?? null;
    confidence = reading?.confidence ?? 0.4;
    rule = reading?.rule ?? 'place.town_only';
    if (country === null && prefixed) country = prefixed;
  }
  if (best && country && best.town.readings.length > 0 && best.town.readings.every((r) => r.country !== country)) {
    const inCountry = candidates.find((one) => one.town.readings.some((r) => r.country === country));
    if (inCountry && inCountry.score > best.score - 2.5) best = inCountry;
  }
  const soleRegion =
    best && otherRegions.length === 0 && best.town.readings.length === 0
      ? regionReadings.find((r) => r.at === best?.at)
      : null;
  if (soleRegion) best = null;

  const ofTown = best?.town.readings.find((r) => r.country === country) ?? null;
  const printedRegion = [...otherRegions, ...(soleRegion ? [soleRegion] : [])]
    .flatMap((region) => region.readings)
    .find((region) => country === null || region.country === country);
  const city = best?.town.printed ?? null;
  if (city === null && country === null && !printedRegion) return null;
  if (
    city !== null &&
    best!.town.readings.length === 0 &&
    postal === null &&
    named === null &&
    otherRegions.length === 0
  ) {
    // a word that no list knows: only where it is printed as a name and alone
    if (parts.length > 2 || city.split(' ').length > 3) return null;
    confidence = 0.35;
  }
  const region = printedRegion?.name ?? ofTown?.region ?? null;
  const code = regionCodeOf(country, region);
  return {
    place: {
      raw: printedRaw,
      city,
      region,
      ...(code ? { region_code: code } : {}),
      postal_code: postal?.code ?? null,
      country,
    },
    confidence,
    rule,
  };
};

/** "Berlin, DE" is Germany and "Dover, DE" is Delaware: the town decides. */
const confirmsCountry = (
  parts: readonly Part[],
  at: number,
  country: string,
  asRegion: readonly RegionReading[],
  gazetteer: Gazetteer,
): boolean => {
  const codes = parts.slice(0, at).flatMap((part) => (part.postal ? [part.postal] : []));
  if (codes.some((code) => code.decisive)) return codes.some((code) => code.countries.includes(country));
  const earlierRegion = parts.slice(0, at).flatMap((part) => regionsNamed(part.before));
  if (earlierRegion.some((region) => region.country === country)) return true;
  const readings = parts.slice(0, at).flatMap((part) => townIn(part.after || part.before, gazetteer)?.readings ?? []);
  const best = (countries: readonly string[]) =>
    Math.max(0, ...readings.filter((r) => countries.includes(r.country)).map((r) => r.population));
  const byCountry = best([country]);
  const byRegion = best(asRegion.map((region) => region.country));
  return byCountry === 0 && byRegion === 0
    ? parts[at]!.postal === null && parts.length === 2 && !['US', 'CA', 'AU'].includes(asRegion[0]?.country ?? '')
    : byCountry >= byRegion;
};
