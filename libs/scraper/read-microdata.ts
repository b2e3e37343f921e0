import { postingOfThing } from './read-json-ld.js';
import { attributeOf, childrenOf, elementsOf, type Node, nameOf, textOf } from './text-of.js';
import type { Posting } from './types.js';

const TYPE = /schema\.org\/JobPosting\/?$/i;
const DEEPEST = 50;
/** Of one property: no posting has more places. */
const MOST_VALUES = 50;

/** The first schema.org JobPosting that a page marks by itemscope and itemprop. Null where there is none. */
export function readMicrodata(page: Node): Posting | null {
  for (const element of elementsOf(page))
    if (TYPE.test((attributeOf(element, 'itemtype') ?? '').trim())) return postingOfThing(thingOf(element));
  return null;
}

/** Microdata as the object that JSON-LD would be; a property that is said twice is a list. */
function thingOf(scope: Node, depth = 0): Record<string, unknown> {
  const values = new Map<string, unknown[]>();
  const add = (name: string, value: unknown): void => {
    const known = values.get(name) ?? [];
    if (known.length < MOST_VALUES) known.push(value);
    values.set(name, known);
  };
  const walk = (node: Node, level: number): void => {
    for (const child of childrenOf(node)) {
      const names = (attributeOf(child, 'itemprop') ?? '').split(/\s+/).filter((name) => /^\w+$/.test(name));
      const isScope = attributeOf(child, 'itemscope') !== undefined;
      for (const name of names) add(name, isScope && depth < DEEPEST ? thingOf(child, depth + 1) : propertyOf(child));
      if (!isScope && level < DEEPEST) walk(child, level + 1);
    }
  };
  walk(scope, 0);
  return Object.fromEntries([...values].map(([name, list]) => [name, list.length === 1 ? list[0] : list]));
}

function propertyOf(node: Node): string {
  const content = attributeOf(node, 'content');
  if (content !== undefined) return content;
  const name = nameOf(node);
  if (name === 'time') return attributeOf(node, 'datetime') ?? textOf(node);
  if (name === 'data' || name === 'meter') return attributeOf(node, 'value') ?? textOf(node);
  return textOf(node);
}
