import type { Paragraph } from '@vitamill/domain';
import { type Backdrop, parseColour } from '../colours.js';
import { childOf, childrenOf, elementsOf, type XmlElement } from '../xml.js';

/** What a style sets, with what it inherits; `undefined` means "as around it". */
export interface StyleProperties {
  bold?: boolean;
  italic?: boolean;
  hidden?: boolean;
  /** Points. */
  fontSize?: number;
  color?: string | null;
  /** Behind the words, behind the paragraph, behind the cell or frame. */
  textFill?: Backdrop;
  paragraphFill?: Backdrop;
  boxFill?: Backdrop;
  font?: string;
  left?: number;
  firstLine?: number;
  align?: Paragraph['align'];
  bordered?: boolean;
  outline?: number;
  list?: string;
  name?: string;
}

export interface OdtStyles {
  /** Of a family (text, paragraph, table-cell, graphic) by name; the family's defaults for no name. */
  find(family: string, name: string | undefined): StyleProperties;
  /** Whether a level of a list prints numbers; null where it prints nothing. */
  ordered(list: string | undefined, level: number): boolean | null;
  /** Something is painted behind the text of a page. */
  readonly paintedBehind: boolean;
  readonly language: string | null;
}

const UNIT: Readonly<Record<string, number>> = { pt: 1, mm: 2.835, cm: 28.35, in: 72, pc: 12, px: 0.75 };

/** Points of a length; undefined where it is none. */
export function pointsOf(value: string | undefined): number | undefined {
  const match = /^(-?[\d.]+)(pt|mm|cm|in|pc|px)$/.exec(value ?? '');
  const points = Number.parseFloat(match?.[1] ?? '') * (UNIT[match?.[2] ?? ''] ?? Number.NaN);
  return Number.isFinite(points) ? Math.round(points * 100) / 100 : undefined;
}

/** Reads the styles below the given containers; later ones win. */
export function readStyles(containers: readonly (XmlElement | null)[]): OdtStyles {
  const styles = new Map<string, XmlElement>();
  const defaults = new Map<string, XmlElement>();
  const lists = new Map<string, XmlElement>();
  let paintedBehind = false;
  for (const element of containers.flatMap((container) => elementsOf(container))) {
    const family = element.attributes['style:family'] ?? '';
    const name = element.attributes['style:name'] ?? '';
    if (element.name === 'style:style') styles.set(`${family} ${name}`, element);
    else if (element.name === 'style:default-style') defaults.set(family, element);
    else if (element.name === 'text:list-style') lists.set(name, element);
    const drawing = childOf(element, 'style:graphic-properties')?.attributes;
    if (drawing?.['style:run-through'] === 'background') paintedBehind = true;
    const layout = childOf(element, 'style:page-layout-properties')?.attributes;
    if (layout && (layout['draw:fill'] ?? 'none') !== 'none') paintedBehind = true;
  }
  const known = new Map<string, StyleProperties>();
  const resolve = (family: string, name: string | undefined, depth: number): StyleProperties => {
    const key = `${family} ${name ?? ''}`;
    const cached = known.get(key);
    if (cached) return cached;
    const style = styles.get(key);
    const result: StyleProperties = {};
    if (depth < 30 && style) {
      Object.assign(result, resolve(family, style.attributes['style:parent-style-name'], depth + 1));
      readProperties(result, style);
    } else {
      const base = defaults.get(family);
      if (base) readProperties(result, base);
    }
    known.set(key, result);
    return result;
  };
  const language = childOf(defaults.get('paragraph'), 'style:text-properties')?.attributes;
  const code = language?.['fo:language'];
  return {
    find: (family, name) => resolve(family, name, 0),
    ordered(list, level) {
      const definition = elementsOf(lists.get(list ?? '')).find(
        ({ attributes }) => attributes['text:level'] === String(level + 1),
      );
      if (definition?.name !== 'text:list-level-style-number') return false;
      return (definition.attributes['style:num-format'] ?? '') === '' ? null : true;
    },
    paintedBehind,
    language:
      code && code !== 'none'
        ? [code, language?.['fo:country']].filter((part) => part && part !== 'none').join('-')
        : null,
  };
}

function readProperties(result: StyleProperties, style: XmlElement): void {
  const outline = Number.parseInt(style.attributes['style:default-outline-level'] ?? '', 10);
  if (Number.isFinite(outline)) result.outline = outline;
  const list = style.attributes['style:list-style-name'];
  if (list !== undefined) result.list = list;
  result.name = style.attributes['style:display-name'] ?? style.attributes['style:name'] ?? result.name;
  for (const element of childrenOf(style, 'style:text-properties')) readText(result, element.attributes);
  for (const element of childrenOf(style, 'style:paragraph-properties')) readParagraph(result, element.attributes);
  for (const kind of ['table-cell', 'table-row', 'table', 'graphic']) {
    const attributes = childOf(style, `style:${kind}-properties`)?.attributes;
    if (!attributes) continue;
    const drawn = attributes['draw:fill'];
    const fill =
      drawn === undefined || drawn === 'solid'
        ? fillOf(attributes['draw:fill-color'] ?? attributes['fo:background-color'])
        : drawn === 'none'
          ? undefined
          : 'unknown';
    if (fill !== undefined) result.boxFill = fill;
  }
}

type Attributes = XmlElement['attributes'];

function readText(result: StyleProperties, attributes: Attributes): void {
  const weight = attributes['fo:font-weight'];
  if (weight !== undefined) result.bold = /bold|[6-9]00/.test(weight);
  const slant = attributes['fo:font-style'];
  if (slant !== undefined) result.italic = slant !== 'normal';
  const size = attributes['fo:font-size'];
  const percent = /^([\d.]+)%$/.exec(size ?? '')?.[1];
  if (percent && result.fontSize !== undefined) result.fontSize = (result.fontSize * Number(percent)) / 100;
  else result.fontSize = pointsOf(size) ?? result.fontSize;
  if (attributes['fo:color'] !== undefined) result.color = parseColour(attributes['fo:color']);
  if (attributes['style:use-window-font-color'] === 'true') result.color = null;
  if (attributes['text:display'] !== undefined) result.hidden = attributes['text:display'] === 'none';
  const fill = fillOf(attributes['fo:background-color']);
  if (fill !== undefined) result.textFill = fill;
  result.font = attributes['style:font-name'] ?? attributes['fo:font-family'] ?? result.font;
}

function readParagraph(result: StyleProperties, attributes: Attributes): void {
  result.left = pointsOf(attributes['fo:margin-left'] ?? attributes['fo:margin']) ?? result.left;
  result.firstLine = pointsOf(attributes['fo:text-indent']) ?? result.firstLine;
  const align = attributes['fo:text-align'];
  if (align !== undefined)
    result.align = align === 'center' || align === 'justify' ? align : /^(?:end|right)$/.test(align) ? 'right' : 'left';
  const borders = ['fo:border', 'fo:border-bottom', 'fo:border-top'].map((name) => attributes[name]);
  if (borders.some((border) => border !== undefined))
    result.bordered = borders.some((border) => border !== undefined && !/^(?:none|hidden)/.test(border));
  const fill = fillOf(attributes['fo:background-color']);
  if (fill !== undefined) result.paragraphFill = fill;
}

const fillOf = (colour: string | undefined): Backdrop | undefined =>
  colour === undefined || colour === 'transparent' ? undefined : (parseColour(colour) ?? 'unknown');
