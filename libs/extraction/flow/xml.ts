import { SaxesParser } from 'saxes';
import { failure } from './failure.js';
import { canonicalPrefix } from './xml-namespaces.js';

export interface XmlElement {
  /** With the canonical prefix of its namespace: `w:p`, whatever prefix the file uses. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
}
export type XmlNode = XmlElement | string;

/** Readers walk the tree recursively: this keeps them far from the end of the stack. */
const MAX_DEPTH = 400;
const MAX_NODES = 5_000_000;

interface OpenElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlNode[];
}

/** Why a text is no XML that can be read; a reader may try something more lenient then. */
export class MalformedXml extends Error {}

/** Reads a whole XML text into a tree. A DTD is refused: office formats have none, entity bombs do. */
export function parseXml(source: Uint8Array | string): XmlElement {
  const text = typeof source === 'string' ? source : decodeXml(source);
  const parser = new SaxesParser();
  const top: OpenElement = { name: '', attributes: {}, children: [] };
  const stack: OpenElement[] = [top];
  const scopes: (ReadonlyMap<string, string> | null)[] = [null];
  let nodes = 0;

  parser.on('doctype', () => {
    throw failure('unsafe_content');
  });
  parser.on('error', (error) => {
    throw new MalformedXml(error.message);
  });
  parser.on('opentag', (tag) => {
    if (stack.length > MAX_DEPTH || ++nodes > MAX_NODES) throw failure('unsafe_content');
    const scope = scopeOf(tag.attributes, scopes.at(-1) ?? null);
    const element: OpenElement = { name: rename(tag.name, scope), attributes: {}, children: [] };
    for (const key of Object.keys(tag.attributes)) {
      element.attributes[scope && key.includes(':') ? rename(key, scope) : key] = tag.attributes[key] ?? '';
    }
    stack.at(-1)?.children.push(element);
    stack.push(element);
    scopes.push(scope);
  });
  parser.on('closetag', () => {
    stack.pop();
    scopes.pop();
  });
  parser.on('text', (value) => {
    stack.at(-1)?.children.push(value);
  });
  parser.on('cdata', (value) => {
    stack.at(-1)?.children.push(value);
  });
  parser.write(text).close();

  const root = top.children.find((child): child is OpenElement => typeof child !== 'string');
  if (!root) throw new MalformedXml('no root element');
  return root;
}

/** Prefixes of this element that differ from the canonical ones; null where none does, which is nearly always. */
function scopeOf(
  attributes: Readonly<Record<string, string>>,
  outer: ReadonlyMap<string, string> | null,
): ReadonlyMap<string, string> | null {
  let scope: Map<string, string> | null = null;
  for (const key of Object.keys(attributes)) {
    if (key !== 'xmlns' && !key.startsWith('xmlns:')) continue;
    const prefix = key.slice(6);
    const canonical = canonicalPrefix(attributes[key] ?? '');
    if ((canonical === null || canonical === prefix) && !outer?.has(prefix)) continue;
    scope ??= new Map(outer);
    scope.set(prefix, canonical ?? prefix);
  }
  return scope ?? outer;
}

function rename(name: string, scope: ReadonlyMap<string, string> | null): string {
  if (!scope) return name;
  const colon = name.indexOf(':');
  const prefix = colon < 0 ? '' : name.slice(0, colon);
  const canonical = scope.get(prefix);
  if (canonical === undefined) return name;
  const local = colon < 0 ? name : name.slice(colon + 1);
  return canonical ? `${canonical}:${local}` : local;
}

/** Bytes -> text by byte order mark or declaration; UTF-8 otherwise. */
function decodeXml(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes[0] === 0x3c && bytes[1] === 0) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0 && bytes[1] === 0x3c) return new TextDecoder('utf-16be').decode(bytes);
  const declared = /^[^>]{0,100}?encoding\s*=\s*["']([\w.-]+)["']/.exec(
    new TextDecoder('latin1').decode(bytes.subarray(0, 200)),
  );
  try {
    return new TextDecoder(declared?.[1] ?? 'utf-8').decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

export const elementsOf = (element: XmlElement | null | undefined): XmlElement[] =>
  element ? element.children.filter((child): child is XmlElement => typeof child !== 'string') : [];

export function childOf(element: XmlElement | null | undefined, name: string): XmlElement | null {
  if (!element) return null;
  for (const child of element.children) if (typeof child !== 'string' && child.name === name) return child;
  return null;
}

export const childrenOf = (element: XmlElement | null | undefined, name: string): XmlElement[] =>
  elementsOf(element).filter((child) => child.name === name);

/** Follows child names from `element`; null where one is missing. */
export function pathOf(element: XmlElement | null | undefined, ...names: readonly string[]): XmlElement | null {
  let current = element ?? null;
  for (const name of names) current = childOf(current, name);
  return current;
}

export function textOf(element: XmlElement | null | undefined): string {
  if (!element) return '';
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

/** Visits every element below `element` in document order; `false` from `visit` leaves its children out. */
export function walkElements(element: XmlElement, visit: (element: XmlElement) => boolean | undefined): void {
  for (const child of element.children) {
    if (typeof child !== 'string' && visit(child) !== false) walkElements(child, visit);
  }
}
