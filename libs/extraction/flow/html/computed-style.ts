import type { HiddenReason, Paragraph } from '@vitamill/domain';
import { type Backdrop, parseColour, vanishesOn } from '../colours.js';
import type { RunStyle } from '../runs.js';
import type { Declarations } from './style-sheet.js';

/** What an element hands down to its children, and its own `display`. */
export interface ComputedStyle {
  readonly bold: boolean;
  readonly italic: boolean;
  /** Points. */
  readonly fontSize: number;
  readonly color: string | null;
  readonly backdrop: Backdrop;
  readonly href: string | null;
  /** Not drawn whatever the children say: display:none, opacity 0, clipped away. */
  readonly gone: HiddenReason | null;
  readonly invisible: boolean;
  readonly transparent: boolean;
  readonly keepsLines: boolean;
  readonly align: Paragraph['align'];
  readonly display: string;
  readonly row: boolean;
}

/** What browsers start from: 16 pixels. */
const ROOT_SIZE = 12;
/** Points below which no reader sees text. */
const TINY = 2;
/** Pixels beyond the left or upper edge that only hiding explains. */
const FAR_OUT = -500;
const HEADING_SCALE: Readonly<Record<string, number>> = { h1: 2, h2: 1.5, h3: 1.17, h4: 1, h5: 0.83, h6: 0.67 };
const BOLD = new Set(['b', 'strong', 'th', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const ITALIC = new Set(['i', 'em', 'cite', 'var', 'address', 'dfn']);
const NAMED_SIZES: Readonly<Record<string, number>> = {
  'xx-small': 6.75,
  'x-small': 7.5,
  small: 9.75,
  medium: 12,
  large: 13.5,
  'x-large': 18,
  'xx-large': 24,
};
/** `<font size>` from 1 to 7. */
const FONT_SIZES = [7.5, 9.75, 12, 13.5, 18, 24, 36];

export const ROOT_STYLE: ComputedStyle = {
  bold: false,
  italic: false,
  fontSize: ROOT_SIZE,
  color: null,
  backdrop: null,
  href: null,
  gone: null,
  invisible: false,
  transparent: false,
  keepsLines: false,
  align: null,
  display: '',
  row: false,
};

/** Elements and attributes that change the style without a style sheet. */
const STYLED_TAGS = new Set([...BOLD, ...ITALIC, 'a', 'font', 'small', 'pre', 'textarea', 'center']);
const STYLED_ATTRIBUTES = ['hidden', 'bgcolor', 'background', 'align'];

/** The style of an element below `parent`; later declarations win. */
export function computeStyle(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  parent: ComputedStyle,
  declared: readonly Declarations[],
): ComputedStyle {
  const plain = declared.length === 0 && parent.display === '' && !STYLED_TAGS.has(tag);
  if (plain && STYLED_ATTRIBUTES.every((name) => attributes[name] === undefined)) return parent;
  const value = (name: string): string | undefined => {
    for (let at = declared.length - 1; at >= 0; at--) {
      const found = declared[at]?.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const shorthand = value('font') ?? '';
  const weight = value('font-weight') ?? (/\b(?:bold|[6-9]00)\b/.test(shorthand) ? 'bold' : undefined);
  const slant = value('font-style') ?? (/\b(?:italic|oblique)\b/.test(shorthand) ? 'italic' : undefined);
  const size = value('font-size') ?? /(?:^|\s)([\d.]+(?:px|pt|em|rem|%))/.exec(shorthand)?.[1];
  const colour = value('color') ?? (tag === 'font' ? attributes.color?.toLowerCase() : undefined);
  const display = value('display') ?? '';
  return {
    bold: weight === undefined ? parent.bold || BOLD.has(tag) : /bold|[6-9]00/.test(weight),
    italic: slant === undefined ? parent.italic || ITALIC.has(tag) : /italic|oblique/.test(slant),
    fontSize: sizeOf(size, parent.fontSize) ?? defaultSize(tag, attributes, parent.fontSize),
    color: parseColour(colour) ?? (colour === undefined || colour === 'inherit' ? parent.color : null),
    transparent: colour === undefined ? parent.transparent : isTransparent(colour),
    backdrop: backdropOf(value, attributes, parent.backdrop),
    href: tag === 'a' ? (attributes.href?.trim() ?? null) || null : parent.href,
    gone: parent.gone ?? goneBy(value, display, attributes),
    invisible: /^(?:hidden|collapse)$/.test(value('visibility') ?? '')
      ? true
      : value('visibility') === 'visible'
        ? false
        : parent.invisible,
    keepsLines:
      tag === 'pre' || tag === 'textarea'
        ? true
        : value('white-space') === undefined
          ? parent.keepsLines
          : /^(?:pre|break-spaces)/.test(value('white-space') ?? ''),
    align:
      alignOf(value('text-align') ?? attributes.align?.toLowerCase()) ?? (tag === 'center' ? 'center' : parent.align),
    display,
    row: /flex/.test(display) && !/column/.test(value('flex-direction') ?? ''),
  };
}

const written = new WeakMap<ComputedStyle, RunStyle>();

/** How text in this style is written down. */
export function runStyleOf(style: ComputedStyle): RunStyle {
  let run = written.get(style);
  if (!run) {
    run = {
      bold: style.bold,
      italic: style.italic,
      fontSize: Math.round(style.fontSize * 100) / 100,
      color: style.color,
      href: style.href,
      hidden: hiddenOf(style),
    };
    written.set(style, run);
  }
  return run;
}

function hiddenOf(style: ComputedStyle): HiddenReason | null {
  if (style.gone) return style.gone;
  if (style.invisible) return 'vanish';
  if (style.fontSize < TINY) return 'tiny';
  return style.transparent || vanishesOn(style.color, style.backdrop) ? 'same-colour' : null;
}

type Lookup = (name: string) => string | undefined;

function goneBy(value: Lookup, display: string, attributes: Readonly<Record<string, string>>): HiddenReason | null {
  if (display === 'none' || (attributes.hidden !== undefined && display === '')) return 'vanish';
  if (Number.parseFloat(value('opacity') ?? '1') === 0) return 'vanish';
  if (/rect\(\s*(?:0|1px)/.test(value('clip') ?? '') || /inset\(\s*(?:50|100)%/.test(value('clip-path') ?? ''))
    return 'vanish';
  const out = ['left', 'top', 'text-indent'].some((name) => Number.parseFloat(value(name) ?? '0') < FAR_OUT);
  return out ? 'off-page' : null;
}

function backdropOf(value: Lookup, attributes: Readonly<Record<string, string>>, parent: Backdrop): Backdrop {
  const background = value('background') ?? '';
  const picture = `${value('background-image') ?? ''} ${background}`;
  if (/url\(|gradient\(/.test(picture) || attributes.background !== undefined) return 'unknown';
  const declared = value('background-color') ?? background;
  if (declared !== '' && !/^(?:none|inherit|initial|unset|0)/.test(declared)) {
    if (isTransparent(declared)) return parent;
    const colour = /rgba?\([^)]*\)|#[0-9a-f]{3,8}|^[a-z]+/.exec(declared)?.[0];
    return parseColour(colour) ?? 'unknown';
  }
  if (attributes.bgcolor !== undefined) return parseColour(attributes.bgcolor) ?? 'unknown';
  // A positioned element may lie upon anything.
  return /^(?:absolute|fixed)$/.test(value('position') ?? '') ? 'unknown' : parent;
}

const isTransparent = (colour: string): boolean =>
  /^transparent\b|^rgba\([^)]*[,/]\s*0(?:\.0+)?%?\s*\)|^#[0-9a-f]{6}00$/.test(colour);

function sizeOf(value: string | undefined, parent: number): number | null {
  if (value === undefined) return null;
  const named = NAMED_SIZES[value];
  if (named) return named;
  if (value === 'smaller') return parent / 1.2;
  if (value === 'larger') return parent * 1.2;
  const match = /^([\d.]+)\s*(px|pt|em|rem|%|mm|cm|vw)?$/.exec(value);
  const number = Number.parseFloat(match?.[1] ?? '');
  if (!match || !Number.isFinite(number)) return null;
  const scale: Readonly<Record<string, number>> = {
    px: 0.75,
    pt: 1,
    em: parent,
    rem: ROOT_SIZE,
    '%': parent / 100,
    mm: 2.835,
    cm: 28.35,
  };
  if (number === 0) return 0;
  return Math.min(1000, number * (scale[match[2] ?? ''] ?? Number.NaN)) || null;
}

function defaultSize(tag: string, attributes: Readonly<Record<string, string>>, parent: number): number {
  const scale = HEADING_SCALE[tag];
  if (scale) return ROOT_SIZE * scale;
  if (tag === 'small') return parent / 1.2;
  if (tag !== 'font' || !attributes.size) return parent;
  const given = Number.parseInt(attributes.size, 10);
  if (!Number.isFinite(given)) return parent;
  const step = /^[+-]/.test(attributes.size) ? 3 + given : given;
  return FONT_SIZES[Math.min(7, Math.max(1, step)) - 1] ?? parent;
}

function alignOf(value: string | undefined): Paragraph['align'] {
  if (value === 'left' || value === 'center' || value === 'right' || value === 'justify') return value;
  if (value === 'start') return 'left';
  return value === 'end' ? 'right' : null;
}
