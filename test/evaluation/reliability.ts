import type { ReadDocument } from './score-corpus.js';

/** A value that was read, how sure the parser was of it, and whether it was right. */
export interface Judged {
  /** `/experience/title` */
  readonly field: string;
  readonly rule: string;
  readonly confidence: number;
  readonly right: boolean;
}

/** Every value of the documents that the truth can judge. A value judged several times (a range of dates) is right when all of it is. */
export function judgeValues(documents: readonly ReadDocument[]): Judged[] {
  return documents.flatMap(({ parsed, sheet }) => {
    if (!parsed) return [];
    const right = new Map<string, boolean>();
    for (const verdict of sheet.verdicts)
      if (verdict.pointer && !verdict.field.startsWith('normalized.'))
        right.set(verdict.pointer, (right.get(verdict.pointer) ?? true) && verdict.right);
    return [...right].flatMap(([pointer, isRight]) => {
      const entry = parsed.provenance[pointer];
      return entry
        ? [{ field: pointer.replace(/\/\d+/g, ''), rule: entry.rule, confidence: entry.confidence, right: isRight }]
        : [];
    });
  });
}

const share = (values: readonly Judged[]): number => values.filter(({ right }) => right).length / values.length;
const meanConfidence = (values: readonly Judged[]): number =>
  values.reduce((sum, { confidence }) => sum + confidence, 0) / values.length;

/** Borders of the bins; most values are sure, so the bins are narrow at the top. */
const BINS = [0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1];
const binOf = (confidence: number): number => BINS.findIndex((border) => confidence <= border);

/** Mean distance between what was claimed and what was true, over bins, weighed by how many values are in them. */
export function expectedCalibrationError(values: readonly Judged[]): number {
  if (values.length === 0) return 0;
  return BINS.reduce((sum, _, bin) => {
    const inside = values.filter(({ confidence }) => binOf(confidence) === bin);
    return inside.length === 0
      ? sum
      : sum + (inside.length / values.length) * Math.abs(share(inside) - meanConfidence(inside));
  }, 0);
}

const percent = (value: number): string => (100 * value).toFixed(1);

export function reliabilityTable(values: readonly Judged[]): string {
  const labels = BINS.map((border, i) => `${i === 0 ? '0' : BINS[i - 1]}-${border}`);
  const head = [
    'field                     values  right  claimed    ECE',
    ...labels.map((label) => label.padStart(14)),
  ].join(' ');
  const row = (name: string, members: readonly Judged[]): string => {
    const cells = BINS.map((_, bin) => {
      const inside = members.filter(({ confidence }) => binOf(confidence) === bin);
      return (inside.length === 0 ? '-' : `${percent(share(inside))} (${inside.length})`).padStart(14);
    });
    return `${name.padEnd(24)} ${String(members.length).padStart(7)} ${percent(share(members)).padStart(6)} ${percent(meanConfidence(members)).padStart(8)} ${percent(expectedCalibrationError(members)).padStart(6)} ${cells.join(' ')}`;
  };
  const fields = [...new Set(values.map(({ field }) => field))].sort();
  return [
    head,
    ...fields.map((field) =>
      row(
        field,
        values.filter((v) => v.field === field),
      ),
    ),
    row('all', values),
  ].join('\n');
}
