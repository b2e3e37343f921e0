import { type Counts, type FieldScore, f1, type ScoreSheet } from './score-sheet.js';

/** A document with its score and what it is sliced by. */
export interface ScoredDocument {
  readonly document: string;
  readonly traits: readonly string[];
  readonly sheet: ScoreSheet;
  readonly error: string | null;
}

const plus = (a: Counts, b: Counts): Counts => ({ tp: a.tp + b.tp, fp: a.fp + b.fp, fn: a.fn + b.fn });
const NOTHING: Counts = { tp: 0, fp: 0, fn: 0 };

/** The counts of all documents by field, fields in the order in which they first appear. */
export function sumFields(documents: readonly ScoredDocument[]): Map<string, FieldScore & { docs: number }> {
  const sums = new Map<string, FieldScore & { docs: number }>();
  for (const { sheet } of documents)
    for (const [field, score] of sheet.fields) {
      const sum = sums.get(field) ?? { strict: NOTHING, soft: NOTHING, docs: 0 };
      sums.set(field, { strict: plus(sum.strict, score.strict), soft: plus(sum.soft, score.soft), docs: sum.docs + 1 });
    }
  return sums;
}

export interface Macro {
  readonly soft: number;
  readonly strict: number;
  /** Mean over the normalised values, null where the truth has none. */
  readonly normalised: number | null;
  readonly documents: number;
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / Math.max(values.length, 1);

/** The plain mean of the F1 of all fields that the truth has values for. */
export function macroOf(documents: readonly ScoredDocument[]): Macro {
  const fields = [...sumFields(documents)].filter(([, { soft }]) => soft.tp + soft.fn > 0);
  const read = fields.filter(([field]) => !field.startsWith('normalized.'));
  const normalised = fields.filter(([field]) => field.startsWith('normalized.'));
  return {
    soft: mean(read.map(([, { soft }]) => f1(soft))),
    strict: mean(read.map(([, { strict }]) => f1(strict))),
    normalised: normalised.length > 0 ? mean(normalised.map(([, { soft }]) => f1(soft))) : null,
    documents: documents.length,
  };
}

const percent = (part: number, whole = 1): string =>
  (whole === 0 ? '-' : ((100 * part) / whole).toFixed(1)).padStart(6);

export function fieldTable(documents: readonly ScoredDocument[]): string {
  const lines = ['field                      docs support  precision  recall  F1 soft  F1 strict'];
  for (const [field, { strict, soft, docs }] of sumFields(documents))
    lines.push(
      `${field.padEnd(25)} ${String(docs).padStart(5)} ${String(soft.tp + soft.fn).padStart(7)}     ${percent(soft.tp, soft.tp + soft.fp)}  ${percent(soft.tp, soft.tp + soft.fn)}   ${percent(f1(soft))}     ${percent(f1(strict))}`,
    );
  const macro = macroOf(documents);
  const normalised = macro.normalised === null ? '' : `, normalised values ${percent(macro.normalised).trim()}`;
  lines.push(
    `documents ${macro.documents}, macro F1 soft ${percent(macro.soft).trim()}, strict ${percent(macro.strict).trim()}${normalised}`,
  );
  return lines.join('\n');
}

/** The fields of a slice that pull it down, worst first. */
function weakest(documents: readonly ScoredDocument[], count: number): string {
  return [...sumFields(documents)]
    .filter(([field, { soft }]) => soft.tp + soft.fn > 0 && !field.startsWith('normalized.'))
    .map(([field, { soft }]) => ({ field, score: f1(soft) }))
    .sort((a, b) => a.score - b.score)
    .slice(0, count)
    .filter(({ score }) => score < 0.9)
    .map(({ field, score }) => `${field} ${(100 * score).toFixed(0)}`)
    .join(', ');
}

/** One line a slice, worst first. `keyOf` gives the slices that a document belongs to. */
export function sliceTable(
  title: string,
  documents: readonly ScoredDocument[],
  keyOf: (document: ScoredDocument) => readonly string[],
): string {
  const slices = new Map<string, ScoredDocument[]>();
  for (const document of documents)
    for (const key of keyOf(document)) slices.set(key, [...(slices.get(key) ?? []), document]);
  const rows = [...slices]
    .map(([key, members]) => ({ key, members, macro: macroOf(members) }))
    .sort((a, b) => a.macro.soft - b.macro.soft || a.key.localeCompare(b.key));
  const lines = rows.map(
    ({ key, members, macro }) =>
      `${key.padEnd(26)} ${String(macro.documents).padStart(4)}  ${percent(macro.soft)} ${percent(macro.strict)}   ${weakest(members, 4)}`,
  );
  return [`${title.padEnd(26)} docs    soft strict   weakest fields`, ...lines].join('\n');
}
