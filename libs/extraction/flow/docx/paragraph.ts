import type { Block, Frame, Paragraph, TextRun } from '@vitamill/domain';
import { type Backdrop, parseColour } from '../colours.js';
import { replacePrivateGlyphs, symbolText } from '../glyphs.js';
import { hyperlinkOf } from '../hyperlink-field.js';
import { appendRun, cleanText } from '../runs.js';
import { childOf, elementsOf, pathOf, textOf, walkElements, type XmlElement } from '../xml.js';
import { type PartContext, resolveRun, type Surroundings } from './context.js';
import {
  headingLevelOf,
  type ParagraphProperties,
  readParagraphProperties,
  readRunProperties,
  type Style,
  styleChain,
} from './styles.js';

export type ReadBlocks = (parent: XmlElement, context: PartContext, around: Surroundings) => Block[];

export interface ReadParagraph {
  /** More than one where a column break parts it. */
  readonly pieces: readonly Paragraph[];
  readonly textboxes: readonly Frame[];
  /** The paragraph's end was deleted: the next one goes on in it. */
  readonly joinsNext: boolean;
}

const CONTAINERS = new Set([
  'w:ins',
  'w:moveTo',
  'w:smartTag',
  'w:customXml',
  'w:dir',
  'w:bdo',
  'w:sdtContent',
  'w:ruby',
  'w:rubyBase',
  'm:oMath',
  'm:oMathPara',
  'm:r',
  'mc:Choice',
]);

export function readParagraph(
  element: XmlElement,
  context: PartContext,
  around: Surroundings,
  readBlocks: ReadBlocks,
): ReadParagraph {
  const pPr = childOf(element, 'w:pPr');
  const chain = styleChain(
    context.styles,
    pathOf(pPr, 'w:pStyle')?.attributes['w:val'] ?? context.styles.defaultParagraphStyle,
  );
  const properties = mergedProperties(context, chain, readParagraphProperties(pPr));
  const backdrop: Backdrop = properties.fill ?? around.backdrop;
  const reader = new InlineReader(context, { ...around, backdrop }, chain, readBlocks);
  reader.read(element);
  const level = properties.numId === undefined ? null : context.numbering(properties.numId, properties.ilvl ?? 0);
  const list =
    level && level.ordered !== null ? { level: Math.min(8, properties.ilvl ?? 0), ordered: level.ordered } : null;
  const left = properties.left ?? level?.left ?? 0;
  const template: Omit<Paragraph, 'runs'> = {
    kind: 'paragraph',
    headingLevel: headingLevelOf(chain, properties.outlineLevel),
    list,
    indent: list ? left : Math.max(0, left + (properties.firstLine ?? 0)),
    align: properties.align ?? null,
    bordered: properties.bordered === true || (properties.fill != null && properties.fill !== '#ffffff'),
  };
  const markDeleted = childOf(childOf(pPr, 'w:rPr'), 'w:del') ?? childOf(childOf(pPr, 'w:rPr'), 'w:moveFrom');
  if (markDeleted) context.seen.trackedChanges = true;
  return {
    pieces: reader.pieces.map((runs, at) => ({ ...template, runs, list: at === 0 ? list : null })),
    textboxes: reader.textboxes,
    joinsNext: markDeleted !== null,
  };
}

function mergedProperties(
  context: PartContext,
  chain: readonly Style[],
  own: ParagraphProperties,
): ParagraphProperties {
  const merged: ParagraphProperties = { ...context.styles.defaults.paragraph };
  for (const source of [...[...chain].reverse().map((style) => style.paragraph), own]) {
    for (const key of Object.keys(source) as (keyof ParagraphProperties)[]) {
      if (source[key] !== undefined) Object.assign(merged, { [key]: source[key] });
    }
  }
  return merged;
}

/** The text of w:t. Programs that fill templates leave breaks and tabs inside of it, and Word shows them. */
const writtenIn = (text: XmlElement): string =>
  text.children
    .map((child) => {
      if (typeof child === 'string') return child;
      if (child.name === 'w:br' || child.name === 'w:cr') return '\n';
      return child.name === 'w:tab' ? '\t' : writtenIn(child);
    })
    .join('');

class InlineReader {
  readonly pieces: TextRun[][] = [[]];
  readonly textboxes: Frame[] = [];

  constructor(
    private readonly context: PartContext,
    private readonly around: Surroundings,
    private readonly chain: readonly Style[],
    private readonly readBlocks: ReadBlocks,
  ) {}

  read(parent: XmlElement, href: string | null = null): void {
    for (const element of elementsOf(parent)) this.readInline(element, href);
  }

  private readInline(element: XmlElement, href: string | null): void {
    switch (element.name) {
      case 'w:r':
        this.readRun(element, href);
        return;
      case 'w:hyperlink':
      case 'w:hlink':
        this.read(element, this.targetOf(element) ?? href);
        return;
      case 'w:fldSimple':
        this.read(element, hyperlinkOf(element.attributes['w:instr'] ?? '') ?? href);
        return;
      case 'w:sdt':
        this.read(childOf(element, 'w:sdtContent') ?? element, href);
        return;
      case 'w:del':
      case 'w:moveFrom':
        this.context.seen.trackedChanges = true;
        return;
      case 'mc:AlternateContent':
        this.read({ ...element, children: alternativeOf(element) }, href);
        return;
      case 'm:t':
        this.add(textOf(element), { name: 'w:r', attributes: {}, children: [] }, href);
        return;
      case 'aml:annotation': {
        const type = element.attributes['w:type'] ?? '';
        if (/Deletion/.test(type)) this.context.seen.trackedChanges = true;
        else this.read(childOf(element, 'aml:content') ?? element, href);
        return;
      }
      default:
        if (element.name === 'w:ins' || element.name === 'w:moveTo') this.context.seen.trackedChanges = true;
        if (CONTAINERS.has(element.name)) this.read(element, href);
    }
  }

  private readRun(run: XmlElement, href: string | null): void {
    const { fields } = this.context;
    for (const element of elementsOf(run)) {
      const field = fields.at(-1);
      const shown = fields.every((open) => open.inResult);
      const link =
        href ?? fields.map((open) => hyperlinkOf(open.instruction)).findLast((target) => target !== null) ?? null;
      switch (element.name) {
        case 'w:t':
          if (shown) this.add(writtenIn(element), run, link);
          break;
        case 'w:tab':
        case 'w:ptab':
          if (shown) this.add('\t', run, link);
          break;
        case 'w:cr':
          this.add('\n', run, link);
          break;
        case 'w:br':
          if (element.attributes['w:type'] === 'column') this.pieces.push([]);
          else this.add('\n', run, link);
          break;
        case 'w:noBreakHyphen':
          this.add('-', run, link);
          break;
        case 'w:sym':
          this.add(
            symbolText(element.attributes['w:font'] ?? '', Number.parseInt(element.attributes['w:char'] ?? '0', 16)),
            run,
            link,
          );
          break;
        case 'w:fldChar': {
          const type = element.attributes['w:fldCharType'];
          if (type === 'begin') fields.push({ instruction: '', inResult: false });
          else if (type === 'separate' && field) field.inResult = true;
          else if (type === 'end') fields.pop();
          break;
        }
        case 'w:instrText':
          if (field && !field.inResult) field.instruction += textOf(element);
          break;
        case 'mc:AlternateContent':
          for (const child of alternativeOf(element)) if (typeof child !== 'string') this.readDrawing(child);
          break;
        case 'w:drawing':
        case 'w:pict':
        case 'w:object':
          this.readDrawing(element);
          break;
        case 'w:ruby':
          this.read(element, link);
          break;
        default:
      }
    }
  }

  private readDrawing(drawing: XmlElement): void {
    if (this.around.depth > 20) return;
    const boxes: Frame[] = [];
    const visit = (element: XmlElement, backdrop: Backdrop): void => {
      const inner = shapeFill(element) ?? backdrop;
      if (element.name === 'w:txbxContent') {
        const around = { ...this.around, backdrop: inner, depth: this.around.depth + 1 };
        const context = { ...this.context, fields: [] };
        boxes.push({ kind: 'frame', role: 'textbox', blocks: this.readBlocks(element, context, around) });
        return;
      }
      if (element.name === 'a:blip' && element.attributes['r:link']) this.context.seen.externalReference = true;
      const children = element.name === 'mc:AlternateContent' ? alternativeOf(element) : element.children;
      for (const child of children) if (typeof child !== 'string') visit(child, inner);
    };
    visit(drawing, null);
    this.textboxes.push(...boxes);
  }

  private add(text: string, run: XmlElement, href: string | null): void {
    const rPr = childOf(run, 'w:rPr');
    const own = readRunProperties(rPr);
    const characterStyle = childOf(rPr, 'w:rStyle')?.attributes['w:val'] ?? null;
    const { style, font } = resolveRun(this.context, this.around, this.chain, characterStyle, own, href);
    appendRun(this.pieces.at(-1) as TextRun[], replacePrivateGlyphs(cleanText(text), font), style);
  }

  private targetOf(link: XmlElement): string | null {
    const relationship = this.context.relationships.get(link.attributes['r:id'] ?? '');
    const target = relationship?.external ? relationship.target : (link.attributes['w:dest'] ?? '');
    return target === '' ? null : target;
  }
}

/** One of the alternatives, never both: the first choice that carries anything, else the fallback. */
function alternativeOf(element: XmlElement): XmlElement['children'] {
  const choices = elementsOf(element).filter((child) => child.name === 'mc:Choice');
  const fallback = childOf(element, 'mc:Fallback');
  const withText = [...choices, ...(fallback ? [fallback] : [])].find(carriesText);
  return (withText ?? choices[0] ?? fallback)?.children ?? [];
}

function carriesText(element: XmlElement): boolean {
  let found = false;
  walkElements(element, (child) => {
    if (child.name === 'w:t' || child.name === 'w:txbxContent') found = true;
    return !found;
  });
  return found;
}

/** The fill that a shape lays behind its text; undefined where the element says nothing. */
function shapeFill(element: XmlElement): Backdrop | undefined {
  if (element.name === 'wps:wsp') {
    const properties = childOf(element, 'wps:spPr');
    const solid = childOf(properties, 'a:solidFill');
    if (solid) return parseColour(childOf(solid, 'a:srgbClr')?.attributes.val) ?? 'unknown';
    if (childOf(properties, 'a:noFill')) return undefined;
    return childOf(element, 'wps:style') || childOf(properties, 'a:gradFill') || childOf(properties, 'a:blipFill')
      ? 'unknown'
      : undefined;
  }
  if (/^v:(shape|rect|roundrect|oval)$/.test(element.name)) {
    if (/^(f|false)$/.test(element.attributes.filled ?? '')) return undefined;
    const fill = element.attributes.fillcolor;
    return fill === undefined ? undefined : (parseColour(fill.split(' ')[0]) ?? 'unknown');
  }
  return undefined;
}
