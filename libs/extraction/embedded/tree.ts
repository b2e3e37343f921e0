import { parseXml, type XmlElement, type XmlNode } from '../flow/xml.js';

/** Nodes of a tree that XML and JSON alike are read into: names without prefix, lower case. */
export interface Node {
  readonly name: string;
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
}

const MOST_DEPTH = 60;

const localName = (name: string): string => name.slice(name.indexOf(':') + 1).toLowerCase();

function nodeOfXml(element: XmlElement): Node {
  const isElement = (child: XmlNode): child is XmlElement => typeof child !== 'string';
  return {
    name: localName(element.name),
    text: element.children
      .filter((child): child is string => !isElement(child))
      .join('')
      .trim(),
    attributes: element.attributes,
    children: element.children.filter(isElement).map(nodeOfXml),
  };
}

/** An array stands for as many nodes of one name. */
function nodesOfJson(name: string, value: unknown, depth: number): Node[] {
  if (value === null || value === undefined || depth > MOST_DEPTH) return [];
  if (Array.isArray(value)) return value.flatMap((item) => nodesOfJson(name, item, depth + 1));
  const base = { name: localName(name), attributes: {} };
  if (typeof value !== 'object') return [{ ...base, text: String(value).trim(), children: [] }];
  const children = Object.entries(value).flatMap(([key, child]) => nodesOfJson(key, child, depth + 1));
  return [{ ...base, text: '', children }];
}

/** The text of an XML or JSON file as a tree; throws where it is neither, or an XML with a DTD. */
export function readTree(text: string): Node {
  if (/^\s*[[{]/.test(text)) return nodesOfJson('root', JSON.parse(text), 0)[0]!;
  return nodeOfXml(parseXml(text));
}

/** All nodes of that name below, in order, none of them inside another. */
export function all(node: Node | null | undefined, name: string): Node[] {
  return node?.children.flatMap((child) => (child.name === name ? [child] : all(child, name))) ?? [];
}

/** The first node that is reached by these names, each anywhere below the one before. */
export const first = (node: Node | null | undefined, ...names: readonly string[]): Node | null =>
  names.reduce<Node | null>((at, name) => all(at, name)[0] ?? null, node ?? null);

/** The text of the node and all below it, null where there is none. HTML in it loses its tags. */
export function textOf(node: Node | null | undefined): string | null {
  if (!node) return null;
  const text = [node.text, ...node.children.map((child) => textOf(child) ?? '')].filter(Boolean).join(' ');
  return plainText(text) || null;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function plainText(text: string): string {
  const bare = text
    .replace(/<\/(?:p|li|div|h\d)>|<br\s*\/?>/gi, '\n')
    .replace(/<[^<>]{0,500}>/g, ' ')
    .replace(/&(?:(amp|lt|gt|quot|apos|nbsp)|#(\d{2,5}));/g, (_, name: string | undefined, code: string) =>
      name ? ENTITIES[name]! : String.fromCharCode(Number(code)),
    );
  return bare
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .join('\n');
}
