/** The parts of a printed reference, as they stand there. */
export interface Citation {
  readonly authors: readonly string[];
  readonly title: string;
  /** Journal, proceedings or publisher. */
  readonly venue: string | null;
}

const PARTICLE = "(?:(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|ten|ter|af|zu)\\s+|[dO]['’])*";
const SURNAME = `${PARTICLE}\\p{Lu}[\\p{L}'’-]+(?:[ -]\\p{Lu}[\\p{L}'’-]+)?`;
const INITIALS = '\\p{Lu}\\.?(?:[\\s-]?\\p{Lu}\\.)*';
/** "Okafor, N. B." "N. B. Okafor" "Okafor NB" */
const FORMS = [
  `${SURNAME},\\s*\\p{Lu}\\.(?:[\\s-]?\\p{Lu}\\.)*`,
  `\\p{Lu}\\.(?:[\\s-]?\\p{Lu}\\.)*\\s*${SURNAME}`,
  `${SURNAME}\\s\\p{Lu}{1,3}(?!\\p{L})`,
];
const BETWEEN =
  '\\s*(?:,\\s*(?:&|and\\s|und\\s|et\\s|y\\s|e\\s|i\\s|og\\s|och\\s|ja\\s|a\\s)?|;|&|\\s(?:and|und|et|y|e|i|og|och|ja|en)\\s)\\s*';
const AUTHORS = FORMS.map((form) => new RegExp(`^(?:${form})(?:${BETWEEN}(?:${form}))*`, 'u'));
const ONE = FORMS.map((form) => new RegExp(form, 'gu'));
const OTHERS = /^[,\s]*(?:et al\.?|u\.\s?a\.|i wsp\.|и др\.|a kol\.)/u;
const YEAR = /^[\s.,:]*\(?\s*(?:19|20)\d\d[a-z]?(?:,\s*\p{L}+(?:\s\d{1,2})?)?\s*\)?[\s.,:]*/u;
const QUOTED = /[“„"«‟]\s*([^“”„"«»‟]{8,}?)[\s,.]*[”“"»‟]/u;
const PUBLISHER_TAIL =
  /[\s,;:.]*(?:\(?\b(?:19|20)\d\d\b|\bvol\b|\bno\b|\bpp?\b|\d+\s*\(|\d+[,:]\s*\d|\d+\s*[–-]\s*\d+|https?:|doi\b|10\.\d{4}).*$/isu;
const INITIAL_END = new RegExp(`(?:^|[\\s-])${INITIALS}$`, 'u');

function takeAuthors(text: string): { authors: string[]; rest: string } {
  const lists = AUTHORS.map((pattern) => pattern.exec(text)?.[0] ?? '');
  const longest = Math.max(...lists.map(({ length }) => length));
  const form = lists.findIndex(({ length }) => length === longest);
  const list = lists[form] ?? '';
  if (!list) return { authors: [], rest: text };
  const rest = text.slice(list.length);
  return { authors: list.match(ONE[form] as RegExp) ?? [], rest: rest.replace(OTHERS, '') };
}

/** Up to the first full stop, question or exclamation mark that ends a sentence and no initial. */
function firstSentence(text: string): { sentence: string; rest: string } {
  for (const match of text.matchAll(/[.?!](?=\s|$)/g)) {
    const end = match.index;
    const sentence = text.slice(0, end);
    if (match[0] === '.' && INITIAL_END.test(sentence)) continue;
    return { sentence: match[0] === '.' ? sentence : text.slice(0, end + 1), rest: text.slice(end + 1) };
  }
  return { sentence: text, rest: '' };
}

const tidy = (text: string): string => text.replace(/^[\s.,;:–—-]+|[\s,;:–—-]+$|(?<!\b\p{L})\.$/gu, '').trim();

function venueOf(text: string): string | null {
  const venue = tidy(text.replace(/^[\s.,;:]*(?:[Ii]n\s*:?\s+|[–—-]\s*)?/u, '').replace(PUBLISHER_TAIL, ''));
  return /\p{L}{2}/u.test(venue) && venue.length <= 160 ? venue : null;
}

/**
 * Parts a reference in the styles that are in use (APA, Harvard, MLA, Chicago, IEEE, Vancouver, DIN/ISO 690): authors with
 * initials before the title, or a title in quotes. Null where it has neither: then nothing tells title from venue.
 */
export function readCitation(text: string): Citation | null {
  const { authors, rest } = takeAuthors(text.trim());
  const quoted = QUOTED.exec(authors.length > 0 ? rest : text);
  if (quoted) {
    const source = authors.length > 0 ? rest : text;
    // What stands before the title in quotes must be authors, a year, or nothing.
    const before = source.slice(0, quoted.index).replace(YEAR, '').trim();
    if (before.length > 3 && authors.length === 0) return null;
    return { authors, title: tidy(quoted[1] ?? ''), venue: venueOf(source.slice(quoted.index + quoted[0].length)) };
  }
  if (authors.length === 0) return null;
  const { sentence, rest: after } = firstSentence(rest.replace(YEAR, '').replace(/^[\s.,:;]+/u, ''));
  const title = tidy(sentence);
  if (title.split(/\s+/).length < 3) return null;
  return { authors, title, venue: venueOf(after) };
}
