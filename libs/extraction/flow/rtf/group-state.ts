import type { Paragraph } from '@vitamill/domain';

/** What the text of a group goes into. */
export type Destination =
  | 'text'
  | 'skip'
  | 'fonts'
  | 'colours'
  | 'styles'
  | 'info'
  | 'title'
  | 'author'
  | 'field-code'
  | 'list-mark';

export interface CharacterState {
  readonly bold: boolean;
  readonly italic: boolean;
  readonly hidden: boolean;
  readonly deleted: boolean;
  /** Points. */
  readonly fontSize: number;
  readonly colour: number;
  readonly fill: number;
  readonly font: number | null;
}

export interface ParagraphState {
  readonly style: number;
  readonly outline: number;
  readonly left: number;
  readonly firstLine: number;
  readonly align: Paragraph['align'];
  readonly bordered: boolean;
  readonly fill: number;
  readonly list: number;
  readonly listLevel: number;
  readonly inTable: boolean;
  readonly tableDepth: number;
}

export interface GroupState {
  readonly destination: Destination;
  readonly character: CharacterState;
  readonly paragraph: ParagraphState;
  /** Characters that stand in for one \u. */
  readonly fallback: number;
}

/** RTF counts sizes in half points; 12 points unless a size is given. */
export const PLAIN: CharacterState = {
  bold: false,
  italic: false,
  hidden: false,
  deleted: false,
  fontSize: 12,
  colour: 0,
  fill: 0,
  font: null,
};

export const PARD: ParagraphState = {
  style: 0,
  outline: 9,
  left: 0,
  firstLine: 0,
  align: null,
  bordered: false,
  fill: 0,
  list: 0,
  listLevel: 0,
  inTable: false,
  tableDepth: 0,
};

/** The character state after a control word; null where the word is none of its. */
export function applyToCharacters(state: CharacterState, name: string, value: number | null): CharacterState | null {
  const on = value !== 0;
  switch (name) {
    case 'plain':
      return { ...PLAIN };
    case 'b':
      return { ...state, bold: on };
    case 'i':
      return { ...state, italic: on };
    case 'v':
      return { ...state, hidden: on };
    case 'deleted':
      return { ...state, deleted: on };
    case 'fs':
      return { ...state, fontSize: (value ?? 24) / 2 };
    case 'cf':
      return { ...state, colour: value ?? 0 };
    case 'cb':
    case 'chcbpat':
    case 'highlight':
      return { ...state, fill: value ?? 0 };
    case 'f':
      return { ...state, font: value ?? 0 };
    default:
      return null;
  }
}

const ALIGN: Readonly<Record<string, Paragraph['align']>> = {
  ql: 'left',
  qc: 'center',
  qr: 'right',
  qj: 'justify',
};

/** The paragraph state after a control word; null where the word is none of its. */
export function applyToParagraph(state: ParagraphState, name: string, value: number | null): ParagraphState | null {
  switch (name) {
    case 'pard':
      return { ...PARD };
    case 's':
      return { ...state, style: value ?? 0 };
    case 'outlinelevel':
      return { ...state, outline: value ?? 9 };
    case 'li':
    case 'lin':
      return { ...state, left: Math.max(0, (value ?? 0) / 20) };
    case 'fi':
      return { ...state, firstLine: (value ?? 0) / 20 };
    case 'ql':
    case 'qc':
    case 'qr':
    case 'qj':
      return { ...state, align: ALIGN[name] ?? null };
    case 'brdrb':
    case 'brdrt':
    case 'box':
      return { ...state, bordered: true };
    case 'brdrnone':
    case 'brdrnil':
      return { ...state, bordered: state.fill > 0 };
    case 'cbpat':
      return { ...state, fill: value ?? 0, bordered: state.bordered || (value ?? 0) > 0 };
    case 'ls':
      return { ...state, list: value ?? 0 };
    case 'ilvl':
      return { ...state, listLevel: Math.min(8, Math.max(0, value ?? 0)) };
    case 'intbl':
      return { ...state, inTable: true };
    case 'itap':
      return { ...state, tableDepth: Math.max(0, value ?? 0) };
    default:
      return null;
  }
}
