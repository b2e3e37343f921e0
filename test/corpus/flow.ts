/** A document as word processors know it: paragraphs and tables, without a place on a page. */
export interface FlowRun {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  /** Hex, without #. */
  readonly colour?: string;
  /** Points. */
  readonly size?: number;
  readonly link?: string;
  /** A tracked change. */
  readonly change?: 'inserted' | 'deleted';
}

export interface FlowParagraph {
  readonly kind: 'paragraph';
  /** A tab stands in a text as \t. */
  readonly runs: readonly FlowRun[];
  readonly style?: 'title' | 'heading' | 'subheading' | 'bullet';
  readonly align?: 'left' | 'center' | 'right';
  /** Where a tab goes to: the right margin, or points from the left. */
  readonly tab?: 'right' | number;
  readonly shade?: string;
  readonly rule?: boolean;
}

export interface FlowTable {
  readonly kind: 'table';
  /** Points. */
  readonly widths: readonly number[];
  readonly borders: boolean;
  readonly rows: readonly (readonly {
    readonly blocks: readonly FlowBlock[];
    readonly shade?: string;
    readonly span?: number;
  }[])[];
}

/** A text box at the side, apart from the flow. */
export interface FlowBox {
  readonly kind: 'box';
  readonly blocks: readonly FlowBlock[];
}

/** Paragraphs that are set in columns. */
export interface FlowColumns {
  readonly kind: 'columns';
  readonly count: number;
  readonly blocks: readonly FlowParagraph[];
}

export type FlowBlock = FlowParagraph | FlowTable | FlowBox | FlowColumns;

export interface FlowDocument {
  readonly language: string;
  readonly font: string;
  readonly blocks: readonly FlowBlock[];
  readonly header: readonly FlowParagraph[];
  readonly footer: readonly FlowParagraph[];
}

export const run = (text: string, style: Omit<FlowRun, 'text'> = {}): FlowRun => ({ text, ...style });
export const paragraph = (
  runs: string | readonly FlowRun[],
  rest: Omit<FlowParagraph, 'kind' | 'runs'> = {},
): FlowParagraph => ({
  kind: 'paragraph',
  runs: typeof runs === 'string' ? [run(runs)] : runs,
  ...rest,
});
