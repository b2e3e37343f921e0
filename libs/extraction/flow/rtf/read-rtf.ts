import type { Block, FlowDocument, Frame, Paragraph } from '@vitamill/domain';
import { type Backdrop, vanishesOn } from '../colours.js';
import { failure } from '../failure.js';
import { replacePrivateGlyphs, symbolText } from '../glyphs.js';
import { hyperlinkOf } from '../hyperlink-field.js';
import { cleanText, hasText, type RunStyle, textOfBlocks } from '../runs.js';
import { encodingOfCodePage } from './code-pages.js';
import { CHARACTERS, DESTINATIONS, STORIES } from './destinations.js';
import { applyToCharacters, applyToParagraph, type GroupState, PARD, PLAIN } from './group-state.js';
import { type Font, HeadTables } from './head-tables.js';
import { Story } from './story.js';
import { tokensOf } from './tokens.js';

export interface RtfContent {
  readonly blocks: Block[];
  readonly metadata: FlowDocument['metadata'];
  readonly trackedChanges: boolean;
}

export type DecodeBytes = (bytes: Uint8Array, encoding: string) => string;

/** What ends with a group: a story, a field. */
interface Ending {
  readonly depth: number;
  readonly end: () => void;
}

const MAX_GROUPS = 10_000;
const MAX_STORIES = 20;
/** Word's smallest size; smaller text is meant for machines. */
const TINY = 1;
const SYMBOL_FONT = /^(?:wingdings|webdings|symbol)\b/i;

/** RTF as latin1 -> blocks. */
export function readRtf(source: string, decode: DecodeBytes): RtfContent {
  return new RtfReader(decode).read(source);
}

class RtfReader {
  private state: GroupState = { destination: 'text', character: PLAIN, paragraph: PARD, fallback: 1 };
  private readonly groups: GroupState[] = [];
  private readonly endings: Ending[] = [];
  private readonly stories: { story: Story; role: Frame['role'] | 'note' | 'body' }[] = [
    { story: new Story(), role: 'body' },
  ];
  private readonly headers: Frame[] = [];
  private readonly footers: Frame[] = [];
  private readonly notes: Block[] = [];
  private readonly fields: { code: string }[] = [];
  private readonly tables = new HeadTables();
  private defaultEncoding = 'cp1252';
  private defaultFont: number | null = null;
  private pending: number[] = [];
  private skip = 0;
  private ignorable = false;
  private listMark = '';
  private rowShaded = false;
  private paintedBehind = false;
  private trackedChanges = false;

  constructor(private readonly decode: DecodeBytes) {}

  read(source: string): RtfContent {
    for (const token of tokensOf(source)) {
      if (token.kind === 'byte') {
        if (this.skip > 0) this.skip--;
        else this.pending.push(token.byte);
        continue;
      }
      if (token.kind === 'text') {
        const text = token.text.slice(this.skip);
        this.skip = Math.max(0, this.skip - token.text.length);
        if (this.state.destination !== 'skip')
          for (let i = 0; i < text.length; i++) this.pending.push(text.charCodeAt(i));
        continue;
      }
      this.flush();
      if (token.kind === 'open') this.openGroup();
      else if (token.kind === 'close') this.closeGroup();
      else if (token.kind === 'symbol') this.readSymbol(token.name);
      else this.readWord(token.name, token.value);
    }
    this.flush();
    while (this.groups.length > 0) this.closeGroup();
    const body = this.endStory();
    return {
      blocks: [...unique(this.headers), ...body, ...this.notes, ...unique(this.footers)],
      metadata: {
        title: this.tables.info.title.trim() || null,
        author: this.tables.info.author.trim() || null,
        modified: null,
        language: null,
      },
      trackedChanges: this.trackedChanges,
    };
  }

  private openGroup(): void {
    if (this.groups.length >= MAX_GROUPS) throw failure('unsafe_content');
    this.groups.push(this.state);
    this.skip = 0;
  }

  private closeGroup(): void {
    this.skip = 0;
    this.ignorable = false;
    const { destination } = this.state;
    while (this.endings.at(-1)?.depth === this.groups.length) this.endings.pop()?.end();
    this.state = this.groups.pop() ?? this.state;
    this.tables.endEntry(destination);
  }

  private readSymbol(name: string): void {
    if (name === '*') {
      this.ignorable = true;
      return;
    }
    if (this.skip > 0) {
      this.skip--;
      return;
    }
    if (name === '~') this.write('\u00a0');
    else if (name === '_') this.write('-');
    else if (name === '\\' || name === '{' || name === '}') this.pending.push(name.charCodeAt(0));
    else if (name === '\n' || name === '\r') this.readWord('par', null);
  }

  private readWord(name: string, value: number | null): void {
    const ignorable = this.ignorable;
    this.ignorable = false;
    if (this.state.destination === 'skip' && name !== 'ud') return;
    if (this.openDestination(name, ignorable)) return;
    if (this.skip > 0 && name !== 'u') {
      this.skip--;
      return;
    }
    if (this.tables.readWord(this.state.destination, name, value)) return;
    const character = applyToCharacters(this.state.character, name, value);
    if (character) {
      this.state = { ...this.state, character };
      return;
    }
    const paragraph = applyToParagraph(this.state.paragraph, name, value);
    if (paragraph) {
      this.state = { ...this.state, paragraph };
      return;
    }
    const text = CHARACTERS[name];
    if (text !== undefined) this.write(text);
    else this.readControl(name, value);
  }

  /** True where the word made the group a destination. */
  private openDestination(name: string, ignorable: boolean): boolean {
    const role = STORIES.get(name);
    if (role) {
      if (this.stories.length >= MAX_STORIES) this.setDestination('skip');
      else this.openStory(role);
      return true;
    }
    const destination = DESTINATIONS.get(name);
    if (destination) {
      this.setDestination(destination);
      if (name === 'listtext' || name === 'pntext') this.listMark = '';
      return true;
    }
    if (name === 'field') {
      this.fields.push({ code: '' });
      this.endings.push({ depth: this.groups.length, end: () => this.fields.pop() });
      return true;
    }
    if (!ignorable) return false;
    this.setDestination('skip');
    return true;
  }

  private setDestination(destination: GroupState['destination']): void {
    this.state = { ...this.state, destination };
  }

  private openStory(role: Frame['role'] | 'note'): void {
    this.stories.push({ story: new Story(), role });
    this.state = { ...this.state, destination: 'text', paragraph: PARD, character: PLAIN };
    this.endings.push({
      depth: this.groups.length,
      end: () => {
        const blocks = this.endStory();
        if (!hasText(blocks)) return;
        if (role === 'note') this.notes.push(...blocks);
        else if (role === 'page-header') this.headers.push({ kind: 'frame', role, blocks });
        else if (role === 'page-footer') this.footers.push({ kind: 'frame', role, blocks });
        else this.stories.at(-1)?.story.add({ kind: 'frame', role, blocks });
      },
    });
  }

  private endStory(): Block[] {
    const open = this.stories.at(-1);
    if (!open) return [];
    const blocks = open.story.end(this.paragraphProperties(), this.tableDepth());
    if (this.stories.length > 1) this.stories.pop();
    return blocks;
  }

  private readControl(name: string, value: number | null): void {
    switch (name) {
      case 'par':
      case 'page':
      case 'column':
      case 'sect':
        this.endParagraph();
        break;
      case 'cell':
      case 'nestcell':
        if (this.state.destination === 'text') {
          this.story().endCell(this.paragraphProperties(), name === 'cell' ? 1 : 2);
          this.listMark = '';
        }
        break;
      case 'row':
      case 'nestrow':
        if (this.state.destination === 'text') this.story().endRow(name === 'row' ? 1 : 2);
        break;
      case 'trowd':
        this.rowShaded = false;
        break;
      case 'clcbpat':
      case 'clcfpat':
      case 'clshdng':
        this.rowShaded ||= (value ?? 0) !== 0;
        break;
      case 'shpfblwtxt':
        this.paintedBehind ||= value === 1;
        break;
      case 'ansicpg':
        this.defaultEncoding = encodingOfCodePage(value ?? 1252);
        break;
      case 'mac':
        this.defaultEncoding = 'macroman';
        break;
      case 'pc':
        this.defaultEncoding = 'cp437';
        break;
      case 'pca':
        this.defaultEncoding = 'cp850';
        break;
      case 'deff':
        this.defaultFont = value;
        break;
      case 'uc':
        this.state = { ...this.state, fallback: Math.min(100, Math.max(0, value ?? 1)) };
        break;
      case 'u': {
        const unit = (value ?? 0) & 0xffff;
        const font = this.font();
        this.write(
          font && this.isSymbolFont(font) && unit >= 0xf000 ? symbolText(font.name, unit) : String.fromCharCode(unit),
        );
        this.skip = this.state.fallback;
        break;
      }
      default:
    }
  }

  private flush(): void {
    if (this.pending.length === 0) return;
    const bytes = Uint8Array.from(this.pending);
    this.pending = [];
    if (this.state.destination === 'skip') return;
    const font = this.state.destination === 'text' ? this.font() : null;
    if (font && this.isSymbolFont(font)) {
      this.write([...bytes].map((byte) => symbolText(font.name, byte)).join(''));
      return;
    }
    this.write(this.decode(bytes, font?.encoding ?? this.defaultEncoding));
  }

  private font(): Font | null {
    const id = this.state.character.font ?? this.defaultFont;
    return id === null ? null : (this.tables.fonts.get(id) ?? null);
  }

  private isSymbolFont = (font: Font): boolean => font.symbols || SYMBOL_FONT.test(font.name);

  private write(text: string): void {
    switch (this.state.destination) {
      case 'text':
        if (this.state.character.deleted) this.trackedChanges = true;
        else this.story().write(replacePrivateGlyphs(cleanText(text), this.font()?.name ?? null), this.runStyle());
        break;
      case 'field-code': {
        const field = this.fields.at(-1);
        if (field && field.code.length < 4000) field.code += text;
        break;
      }
      case 'list-mark':
        this.listMark += text.slice(0, 50);
        break;
      default:
        this.tables.readText(this.state.destination, text);
    }
  }

  private endParagraph(): void {
    if (this.state.destination !== 'text') return;
    this.story().endParagraph(this.paragraphProperties(), this.tableDepth());
    this.listMark = '';
  }

  private story = (): Story => this.stories.at(-1)?.story as Story;

  private tableDepth(): number {
    const { inTable, tableDepth } = this.state.paragraph;
    return inTable || tableDepth > 0 ? Math.max(1, tableDepth) : 0;
  }

  private paragraphProperties(): Partial<Paragraph> {
    const { paragraph } = this.state;
    const listed = this.listMark.trim() !== '' || paragraph.list > 0;
    const headingLevel = this.tables.headingLevel(paragraph);
    return {
      headingLevel,
      list:
        listed && headingLevel === null
          ? { level: paragraph.listLevel, ordered: /[\p{L}\p{N}]/u.test(this.listMark.replace(/^\s*o\s*$/, '')) }
          : null,
      indent: listed ? paragraph.left : Math.max(0, paragraph.left + paragraph.firstLine),
      align: paragraph.align,
      bordered: paragraph.bordered,
    };
  }

  private runStyle(): RunStyle {
    const { character, paragraph } = this.state;
    const color = this.tables.colours[character.colour] ?? null;
    const fill = this.tables.colours[character.fill] ?? this.tables.colours[paragraph.fill] ?? null;
    const coversUnknown =
      this.paintedBehind || this.stories.at(-1)?.role === 'textbox' || (this.tableDepth() > 0 && this.rowShaded);
    const backdrop: Backdrop = fill ?? (coversUnknown ? 'unknown' : null);
    const tiny = character.fontSize <= TINY;
    return {
      bold: character.bold,
      italic: character.italic,
      fontSize: character.fontSize,
      color,
      href: this.fields.map((field) => hyperlinkOf(field.code)).findLast((target) => target !== null) ?? null,
      hidden: character.hidden ? 'vanish' : tiny ? 'tiny' : vanishesOn(color, backdrop) ? 'same-colour' : null,
    };
  }
}

function unique(frames: readonly Frame[]): Frame[] {
  const seen = new Set<string>();
  return frames.filter((frame) => {
    const key = textOfBlocks(frame.blocks);
    const known = seen.has(key);
    seen.add(key);
    return !known;
  });
}
