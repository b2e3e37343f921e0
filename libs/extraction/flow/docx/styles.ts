import { childOf, childrenOf, elementsOf, pathOf, type XmlElement } from '../xml.js';

/** Run properties as far as a source sets them; `undefined` means "as below". */
export interface RunProperties {
  bold?: boolean;
  italic?: boolean;
  vanish?: boolean;
  fontSize?: number;
  color?: string | null;
  /** Fill behind the run: shading or highlight. */
  fill?: string | null;
  font?: string;
}

export interface ParagraphProperties {
  outlineLevel?: number;
  numId?: string;
  ilvl?: number;
  left?: number;
  firstLine?: number;
  align?: 'left' | 'center' | 'right' | 'justify';
  bordered?: boolean;
  fill?: string | null;
}

export interface Style {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly basedOn: string | null;
  readonly run: RunProperties;
  readonly paragraph: ParagraphProperties;
  /** A table style that paints cells in colours (banding, header rows). */
  readonly paints: boolean;
}

export interface StyleSheet {
  readonly defaults: { readonly run: RunProperties; readonly paragraph: ParagraphProperties };
  readonly byId: ReadonlyMap<string, Style>;
  readonly defaultParagraphStyle: string | null;
  /** The language that the document defaults name, such as de-DE. */
  readonly language: string | null;
}

const val = (element: XmlElement | null): string | undefined => element?.attributes['w:val'];

export function isOn(element: XmlElement | null): boolean | undefined {
  if (!element) return undefined;
  return !/^(0|false|off|none)$/i.test(val(element) ?? '1');
}

const twips = (value: string | undefined): number | undefined => {
  const number = Number.parseFloat(value ?? '');
  if (!Number.isFinite(number)) return undefined;
  return value?.endsWith('pt') ? number : number / 20;
};

/** The fill of a `w:shd` or highlight: `#rrggbb`, null for none, undefined where nothing is said. */
export function fillOf(shading: XmlElement | null): string | null | undefined {
  if (!shading) return undefined;
  const fill = shading.attributes['w:fill'] ?? 'auto';
  const pattern = val(shading);
  if (pattern === 'solid') {
    const colour = shading.attributes['w:color'] ?? 'auto';
    return /^[0-9a-f]{6}$/i.test(colour) ? `#${colour.toLowerCase()}` : '#000000';
  }
  return /^[0-9a-f]{6}$/i.test(fill) ? `#${fill.toLowerCase()}` : null;
}

export function readRunProperties(rPr: XmlElement | null): RunProperties {
  const result: RunProperties = {};
  for (const element of elementsOf(rPr)) {
    switch (element.name) {
      case 'w:b':
        result.bold = isOn(element);
        break;
      case 'w:i':
        result.italic = isOn(element);
        break;
      case 'w:vanish':
        result.vanish = isOn(element);
        break;
      case 'w:sz': {
        const size = Number.parseFloat(val(element) ?? '');
        if (Number.isFinite(size)) result.fontSize = size / 2;
        break;
      }
      case 'w:color': {
        const colour = val(element) ?? '';
        result.color = /^[0-9a-f]{6}$/i.test(colour) ? `#${colour.toLowerCase()}` : null;
        break;
      }
      case 'w:shd':
        result.fill = fillOf(element) ?? null;
        break;
      case 'w:highlight':
        result.fill = val(element) === 'none' ? null : val(element) === 'white' ? '#ffffff' : '#808080';
        break;
      case 'w:rFonts':
        result.font = element.attributes['w:ascii'] ?? element.attributes['w:hAnsi'] ?? element.attributes['w:cs'];
        break;
      default:
    }
  }
  return result;
}

const ALIGN: Readonly<Record<string, ParagraphProperties['align']>> = {
  left: 'left',
  start: 'left',
  center: 'center',
  right: 'right',
  end: 'right',
  both: 'justify',
  distribute: 'justify',
};

export function readParagraphProperties(pPr: XmlElement | null): ParagraphProperties {
  const result: ParagraphProperties = {};
  for (const element of elementsOf(pPr)) {
    const { attributes } = element;
    switch (element.name) {
      case 'w:outlineLvl':
        result.outlineLevel = Number.parseInt(val(element) ?? '9', 10);
        break;
      case 'w:numPr':
      case 'w:listPr': {
        const numId = val(childOf(element, 'w:numId')) ?? val(childOf(element, 'w:ilfo'));
        const ilvl = Number.parseInt(val(childOf(element, 'w:ilvl')) ?? '', 10);
        if (numId !== undefined) result.numId = numId;
        if (Number.isFinite(ilvl)) result.ilvl = ilvl;
        break;
      }
      case 'w:ind': {
        const hanging = twips(attributes['w:hanging']);
        result.left = twips(attributes['w:left'] ?? attributes['w:start']) ?? result.left;
        result.firstLine = hanging !== undefined ? -hanging : (twips(attributes['w:firstLine']) ?? result.firstLine);
        break;
      }
      case 'w:jc':
        result.align = ALIGN[val(element) ?? ''];
        break;
      case 'w:pBdr':
        result.bordered = elementsOf(element).some((side) => !/^(nil|none)$/.test(val(side) ?? 'none'));
        break;
      case 'w:shd':
        result.fill = fillOf(element) ?? null;
        break;
      default:
    }
  }
  return result;
}

/** Reads `w:styles`; an absent part gives an empty sheet. */
export function readStyleSheet(root: XmlElement | null): StyleSheet {
  const byId = new Map<string, Style>();
  let defaultParagraphStyle: string | null = null;
  for (const element of childrenOf(root, 'w:style')) {
    const id = element.attributes['w:styleId'] ?? '';
    const type = element.attributes['w:type'] ?? 'paragraph';
    const isDefault = /^(1|true|on)$/.test(element.attributes['w:default'] ?? '');
    if (isDefault && type === 'paragraph') defaultParagraphStyle = id;
    byId.set(id, {
      id,
      type,
      name: val(childOf(element, 'w:name')) ?? id,
      basedOn: val(childOf(element, 'w:basedOn')) ?? null,
      run: readRunProperties(childOf(element, 'w:rPr')),
      paragraph: readParagraphProperties(childOf(element, 'w:pPr')),
      paints: type === 'table' && paintsCells(element),
    });
  }
  const defaultRun = pathOf(root, 'w:docDefaults', 'w:rPrDefault', 'w:rPr');
  return {
    defaults: {
      run: readRunProperties(defaultRun),
      paragraph: readParagraphProperties(pathOf(root, 'w:docDefaults', 'w:pPrDefault', 'w:pPr')),
    },
    byId,
    defaultParagraphStyle,
    language: val(childOf(defaultRun, 'w:lang')) ?? null,
  };
}

function paintsCells(style: XmlElement): boolean {
  const sources = [style, ...childrenOf(style, 'w:tblStylePr')];
  return sources.some((source) => ['w:tcPr', 'w:tblPr', 'w:pPr'].some((name) => fillOf(pathOf(source, name, 'w:shd'))));
}

/** The style and what it is based on, the nearest first. */
export function styleChain(sheet: StyleSheet, id: string | null | undefined): Style[] {
  const chain: Style[] = [];
  for (let style = id ? sheet.byId.get(id) : undefined; style && chain.length < 30; ) {
    if (chain.includes(style)) break;
    chain.push(style);
    style = style.basedOn ? sheet.byId.get(style.basedOn) : undefined;
  }
  return chain;
}

// Built-in names are English in the file whatever the language of the program; other programs write their own.
const HEADING_NAME =
  /^(?:heading|überschrift|berschrift|titre|título|titulo|titolo|nagłówek|nagwek|rubrik|overskrift|otsikko|nadpis|titlu|címsor|cmsor|naslov|заголовок|заглавие|επικεφαλίδα|başlık|balk|kop)[ _]?([1-9])$/iu;

/** 1..6 where the style chain or the paragraph's outline level makes it a heading. */
export function headingLevelOf(chain: readonly Style[], outlineLevel: number | undefined): number | null {
  if (outlineLevel !== undefined && outlineLevel >= 0 && outlineLevel < 9) return Math.min(6, outlineLevel + 1);
  if (outlineLevel === 9) return null;
  for (const style of chain) {
    const match = HEADING_NAME.exec(style.name) ?? HEADING_NAME.exec(style.id);
    if (match) return Math.min(6, Number(match[1]));
    if (/^title$/i.test(style.name)) return 1;
  }
  return null;
}
