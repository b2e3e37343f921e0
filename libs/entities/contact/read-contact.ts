import type { CvContact, Extracted, Line, Section } from '@vitamill/domain';
import type { EntityContext } from '../context.js';
import { extracted } from '../extracted.js';
import { organisationScore, placeScore, proseScore, titleScore } from '../scores.js';
import { readEmails, readLinks, readPhones } from './read-channels.js';
import { readName } from './read-name.js';
import { readLabelled, readLocation, readPersonal } from './read-personal.js';

const CONTACT_KINDS = new Set(['header', 'contact', 'personal']);

/** A link or e-mail address that stands alone, an address within words, a number, a label with its value. */
const CHANNEL = /@|\d{3,}|https?:|www\.|:\s|^\S+\.\p{L}{2,}(?:\/\S*)?$/u;

/** Whether words behind the name can say what the candidate is: no address, number, place or label. */
const isHeadline = (text: string, context: EntityContext): boolean =>
  text.length >= 3 &&
  text.length <= 120 &&
  !CHANNEL.test(text) &&
  /\p{L}{3}/u.test(text) &&
  // "Page 1 of 2"
  !/^\p{L}+\.?\s*\d+(?:\D{1,6}\d+)?$/u.test(text) &&
  placeScore(text, context) < 0.7 &&
  !context.vocabulary.labels.has(text) &&
  !context.vocabulary.documentTitles.has(text);

/** The words behind the name or the line below it that say what the candidate is. */
function readHeadline(
  lines: readonly Line[],
  nameLines: readonly Line[],
  rest: string,
  context: EntityContext,
): Extracted<string> | null {
  if (isHeadline(rest, context))
    return extracted(
      rest,
      rest,
      0.5 + 0.35 * Math.min(1, titleScore(rest, context)),
      'contact.headline.beside',
      nameLines,
    );
  const at = lines.indexOf(nameLines.at(-1)!);
  const near = at < 0 ? [] : lines.slice(at + 1, at + 5);
  for (const line of near) {
    const text = line.segments[0]?.text ?? '';
    if (CHANNEL.test(text) || text.length > 120 || text.length < 4) continue;
    if (placeScore(text, context) >= 0.7 || context.vocabulary.labels.has(text)) continue;
    const title = titleScore(text, context);
    if (
      title >= 0.6 ||
      (line === near[0] && title + organisationScore(text, context) > 0.3 && proseScore(text, context.vocabulary) < 0.5)
    )
      return extracted(text, text, 0.5 + 0.35 * Math.min(1, title), 'contact.headline', [line]);
  }
  return null;
}

const referee = (section: Section): boolean => section.kind === 'references';

/** Who the candidate is and how to reach them. */
export function readContact(sections: readonly Section[], context: EntityContext): CvContact {
  const own = sections.filter((s) => CONTACT_KINDS.has(s.kind)).flatMap((s) => s.lines);
  const all = sections.filter((s) => !referee(s)).flatMap((s) => s.lines);
  const opening = own.length > 0 ? own : all.slice(0, 15);
  const emails = readEmails(own);
  const allEmails = emails.length > 0 ? emails : readEmails(all).slice(0, 1);
  const headings = sections.filter((s) => s.heading && s.confidence <= 0.7).map((s) => s.heading!);
  const nameLines = [...new Set([...opening, ...headings])].sort((a, b) => a.index - b.index);
  const named =
    readName(
      nameLines,
      allEmails.map((e) => e.value),
      context,
    ) ??
    readName(
      all.slice(0, 12),
      allEmails.map((e) => e.value),
      context,
    );
  const phones = readPhones(own, context);
  const labelled = readLabelled(opening, context);
  const rest = opening.filter((l) => !named?.lines.includes(l));
  return {
    name: named?.name ?? null,
    headline: named ? readHeadline(opening, named.lines, named.rest, context) : null,
    emails: allEmails,
    phones:
      phones.length > 0
        ? phones
        : readPhones(all, context)
            .filter((p) => p.value.startsWith('+') || p.rule.endsWith('link'))
            .slice(0, 2),
    location: readLocation(rest, labelled, context),
    links: readLinks(own.length > 0 ? own : all.slice(0, 20)),
    ...readPersonal(opening, labelled, context),
  };
}
