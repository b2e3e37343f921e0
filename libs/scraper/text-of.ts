import { boundOpenElements } from '@vitamill/domain';
import { DomHandler, Parser, type parseDocument } from 'htmlparser2';
import { ScrapeError } from './types.js';

/** The tree of an HTML page. */
export type Node = ReturnType<typeof parseDocument>['children'][number];

/** Throws `ScrapeError` for a page that is nested too deep. */
export function parsePage(html: string): Node {
  const handler = new DomHandler();
  const tooDeep = () => new ScrapeError('no_posting', 'The page is nested too deep to be read.');
  new Parser(boundOpenElements(handler, tooDeep), { lowerCaseAttributeNames: true, lowerCaseTags: true }).end(html);
  return handler.root as unknown as Node;
}

const BLOCKS =
  /^(?:address|article|blockquote|br|dd|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|td|th|tr|ul)$/;
const SILENT = /^(?:script|style|noscript|template|svg|iframe|select|button|head)$/;

export const childrenOf = (node: Node): readonly Node[] => ('children' in node ? (node.children as Node[]) : []);
export const nameOf = (node: Node): string => ('name' in node ? String(node.name).toLowerCase() : '');
export const attributeOf = (node: Node, name: string): string | undefined =>
  'attribs' in node ? (node.attribs as Record<string, string>)[name] : undefined;

/** All elements, in document order. */
export function* elementsOf(node: Node): Generator<Node> {
  const waiting: Node[] = [node];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (nameOf(next) !== '') yield next;
    const children = childrenOf(next);
    for (let i = children.length - 1; i >= 0; i--) waiting.push(children[i] as Node);
  }
}

/** Deeper ones are nobody's page. */
const DEEPEST = 500;

/** The text of a tree as one reads it: blocks and list items on lines of their own, what is not shown left out. */
export function textOf(root: Node, isLeftOut: (node: Node) => boolean = () => false): string {
  const parts: string[] = [];
  const walk = (node: Node, depth: number): void => {
    if (node.type === 'text') parts.push((node as unknown as { data: string }).data.replace(/\s+/g, ' '));
    const name = nameOf(node);
    if (SILENT.test(name) || depth > DEEPEST || isHidden(node) || isLeftOut(node)) return;
    const isBlock = BLOCKS.test(name);
    if (isBlock) parts.push('\n');
    if (name === 'li') parts.push('- ');
    for (const child of childrenOf(node)) walk(child, depth + 1);
    if (isBlock) parts.push('\n');
    if (/^(?:p|h[1-6]|ul|ol)$/.test(name)) parts.push('\n');
  };
  walk(root, 0);
  return tidy(parts.join(''));
}

const isHidden = (node: Node): boolean =>
  attributeOf(node, 'hidden') !== undefined ||
  attributeOf(node, 'aria-hidden') === 'true' ||
  /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attributeOf(node, 'style') ?? '');

/** A description that is HTML inside of a value, once or twice escaped; plain text stays. */
export function textOfMarkup(value: string): string {
  let text = value;
  for (let i = 0; i < 2 && /<[a-z/!][^>]*>|&(?:[a-z]+|#\d+);/i.test(text); i++) text = textOf(parsePage(text));
  return tidy(text);
}

export const tidy = (text: string): string =>
  text
    .replace(/[\u00a0\t\r ]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^- *\n+/gm, '- ')
    .trim();
