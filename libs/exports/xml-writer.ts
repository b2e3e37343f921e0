/** Letters that XML 1.0 allows. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escapeXml = (text: string): string =>
  text.replace(FORBIDDEN, '').replace(/[&<>"]/g, (letter) => ENTITIES[letter] ?? letter);

/** An element as text, or nothing where it would be empty. */
export type Xml = string;

/** One element; without content there is none. Attributes that are null are left out. */
export function element(
  name: string,
  content: string | null | undefined | readonly Xml[],
  attributes: Readonly<Record<string, string | null>> = {},
): Xml {
  const inner = Array.isArray(content) ? content.filter(Boolean).join('') : escapeXml((content as string | null) ?? '');
  if (inner === '') return '';
  const pairs = Object.entries(attributes).map(([key, value]) =>
    value === null ? '' : ` ${key}="${escapeXml(value)}"`,
  );
  return `<${name}${pairs.join('')}>${inner}</${name}>`;
}
