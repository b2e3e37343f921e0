import { headingLevelOf } from '../docx/styles.js';
import { encodingOfCharset, encodingOfCodePage } from './code-pages.js';
import type { Destination, ParagraphState } from './group-state.js';

export interface Font {
  name: string;
  encoding: string | null;
  symbols: boolean;
}
interface StyleEntry {
  name: string;
  outline: number | undefined;
}

/** The tables at the head of an RTF file: fonts, colours, styles, information. */
export class HeadTables {
  readonly fonts = new Map<number, Font>();
  readonly colours: (string | null)[] = [];
  readonly info = { title: '', author: '' };
  private readonly styles = new Map<number, StyleEntry>();
  private colour: (number | null)[] = [null, null, null];
  private currentFont: Font | null = null;
  private currentStyle: StyleEntry | null = null;

  /** True where the word belongs to one of the tables. */
  readWord(destination: Destination, name: string, value: number | null): boolean {
    if (destination === 'fonts') {
      if (name === 'f') {
        this.currentFont = { name: '', encoding: null, symbols: false };
        this.fonts.set(value ?? 0, this.currentFont);
      } else if (name === 'fcharset' && this.currentFont) {
        this.currentFont.encoding = encodingOfCharset(value);
        this.currentFont.symbols = value === 2;
      } else if (name === 'cpg' && this.currentFont && value) {
        this.currentFont.encoding = encodingOfCodePage(value);
      }
      return true;
    }
    if (destination === 'colours') {
      const channel = ['red', 'green', 'blue'].indexOf(name);
      if (channel >= 0) this.colour[channel] = Math.min(255, Math.max(0, value ?? 0));
      return true;
    }
    if (destination !== 'styles') return false;
    if (name === 's') {
      this.currentStyle = { name: '', outline: undefined };
      this.styles.set(value ?? 0, this.currentStyle);
    } else if (name === 'outlinelevel' && this.currentStyle) {
      this.currentStyle.outline = value ?? 9;
    }
    return name !== 'u';
  }

  readText(destination: Destination, text: string): void {
    switch (destination) {
      case 'fonts':
        if (this.currentFont && !this.currentFont.name.endsWith(';')) this.currentFont.name += text.slice(0, 100);
        break;
      case 'styles':
        if (this.currentStyle && this.currentStyle.name.length < 200) this.currentStyle.name += text.slice(0, 200);
        break;
      case 'colours':
        for (const char of text) if (char === ';') this.endColour();
        break;
      case 'title':
      case 'author':
        this.info[destination] += text.slice(0, 500);
        break;
      default:
    }
  }

  /** A group of a table ends. */
  endEntry(destination: Destination): void {
    if (destination === 'fonts') this.currentFont = null;
    if (destination === 'styles') this.currentStyle = null;
  }

  /** By the paragraph's own outline level, its style's one, or the name of the style. */
  headingLevel(paragraph: ParagraphState): number | null {
    const entry = this.styles.get(paragraph.style);
    const name = (entry?.name ?? '').replace(/;.*$/s, '').trim();
    const style = { id: name, name, type: 'paragraph', basedOn: null, run: {}, paragraph: {}, paints: false };
    return headingLevelOf([style], paragraph.outline < 9 ? paragraph.outline : entry?.outline);
  }

  private endColour(): void {
    const [red, green, blue] = this.colour;
    const known = this.colour.some((channel) => channel !== null);
    const hex = [red, green, blue].map((channel) => (channel ?? 0).toString(16).padStart(2, '0')).join('');
    this.colours.push(known ? `#${hex}` : null);
    this.colour = [null, null, null];
  }
}
