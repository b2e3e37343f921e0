import { childOf, childrenOf, pathOf, type XmlElement } from '../xml.js';

export interface NumberingLevel {
  /** null: the level prints neither number nor bullet. */
  readonly ordered: boolean | null;
  readonly left: number | null;
}

export type Numbering = (numId: string, ilvl: number) => NumberingLevel | null;

const val = (element: XmlElement | null): string | undefined => element?.attributes['w:val'];

/** Reads `w:numbering` into a lookup from (numId, ilvl). numId 0 takes a paragraph out of its list. */
export function readNumbering(root: XmlElement | null): Numbering {
  const abstract = new Map(childrenOf(root, 'w:abstractNum').map((item) => [item.attributes['w:abstractNumId'], item]));
  const byStyle = new Map<string, XmlElement>();
  for (const item of abstract.values()) {
    const link = val(childOf(item, 'w:styleLink'));
    if (link) byStyle.set(link, item);
  }
  const levels = new Map<string, Map<number, NumberingLevel>>();
  for (const num of childrenOf(root, 'w:num')) {
    let source = abstract.get(val(childOf(num, 'w:abstractNumId')));
    source = byStyle.get(val(childOf(source, 'w:numStyleLink')) ?? '') ?? source;
    const own = new Map<number, NumberingLevel>();
    for (const level of childrenOf(source, 'w:lvl')) addLevel(own, level);
    for (const override of childrenOf(num, 'w:lvlOverride')) {
      const level = childOf(override, 'w:lvl');
      if (level) addLevel(own, level);
    }
    levels.set(num.attributes['w:numId'] ?? '', own);
  }
  return (numId, ilvl) => {
    if (numId === '0') return null;
    const own = levels.get(numId);
    return own?.get(ilvl) ?? own?.get(0) ?? { ordered: false, left: null };
  };
}

function addLevel(levels: Map<number, NumberingLevel>, level: XmlElement): void {
  const format = val(childOf(level, 'w:numFmt')) ?? 'decimal';
  const text = val(childOf(level, 'w:lvlText')) ?? '';
  const indent = pathOf(level, 'w:pPr', 'w:ind')?.attributes;
  const left = Number.parseFloat(indent?.['w:left'] ?? indent?.['w:start'] ?? '');
  levels.set(Number(level.attributes['w:ilvl'] ?? 0), {
    ordered: format === 'none' || text === '' ? null : format !== 'bullet',
    left: Number.isFinite(left) ? left / 20 : null,
  });
}
