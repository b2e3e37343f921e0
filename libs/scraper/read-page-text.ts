import { attributeOf, childrenOf, elementsOf, type Node, nameOf, textOf, tidy } from './text-of.js';
import { NO_POSTING, type Posting } from './types.js';

/** What belongs to the site and not to the page. */
const AROUND = /^(?:nav|header|footer|aside|form)$/;
const AROUND_ROLE = /^(?:navigation|banner|contentinfo|search|complementary|dialog|alert)$/;
const AROUND_NAME =
  /(?:^|[-_ ])(?:nav|navbar|menu|footer|cookie|consent|breadcrumbs?|sidebar|share|social|related|similar|newsletter)(?:$|[-_ ])/i;
const LEAST_CHARACTERS = 200;

const isAround = (node: Node): boolean =>
  AROUND.test(nameOf(node)) ||
  AROUND_ROLE.test(attributeOf(node, 'role') ?? '') ||
  (nameOf(node) !== 'body' &&
    nameOf(node) !== 'main' &&
    AROUND_NAME.test(`${attributeOf(node, 'class') ?? ''} ${attributeOf(node, 'id') ?? ''}`));

const metaOf = (page: Node, ...names: readonly string[]): string | null => {
  for (const name of names)
    for (const element of elementsOf(page))
      if (
        nameOf(element) === 'meta' &&
        (attributeOf(element, 'property') ?? attributeOf(element, 'name'))?.toLowerCase() === name
      ) {
        const content = tidy(attributeOf(element, 'content') ?? '');
        if (content !== '') return content;
      }
  return null;
};

/** "Engineer at Example Ltd", "Engineer bei Example GmbH". */
const AT_COMPANY = /^(.{2,150}?)\s+(?:at|@|bei|chez|en|presso|bij)\s+(\p{Lu}[^|–—]{1,100}?)(?:\s+[|–—-]\s.*)?$/u;
const HIRING =
  /^(.{2,100}?)\s+(?:is hiring|hiring|sucht|recrute|busca|cerca|zoekt)\s*:?\s+(?:an?\s+|eine?n?\s+|une?\s+)?(.{2,150}?)(?:\s+[|–—-]\s.*)?$/u;

function titleAndCompanyOf(text: string | null, siteName: string | null): Pick<Posting, 'title' | 'company'> {
  if (!text) return { title: null, company: null };
  if (text.length > 500) return { title: text.slice(0, 500), company: siteName };
  const at = AT_COMPANY.exec(text);
  if (at) return { title: at[1]?.trim() ?? null, company: at[2]?.trim() ?? null };
  const hiring = HIRING.exec(text);
  if (hiring) return { title: hiring[2]?.trim() ?? null, company: hiring[1]?.trim() ?? null };
  const [title = text, ...rest] = text.split(/\s+[|–—-]\s+/).map((part) => part.trim());
  const others = rest.filter(
    (part) => !/^(?:jobs?|careers?|karriere|stellenangebote?|emplois?|empleos?|vacatures?)$/i.test(part),
  );
  return { title, company: siteName ?? others.at(0) ?? null };
}

/** What the page tells those who share it. Null where it says nothing. */
export function readOpenGraph(page: Node): Posting | null {
  const siteName = metaOf(page, 'og:site_name');
  const text = metaOf(page, 'og:title', 'twitter:title');
  if (!text) return null;
  return { ...NO_POSTING, ...titleAndCompanyOf(text, siteName), description: metaOf(page, 'og:description') };
}

/** The page as one reads it, without what stands around it. */
export function readPageText(page: Node): Posting {
  const all = [...elementsOf(page)];
  const heading = all.find((element) => nameOf(element) === 'h1' && textOf(element) !== '');
  const pageTitle = all.find((element) => nameOf(element) === 'title');
  const titleText = pageTitle
    ? tidy(
        childrenOf(pageTitle)
          .map((child) => (child as unknown as { data?: string }).data ?? '')
          .join(''),
      ).replace(/\s+/g, ' ')
    : null;
  const named = titleAndCompanyOf(titleText, metaOf(page, 'application-name'));
  const description = mainTextOf(all);
  const labelled =
    /^(?:company|employer|unternehmen|arbeitgeber|entreprise|employeur|empresa|azienda|bedrijf|werkgever)\s*:\s*(.{2,100})$/im.exec(
      description ?? '',
    );
  return {
    ...NO_POSTING,
    title: heading ? textOf(heading).replace(/\s+/g, ' ') : named.title,
    company: labelled?.[1]?.trim() ?? named.company,
    description,
  };
}

/** The main element; where there is none, the densest of the blocks that hold most of the text. */
function mainTextOf(all: readonly Node[]): string | null {
  const marked = all.filter(
    (element) => nameOf(element) === 'main' || attributeOf(element, 'role') === 'main' || nameOf(element) === 'article',
  );
  for (const element of marked) {
    const text = textOf(element, (node) => node !== element && isAround(node));
    if (text.length >= LEAST_CHARACTERS) return text;
  }
  const body = all.find((element) => nameOf(element) === 'body') ?? all[0];
  if (!body) return null;
  const text = textOf(body, (node) => node !== body && isAround(node));
  return text === '' ? null : text;
}
