import type { HiddenReason } from '@vitamill/domain';
import { type Backdrop, vanishesOn } from '../colours.js';
import type { RunStyle } from '../runs.js';
import type { Numbering } from './numbering.js';
import type { Relationship } from './package-parts.js';
import { type RunProperties, type Style, type StyleSheet, styleChain } from './styles.js';

/** What the readers of one part (body, header, footnotes) share. */
export interface PartContext {
  readonly styles: StyleSheet;
  readonly numbering: Numbering;
  readonly relationships: ReadonlyMap<string, Relationship>;
  /** Complex fields open at this point; they can span paragraphs. */
  readonly fields: OpenField[];
  readonly seen: { trackedChanges: boolean; externalReference: boolean };
  /** A picture or filled shape lies behind the text: white letters may well be seen. */
  readonly paintedBehind: boolean;
}

export interface OpenField {
  instruction: string;
  inResult: boolean;
}

/** What surrounds a paragraph. */
export interface Surroundings {
  readonly backdrop: Backdrop;
  readonly tableStyle: string | null;
  readonly depth: number;
}

// Word's interface allows no size below one point: this is what invisible text is set in.
const TINY_POINTS = 1;

/** The style of a run: defaults, table style, paragraph style, character style, own properties. */
export function resolveRun(
  context: PartContext,
  around: Surroundings,
  paragraphChain: readonly Style[],
  characterStyle: string | null,
  own: RunProperties,
  href: string | null,
): { style: RunStyle; font: string | null } {
  const defaults = context.styles.defaults.run;
  const tableChain = styleChain(context.styles, around.tableStyle);
  const characterChain = styleChain(context.styles, characterStyle);
  const pick = <K extends keyof RunProperties>(key: K): RunProperties[K] => {
    for (const source of [
      own,
      ...[...characterChain, ...paragraphChain, ...tableChain].map((style) => style.run),
      defaults,
    ]) {
      if (source[key] !== undefined) return source[key];
    }
    return undefined;
  };
  // Bold and italic are toggles: set by paragraph and character style both, they cancel each other out.
  const toggle = (key: 'bold' | 'italic' | 'vanish'): boolean => {
    if (own[key] !== undefined) return own[key] === true;
    const of = (chain: readonly Style[]) => chain.find((style) => style.run[key] !== undefined)?.run[key] === true;
    return of(paragraphChain) !== of(characterChain) || of(tableChain) || defaults[key] === true;
  };
  const fontSize = pick('fontSize') ?? null;
  const color = pick('color') ?? null;
  const backdrop = pick('fill') ?? around.backdrop;
  let hidden: HiddenReason | null = null;
  if (toggle('vanish')) hidden = 'vanish';
  else if (fontSize !== null && fontSize <= TINY_POINTS) hidden = 'tiny';
  else if (!context.paintedBehind && vanishesOn(color, backdrop)) hidden = 'same-colour';
  return {
    style: { bold: toggle('bold'), italic: toggle('italic'), fontSize, color, href, hidden },
    font: pick('font') ?? null,
  };
}
