import { attributeOf, childrenOf, elementsOf, type Node, nameOf, textOfMarkup, tidy } from './text-of.js';
import { NO_POSTING, type Posting } from './types.js';

type Thing = Readonly<Record<string, unknown>>;
const isThing = (value: unknown): value is Thing =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (value === undefined || value === null ? [] : [value].flat());
const DEEPEST = 12;

/** The first schema.org JobPosting of a page's JSON-LD, wherever it stands in the graph. Null where there is none. */
export function readJsonLd(page: Node): Posting | null {
  for (const element of elementsOf(page)) {
    if (nameOf(element) !== 'script' || !/^application\/ld\+json/i.test(attributeOf(element, 'type') ?? '')) continue;
    const text = childrenOf(element)
      .map((child) => (child as unknown as { data?: string }).data ?? '')
      .join('');
    const posting = findPosting(parseLeniently(text), 0);
    if (posting) return postingOf(posting);
  }
  return null;
}

/** Many pages wrap it in comments or leave line breaks inside of texts. */
function parseLeniently(text: string): unknown {
  const bare = text
    .trim()
    .replace(/^(?:<!--|\/\/\s*<!\[CDATA\[|<!\[CDATA\[|\/\*.*?\*\/)\s*/s, '')
    .replace(/\s*(?:\/\/\s*)?(?:-->|\]\]>)\s*$/, '')
    .replace(/;\s*$/, '');
  for (const candidate of [
    bare,
    bare.replace(/[\u0000-\u001f]+/g, ' '),
    bare.replace(/[\u0000-\u001f]+/g, ' ').replace(/,\s*([}\]])/g, '$1'),
  ])
    try {
      return JSON.parse(candidate);
    } catch {
      // The next form may do.
    }
  return null;
}

const isPosting = (thing: Thing): boolean =>
  listOf(thing['@type']).some((type) => typeof type === 'string' && /(?:^|[/:#])JobPosting$/.test(type));

function findPosting(value: unknown, depth: number): Thing | null {
  if (depth > DEEPEST) return null;
  if (Array.isArray(value)) {
    for (const each of value) {
      const found = findPosting(each, depth + 1);
      if (found) return found;
    }
    return null;
  }
  if (!isThing(value)) return null;
  return isPosting(value)
    ? value
    : findPosting(
        Object.values(value).filter((each) => typeof each === 'object'),
        depth + 1,
      );
}

const textIn = (value: unknown): string | null => {
  const [first] = listOf(value);
  const text = isThing(first) ? (first['@value'] ?? first.name) : first;
  return typeof text === 'string' && text.trim() !== '' ? textOfMarkup(text) : null;
};

function postingOf(thing: Thing): Posting {
  const parts = [textIn(thing.description), textIn(thing.responsibilities), textIn(thing.qualifications)];
  const told = parts.filter((part, i): part is string => part !== null && parts.indexOf(part) === i);
  return {
    ...NO_POSTING,
    title: textIn(thing.title) ?? textIn(thing.name),
    company: textIn(thing.hiringOrganization),
    description: told.length > 0 ? tidy(told.join('\n\n')) : null,
    location: locationOf(thing.jobLocation),
    isRemote: listOf(thing.jobLocationType).some((type) => /TELECOMMUTE/i.test(String(type))) ? true : null,
    salary: salaryOf(thing.baseSalary ?? thing.estimatedSalary, thing.salaryCurrency),
    validThrough: readDate(thing.validThrough),
  };
}

export function readDate(value: unknown): string | null {
  const text = typeof value === 'string' ? value.trim() : '';
  const at = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

function locationOf(value: unknown): string | null {
  const places = listOf(value).flatMap((place) => {
    if (typeof place === 'string') return [tidy(place)];
    if (!isThing(place)) return [];
    const address = place.address ?? place;
    if (typeof address === 'string') return [tidy(address)];
    if (!isThing(address)) return [];
    const parts = [address.addressLocality, address.addressRegion, address.addressCountry].map(textIn);
    const named = [...new Set(parts.filter((part): part is string => part !== null))].join(', ');
    return [named || (textIn(place.name) ?? '')];
  });
  const known = [...new Set(places.filter((place) => place !== ''))];
  return known.length > 0 ? known.slice(0, 3).join('; ') : null;
}

/** Only what is told as a year's pay, or a month's: hours and days say nothing without a working time. */
function salaryOf(value: unknown, outerCurrency: unknown): Posting['salary'] {
  const [base] = listOf(value);
  if (!isThing(base)) return null;
  const range = isThing(base.value) ? base.value : base;
  const amounts = [range.minValue, range.maxValue, isThing(range.value) ? null : range.value].flatMap((amount) => {
    const number = typeof amount === 'string' ? Number(amount.replace(/[,\s]/g, '')) : amount;
    return typeof number === 'number' && Number.isFinite(number) && number > 0 ? [number] : [];
  });
  const times = { YEAR: 1, ANNUAL: 1, MONTH: 12 }[String(range.unitText ?? base.unitText ?? 'YEAR').toUpperCase()];
  if (amounts.length === 0 || times === undefined) return null;
  const currency = base.currency ?? base.currencyCode ?? outerCurrency;
  return {
    min: Math.round(Math.min(...amounts) * times),
    max: Math.round(Math.max(...amounts) * times),
    currency: typeof currency === 'string' && /^[A-Z]{3}$/i.test(currency) ? currency.toUpperCase() : null,
  };
}

/** For microdata, which says the same in another form. */
export const postingOfThing = postingOf;
