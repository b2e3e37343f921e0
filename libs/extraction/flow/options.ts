import type { FlowDocument, ParseLimits } from '@vitamill/domain';

export interface FlowOptions {
  /** A hint only; the content decides. */
  readonly filename: string | null;
  readonly limits: ParseLimits;
}

export type FlowReader = (bytes: Uint8Array, options: FlowOptions) => Promise<FlowDocument>;

export const NO_METADATA: FlowDocument['metadata'] = { title: null, author: null, modified: null, language: null };

/** Blocks nested deeper than this (tables in tables, lists in lists) are read flat. */
export const MAX_BLOCK_DEPTH = 40;
