import WordOleExtractor from 'word-extractor/lib/word-ole-extractor.js';
import { failure } from '../failure.js';
import type { CompoundContainer } from './compound-container.js';
import { type CharacterFormat, FormatTable, type ParagraphFormat, readFormats } from './formatting.js';

/** A range of character positions that is one text: the body, a header, the text boxes. */
export interface Story {
  readonly kind: 'body' | 'notes' | 'page-header' | 'page-footer' | 'textbox';
  readonly start: number;
  readonly end: number;
}

export interface WordText {
  readonly text: string;
  readonly stories: readonly Story[];
  readonly characters: FormatTable<CharacterFormat>;
  readonly paragraphs: FormatTable<ParagraphFormat>;
}

const ENCRYPTED = 0x0100;
const WHICH_TABLE = 0x0200;

/**
 * The text of a Word 97 file with its own marks. word-extractor puts the pieces together; its text without cell marks
 * and formats would leave no tables and no headings, and its reader of deletions drops letter-spaced words as well.
 */
export async function readWordText(container: CompoundContainer): Promise<WordText> {
  const main = container.stream('WordDocument');
  if (main.length < 0x1aa || main.readUInt16LE(0) !== 0xa5ec) throw failure('damaged');
  const flags = main.readUInt16LE(0x0a);
  if (flags & ENCRYPTED) throw failure('encrypted');
  if (!container.has(flags & WHICH_TABLE ? '1Table' : '0Table')) throw failure('damaged');
  return new StoryExtractor().read(container, main);
}

class StoryExtractor extends WordOleExtractor {
  private characters = new FormatTable<CharacterFormat>(0);
  private paragraphs = new FormatTable<ParagraphFormat>(0);
  private readonly bands: Story[] = [];

  async read(container: CompoundContainer, main: Buffer): Promise<WordText> {
    return (await this.extractWordDocument(container, main)) as WordText;
  }

  protected override async documentStream(document: CompoundContainer, name: string): Promise<Buffer> {
    return document.stream(name);
  }

  protected override async streamBuffer(stream: Buffer): Promise<Buffer> {
    return stream;
  }

  protected override writeBookmarks(): void {
    // Bookmarks carry no text.
  }

  protected override writePieces(main: Buffer, table: Buffer): void {
    refuseOverlongPieces(main, table);
    super.writePieces(main, table);
    // The package writes "undefined" for bytes it has no letter for, which moves all that follows.
    const western = new TextDecoder('windows-1252');
    let startCp = 0;
    for (const piece of this._pieces) {
      if (piece.bpc === 1) piece.text = western.decode(main.subarray(piece.startFilePos, piece.endFilePos));
      piece.startCp = startCp;
      piece.length = piece.text.length;
      startCp += piece.length;
    }
  }

  protected override writeCharacterProperties(main: Buffer, table: Buffer): void {
    this.characters = readFormats('character', main, table, this._pieces, this.length);
  }

  protected override writeParagraphProperties(main: Buffer, table: Buffer): void {
    this.paragraphs = readFormats('paragraph', main, table, this._pieces, this.length);
  }

  /** Six stories of notes' separators come first, then six a section: even and odd headers, footers, first ones. */
  protected override normalizeHeaders(main: Buffer, table: Buffer): void {
    const at = main.readUInt32LE(0x00f2);
    const list = table.subarray(at, at + main.readUInt32LE(0x00f6));
    const first = this._boundaries.ccpText + this._boundaries.ccpFtn;
    const limit = first + this._boundaries.ccpHdd;
    for (let story = 6; (story + 2) * 4 <= list.length; story++) {
      const kind = [0, 1, 4].includes(story % 6) ? 'page-header' : 'page-footer';
      const start = first + list.readUInt32LE(story * 4);
      const end = Math.min(limit, first + list.readUInt32LE(story * 4 + 4));
      if (start < end) this.bands.push({ kind, start, end });
    }
  }

  protected override buildDocument(): WordText {
    const { ccpText, ccpFtn, ccpHdd, ccpAtn, ccpEdn, ccpTxbx, ccpHdrTxbx } = this._boundaries;
    const notes = ccpText + ccpFtn + ccpHdd + ccpAtn;
    const boxes = notes + ccpEdn;
    const all: Story[] = [
      ...this.bands.filter((band) => band.kind === 'page-header'),
      { kind: 'body', start: 0, end: ccpText },
      { kind: 'textbox', start: boxes, end: boxes + ccpTxbx },
      { kind: 'textbox', start: boxes + ccpTxbx, end: boxes + ccpTxbx + ccpHdrTxbx },
      { kind: 'notes', start: ccpText, end: ccpText + ccpFtn },
      { kind: 'notes', start: notes, end: notes + ccpEdn },
      ...this.bands.filter((band) => band.kind === 'page-footer'),
    ];
    const text = this._pieces.map((piece) => piece.text).join('');
    return {
      text,
      stories: all.filter((story) => story.start < story.end),
      characters: this.characters,
      paragraphs: this.paragraphs,
    };
  }

  private get length(): number {
    return this._pieces.reduce((sum, piece) => sum + piece.length, 0);
  }
}

/** Positions of pieces must rise, so that all of them together are no longer than the file. */
function refuseOverlongPieces(main: Buffer, table: Buffer): void {
  let at = main.readUInt32LE(0x01a2);
  while (table.readUInt8(at) === 1) at += 3 + table.readUInt16LE(at + 1);
  const count = (table.readUInt32LE(at + 1) - 4) / 12;
  let last = 0;
  for (let i = 0; i <= count; i++) {
    const position = table.readUInt32LE(at + 5 + i * 4);
    if (position < last || position > main.length) throw failure('damaged');
    last = position;
  }
}
