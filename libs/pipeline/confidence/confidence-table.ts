// Written by `npm run calibrate`: do not edit.

/** Up to which own confidence of a rule -> how likely the value is right; ascending in both. */
export type ConfidenceSteps = readonly (readonly [number, number])[];

export const CONFIDENCE_TABLE: {
  readonly documents: number;
  readonly fields: Readonly<
    Record<string, { readonly any: ConfidenceSteps; readonly rules: Readonly<Record<string, ConfidenceSteps>> }>
  >;
} = { documents: 0, fields: {} };
