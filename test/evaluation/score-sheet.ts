import type { Matcher } from './matchers.js';

/** Right, found but wrong, and missed. */
export interface Counts {
  tp: number;
  fp: number;
  fn: number;
}
export interface FieldScore {
  readonly strict: Counts;
  readonly soft: Counts;
}

/** A value that a record has, and where in it. */
export interface Found<T> {
  readonly value: T;
  /** JSON Pointer, the key of its provenance. */
  readonly pointer: string;
}

/** What became of one value, judged softly. `expected` null: the document has no such value; `found` null: missed. */
export interface Verdict {
  readonly field: string;
  readonly pointer: string | null;
  readonly expected: unknown;
  readonly found: unknown;
  readonly right: boolean;
}

const nothing = (): Counts => ({ tp: 0, fp: 0, fn: 0 });

/** The score of one document: counts a field, and the fate of every single value. */
export class ScoreSheet {
  readonly fields = new Map<string, FieldScore>();
  readonly verdicts: Verdict[] = [];

  /** Compares two lists, one value to one. Extra values of a field that the truth lists in part do not count. */
  compare<T, F>(
    field: string,
    truth: readonly T[],
    found: readonly Found<F>[],
    match: Matcher<T, F>,
    extrasCount = true,
  ): void {
    const score = this.fields.get(field) ?? { strict: nothing(), soft: nothing() };
    this.fields.set(field, score);
    for (const mode of ['strict', 'soft'] as const) {
      const left = [...found];
      const counts = score[mode];
      for (const expected of truth) {
        const at = left.findIndex(({ value }) => match[mode](expected, value));
        const hit = at < 0 ? null : left.splice(at, 1)[0]!;
        counts[hit ? 'tp' : 'fn'] += 1;
        if (mode === 'soft')
          this.verdicts.push({
            field,
            pointer: hit?.pointer ?? null,
            expected,
            found: hit?.value ?? null,
            right: hit !== null,
          });
      }
      if (!extrasCount) continue;
      counts.fp += left.length;
      if (mode === 'soft')
        for (const { value, pointer } of left)
          this.verdicts.push({ field, pointer, expected: null, found: value, right: false });
    }
  }
}

export const f1 = ({ tp, fp, fn }: Counts): number => (tp === 0 ? 0 : (2 * tp) / (2 * tp + fp + fn));

/** The counts of all fields of a document, judged softly. */
export const totalOf = ({ fields }: ScoreSheet): Counts =>
  [...fields.values()].reduce<Counts>(
    (sum, { soft }) => ({ tp: sum.tp + soft.tp, fp: sum.fp + soft.fp, fn: sum.fn + soft.fn }),
    nothing(),
  );
