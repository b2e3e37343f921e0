import type { CvCertification, CvItem, DateRange, Line } from '@vitamill/domain';
import type { EntityContext } from './context.js';
import { cutIntoEntries } from './entries.js';
import { extracted } from './extracted.js';
import { joinIntoParagraphs, type TextParagraph } from './paragraphs.js';
import { withoutDates } from './pieces.js';
import { readBody } from './read-body.js';
import { readCitation } from './read-citation.js';
import { institutionScore, organisationScore, placeScore, proseScore } from './scores.js';

const URL = /(?:https?:\/\/|www\.)[^\s)>\]]+/i;
const DOI = /\b10\.\d{4,9}\/[^\s"<>]+/;

const tidy = (text: string): string =>
  text
    .replace(/^[\s,;:|()\u2013\u2014-]+|[\s,;:|(\u2013\u2014-]+$/g, '')
    .replace(/\s{2,}/g, ' ')
    .trim();

/** What stood before a date of expiry: "ACLS, exp. 04/2027". */
const EXPIRY =
  /[,;]?\s*\(?(?:exp(?:ires|iry)?\.?|valid (?:until|through|to)|g\u00FCltig bis|geldig tot|valable jusqu['\u2019](?:en|au)|v\u00E1lido hasta|valido fino al|wa\u017Cny do|giltig till|gyldig til)\s*(?=\||$)/giu;

/** A text in brackets is dropped with its brackets when nothing is left in it. */
const clean = (text: string): string => tidy(text.replace(/\s*\|\s*/g, ' | ').replace(/\(\s*\|?\s*\)/g, ' '));

interface NamedLine {
  readonly paragraph: TextParagraph;
  readonly name: string;
  readonly issuer: string | null;
  readonly date: string | null;
}

/** Parts "Name – Issuer, 2019" and "2019: Name (Issuer)". */
/** "(Harbour Training Ltd, 2019)" without its date; what is left of an empty bracket goes. */
function withoutBracketedDates(text: string, context: EntityContext): string {
  return text.replace(/\(([^()]*)\)/g, (bracket, inner: string) => {
    const dates = context.findDates(inner);
    if (dates.length === 0) return bracket;
    let rest = inner;
    for (const { start, end } of [...dates].reverse()) rest = rest.slice(0, start) + rest.slice(end);
    const kept = tidy(rest.replace(/[,;]\s*$/, ''));
    return /\p{L}{3}/u.test(kept) && /^\p{Lu}/u.test(kept) ? `(${kept})` : '';
  });
}

function partNamed(paragraph: TextParagraph, context: EntityContext): NamedLine {
  const segments = paragraph.lines.length === 1 ? paragraph.lines[0]!.segments.map((s) => s.text) : [paragraph.text];
  let date: string | null = null;
  const texts = segments
    .flatMap((segment) => {
      const dates = context.findDates(segment);
      date ??= dates[0]?.range.end ?? dates[0]?.range.start ?? null;
      const bare = withoutBracketedDates(segment, context);
      return clean(withoutDates(bare, context.findDates(bare)).replace(EXPIRY, ' '))
        .split(/\s+\|\s+|\s+[\u2013\u2014|\u00B7]\s+|\s+-\s+/u)
        .map(tidy);
    })
    .filter((t) => /\p{L}/u.test(t));
  const [first = '', ...rest] = texts;
  const issuerOf = (text: string): boolean =>
    organisationScore(text, context) >= 0.4 || institutionScore(text, context) >= 0.7;
  if (rest.length > 0)
    return { paragraph, name: first, issuer: rest.find((t) => placeScore(t, context) < 0.7) ?? null, date };
  const comma = /^(?<name>.{4,}?),\s+(?<issuer>\p{Lu}[^,]*(?:,[^,]*)?)$/u.exec(first);
  if (comma && issuerOf(comma.groups!.issuer!))
    return { paragraph, name: comma.groups!.name!, issuer: comma.groups!.issuer!, date };
  const bracket = /^(?<name>.+?)\s*\((?<issuer>[^()]+)\)$/u.exec(first);
  if (bracket && issuerOf(bracket.groups!.issuer!))
    return { paragraph, name: bracket.groups!.name!, issuer: bracket.groups!.issuer!, date };
  return { paragraph, name: first, issuer: null, date };
}

/** Certificates and courses, one a line; a line of nothing but a date dates its neighbour, one of an issuer names it. */
export function readCertifications(lines: readonly Line[], context: EntityContext): CvCertification[] {
  const found: CvCertification[] = [];
  let pendingDate: string | null = null;
  for (const paragraph of joinIntoParagraphs(lines)) {
    const { name, issuer, date } = partNamed(paragraph, context);
    if (!name) {
      const last = found.at(-1);
      const dated = paragraph.lines[0]!;
      if (
        last &&
        last.date === null &&
        dated.gapBefore < 0.3 &&
        found.length > 0 &&
        pendingDate === null &&
        found[0]!.date === null
      )
        found[found.length - 1] = {
          ...last,
          date: date ? extracted(date, paragraph.text, 0.8, 'certifications.date', paragraph.lines) : null,
        };
      else pendingDate = date;
      continue;
    }
    if (proseScore(name, context.vocabulary) >= 0.75 && name.length > 110) continue;
    const last = found.at(-1);
    const belongsAbove =
      last &&
      paragraph.bullet === null &&
      !paragraph.lines[0]!.style.bold &&
      last.issuer === null &&
      organisationScore(name, context) >= 0.75 &&
      paragraph.lines[0]!.gapBefore < 0.25;
    if (belongsAbove) {
      found[found.length - 1] = {
        ...last,
        issuer: extracted(name, name, 0.6, 'certifications.issuer-below', paragraph.lines),
      };
      continue;
    }
    const when = date ?? pendingDate;
    pendingDate = null;
    const url =
      URL.exec(paragraph.text)?.[0] ??
      paragraph.lines.flatMap((l) => l.segments.flatMap((s) => s.links)).find((l) => l.href.startsWith('http'))?.href;
    found.push({
      name: extracted(name.slice(0, 200), paragraph.text, 0.8, 'certifications.name', paragraph.lines),
      issuer: issuer ? extracted(issuer, issuer, 0.7, 'certifications.issuer', paragraph.lines) : null,
      date: when ? extracted(when, when, 0.8, 'certifications.date', paragraph.lines) : null,
      url: url ? extracted(url, url, 0.9, 'certifications.url', paragraph.lines) : null,
    });
  }
  return found;
}

/** Projects, awards, volunteering, memberships: titled entries with dates and text below. */
export function readItems(lines: readonly Line[], context: EntityContext, rule: string): CvItem[] {
  return cutIntoEntries(lines, context).flatMap((entry): CvItem[] => {
    const texts = entry.head.map((line) => ({
      line,
      text: clean(
        line.segments
          .map((s) => withoutDates(s.text, context.findDates(s.text)))
          .filter(Boolean)
          .join(' | '),
      ),
    }));
    const filled = texts.filter((t) => t.text && t.text !== '|');
    const [title, ...rest] = filled;
    if (!title) return [];
    const organisation = rest.find((t) => organisationScore(t.text, context) >= 0.4 && t.text.length < 80);
    const remaining = rest.filter((t) => t !== organisation).map((t) => t.line);
    const body = readBody([...remaining, ...entry.body], rule);
    const url =
      [...entry.head, ...entry.body]
        .flatMap((l) => l.segments.flatMap((s) => s.links.map((k) => k.href)))
        .find((h) => h.startsWith('http')) ?? URL.exec(title.text)?.[0];
    const all = [...entry.head, ...entry.body].map((l) => l.text).join(' ');
    const doi = DOI.exec(all)?.[0];
    return [
      {
        title: extracted(title.text, title.line.text, 0.75, `${rule}.title`, [title.line]),
        organisation: organisation
          ? extracted(organisation.text, organisation.text, 0.6, `${rule}.organisation`, [organisation.line])
          : null,
        dates:
          entry.date && entry.anchor
            ? extracted<DateRange>(entry.date.range, entry.anchor.text, 0.85, `${rule}.dates`, [entry.anchor])
            : null,
        url: url ? extracted(url, url, 0.9, `${rule}.url`, entry.head) : null,
        authors: [],
        doi: doi ? extracted(doi, doi, 0.95, `${rule}.doi`, entry.head) : null,
        ...body,
      },
    ];
  });
}

/** Publications, one a paragraph: bibliographies keep their words, the year and the DOI are told apart. */
export function readPublications(lines: readonly Line[], context: EntityContext): CvItem[] {
  return joinIntoParagraphs(lines)
    .filter((p) => p.text.length > 15)
    .map((p) => {
      const date = context.findDates(p.text).at(-1);
      const doi = DOI.exec(p.text)?.[0];
      const url = URL.exec(p.text)?.[0];
      const cited = readCitation(p.text);
      return {
        title: cited
          ? extracted(cited.title, p.text, 0.8, 'publications.citation', p.lines)
          : extracted(p.text, p.text, 0.6, 'publications.text', p.lines),
        organisation: cited?.venue ? extracted(cited.venue, p.text, 0.7, 'publications.citation', p.lines) : null,
        dates: date ? extracted<DateRange>(date.range, p.text, 0.7, 'publications.date', p.lines) : null,
        url: url ? extracted(url, url, 0.9, 'publications.url', p.lines) : null,
        authors: (cited?.authors ?? []).map((author) =>
          extracted(author, p.text, 0.8, 'publications.citation', p.lines),
        ),
        doi: doi ? extracted(doi, doi, 0.95, 'publications.doi', p.lines) : null,
        description: null,
        highlights: [],
      };
    });
}
