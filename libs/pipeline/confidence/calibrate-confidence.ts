import { CONFIDENCE_TABLE, type ConfidenceSteps } from './confidence-table.js';

/** `/experience/0/title` -> `/experience/title`: the field that a value belongs to, whichever entry it stands in. */
export const fieldOfPointer = (pointer: string): string => pointer.replace(/\/\d+/g, '');

const stepOf = (steps: ConfidenceSteps, raw: number): number =>
  (steps.find(([upTo]) => raw <= upTo) ?? steps.at(-1)!)[1];

/**
 * What a rule's own confidence is worth: the share of values of that field, rule and confidence that were right in
 * documents with known truth (`npm run calibrate` counts them). A rule that was met too seldom to be counted takes the
 * figures of its field; a field without truth keeps the rule's own.
 */
export function calibrateConfidence(pointer: string, rule: string, raw: number): number {
  const field = CONFIDENCE_TABLE.fields[fieldOfPointer(pointer)];
  return field ? stepOf(field.rules[rule] ?? field.any, raw) : raw;
}
