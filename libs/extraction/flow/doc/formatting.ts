/** Where a run of bytes of the file's text stands among the characters of the document. */
export interface Piece {
  readonly startCp: number;
  readonly startFilePos: number;
  readonly endFilePos: number;
  readonly bpc: number;
  readonly length: number;
  readonly text: string;
}

export interface CharacterFormat {
  bold?: boolean;
  italic?: boolean;
  hidden?: boolean;
  deleted?: boolean;
  /** Points. */
  fontSize?: number;
  color?: string | null;
}

export interface ParagraphFormat {
  /** Index into the style sheet: 1 to 9 are the built-in headings. */
  style?: number;
  outline?: number;
  inTable?: boolean;
  rowEnd?: boolean;
  list?: number;
  listLevel?: number;
  left?: number;
  align?: number;
  bordered?: boolean;
}

const PAGE = 512;
/** The sixteen colours of Word 97. */
const COLOURS = [
  null,
  '#000000',
  '#0000ff',
  '#00ffff',
  '#00ff00',
  '#ff00ff',
  '#ff0000',
  '#ffff00',
  '#ffffff',
  '#000080',
  '#008080',
  '#008000',
  '#800080',
  '#800000',
  '#808000',
  '#808080',
  '#c0c0c0',
];

type Apply<T> = (format: T, sprm: number, value: number) => void;

const applyCharacter: Apply<CharacterFormat> = (format, sprm, value) => {
  // 0x80 and 0x81 mean "as the style" and "not as the style"; styles are rarely bold where a run says so.
  const on = value === 1 || value === 0x81;
  if (sprm === 0x0835) format.bold = on;
  else if (sprm === 0x0836) format.italic = on;
  else if (sprm === 0x083c) format.hidden = on;
  else if (sprm === 0x0800) format.deleted = on;
  else if (sprm === 0x4a43) format.fontSize = value / 2;
  else if (sprm === 0x2a42) format.color = COLOURS[value] ?? null;
  else if (sprm === 0x6870) {
    const hex = [value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff].map((part) =>
      part.toString(16).padStart(2, '0'),
    );
    // The fourth byte marks the automatic colour.
    format.color = value >>> 24 === 0xff ? null : `#${hex.join('')}`;
  }
};

const applyParagraph: Apply<ParagraphFormat> = (format, sprm, value) => {
  if (sprm === 0x2416) format.inTable = value === 1;
  else if (sprm === 0x2417) format.rowEnd = value === 1;
  else if (sprm === 0x2640) format.outline = value;
  else if (sprm === 0x460b) format.list = value;
  else if (sprm === 0x260a) format.listLevel = value;
  else if (sprm === 0x840f || sprm === 0x845e) format.left = (value << 16) >> 16;
  else if (sprm === 0x2403 || sprm === 0x2461) format.align = value;
  else if ((sprm === 0x6424 || sprm === 0x6426) && value !== 0 && value !== -1) format.bordered = true;
};

/** Formats of every character position; `at(cp)` is empty where nothing is said. */
export class FormatTable<T extends object> {
  private readonly index: Uint32Array;
  private readonly formats: T[] = [{} as T];

  constructor(characters: number) {
    this.index = new Uint32Array(characters);
  }

  at(position: number): T {
    return this.formats[this.index[position] ?? 0] ?? ({} as T);
  }

  /** Gives the format to the characters whose bytes stand from `from` to `to` in the file. */
  add(format: T, from: number, to: number, pieces: readonly Piece[]): void {
    const id = this.formats.push(format) - 1;
    for (const piece of pieces) {
      if (piece.startFilePos >= to || piece.endFilePos <= from) continue;
      const first = piece.startCp + Math.max(0, Math.floor((from - piece.startFilePos) / piece.bpc));
      const last = piece.startCp + Math.min(piece.length, Math.ceil((to - piece.startFilePos) / piece.bpc));
      this.index.fill(id, first, last);
    }
  }
}

/** Pages of formats are 512 bytes in the main stream; a list in the table stream names them. */
export function readFormats<T extends object>(
  kind: 'character' | 'paragraph',
  main: Buffer,
  table: Buffer,
  pieces: readonly Piece[],
  characters: number,
): FormatTable<T> {
  const formats = new FormatTable<T>(characters);
  const field = kind === 'character' ? 0x00fa : 0x0102;
  const start = main.readUInt32LE(field);
  const size = main.readUInt32LE(field + 4);
  const list = table.subarray(start, start + size);
  const count = Math.floor((list.length - 4) / 8);
  for (let i = 0; i < count; i++) {
    const page = main.subarray(list.readUInt32LE((count + 1) * 4 + i * 4) * PAGE).subarray(0, PAGE);
    if (page.length < PAGE) continue;
    const runs = page[PAGE - 1] as number;
    for (let run = 0; run < runs && (run + 2) * 4 <= PAGE; run++) {
      const format = kind === 'character' ? characterFormat(page, runs, run) : paragraphFormat(page, runs, run);
      if (format) formats.add(format as T, page.readUInt32LE(run * 4), page.readUInt32LE(run * 4 + 4), pieces);
    }
  }
  return formats;
}

function characterFormat(page: Buffer, runs: number, run: number): CharacterFormat | null {
  const at = (page[(runs + 1) * 4 + run] ?? 0) * 2;
  if (at === 0) return null;
  const format: CharacterFormat = {};
  applyAll(page.subarray(at + 1, at + 1 + (page[at] ?? 0)), format, applyCharacter);
  return format;
}

function paragraphFormat(page: Buffer, runs: number, run: number): ParagraphFormat | null {
  const at = (page[(runs + 1) * 4 + run * 13] ?? 0) * 2;
  if (at === 0) return null;
  const half = page[at] as number;
  const content =
    half === 0 ? page.subarray(at + 2, at + 2 + 2 * (page[at + 1] ?? 0)) : page.subarray(at + 1, at + 2 * half);
  if (content.length < 2) return null;
  const format: ParagraphFormat = { style: content.readUInt16LE(0) };
  applyAll(content.subarray(2), format, applyParagraph);
  return format;
}

function applyAll<T>(list: Buffer, format: T, apply: Apply<T>): void {
  let at = 0;
  while (at + 3 <= list.length) {
    const sprm = list.readUInt16LE(at);
    at += 2;
    const kind = sprm >> 13;
    // Kind 6 carries its length; the definition of a table does so in two bytes.
    const size =
      kind === 6
        ? sprm === 0xd608
          ? (at + 2 <= list.length ? list.readUInt16LE(at) : 0) + 1
          : (list[at] as number) + 1
        : ([1, 1, 2, 4, 2, 2, 0, 3][kind] as number);
    if (kind !== 6 && at + size <= list.length) {
      const value = size === 4 ? list.readInt32LE(at) : list.readUIntLE(at, size);
      apply(format, sprm, value);
    }
    at += size;
  }
}
