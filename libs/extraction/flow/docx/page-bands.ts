import type { Block, Frame } from '@vitamill/domain';
import { hasText, textOfBlocks } from '../runs.js';
import { childOf, walkElements, type XmlElement } from '../xml.js';
import { isOn } from './styles.js';

export interface BandReference {
  readonly role: 'page-header' | 'page-footer';
  readonly id: string;
}

/** The headers and footers that pages show, in the order first, default, even. */
export function bandReferences(body: XmlElement, settings: XmlElement | null): BandReference[] {
  const order = ['first', 'default', 'even'];
  const evenOn = isOn(childOf(settings, 'w:evenAndOddHeaders')) === true;
  const found: (BandReference & { type: string })[] = [];
  walkElements(body, (element) => {
    if (element.name !== 'w:sectPr') return element.name !== 'w:r';
    const firstOn = isOn(childOf(element, 'w:titlePg')) === true;
    const own = element.children.flatMap((child) => {
      if (typeof child === 'string' || !/^w:(header|footer)Reference$/.test(child.name)) return [];
      const type = child.attributes['w:type'] ?? 'default';
      if ((type === 'first' && !firstOn) || (type === 'even' && !evenOn)) return [];
      const role = child.name === 'w:headerReference' ? ('page-header' as const) : ('page-footer' as const);
      return [{ role, id: child.attributes['r:id'] ?? '', type }];
    });
    found.push(...own.sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type)));
    return false;
  });
  return found.filter((reference, at) => found.findIndex((other) => other.id === reference.id) === at);
}

/** Frames around the bands' blocks; a band that repeats another one's text is left out. */
export function bandFrames(bands: readonly { role: BandReference['role']; blocks: readonly Block[] }[]): Frame[] {
  const seen = new Set<string>();
  return bands.flatMap(({ role, blocks }) => {
    const key = `${role} ${textOfBlocks(blocks).replace(/\s+/g, ' ').trim()}`;
    if (!hasText(blocks) || seen.has(key)) return [];
    seen.add(key);
    return [{ kind: 'frame' as const, role, blocks }];
  });
}
