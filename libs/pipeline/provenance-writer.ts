import type { Extracted, LaidOutDocument, ProvenanceEntry } from '@vitamill/domain';

/** Collects where each value of the record stands, and which lines are accounted for. */
export class ProvenanceWriter {
  readonly entries: Record<string, ProvenanceEntry> = {};
  readonly accounted = new Set<number>();

  /** `calibrate` turns a rule's own confidence into the probability of being right. */
  constructor(
    private readonly sizes: LaidOutDocument['pageSizes'],
    private readonly calibrate: (pointer: string, rule: string, confidence: number) => number,
  ) {}

  /** Notes the proof of the value at a JSON Pointer and gives the value back. */
  note<T>(pointer: string, value: Extracted<T> | null): T | null {
    if (!value) return null;
    for (const { lines } of value.evidence) for (const line of lines) this.accounted.add(line);
    // A line has words of several values: the mended ones that this value shows.
    const shown = `${value.raw} ${typeof value.value === 'string' ? value.value : ''}`;
    const repairs = value.evidence.flatMap((e) => e.repairs ?? []).filter(({ as }) => shown.includes(as));
    this.entries[pointer] = {
      ...(repairs.length > 0 ? { repairs } : {}),
      confidence: this.calibrate(pointer, value.rule, value.confidence),
      rule: value.rule,
      spans: value.evidence.map(({ page, bbox, text }) => {
        const size = this.sizes[page - 1];
        const share = (n: number, of: number): number => Math.round(Math.max(0, Math.min(1, n / of)) * 10_000) / 10_000;
        return {
          page,
          bbox:
            bbox && size
              ? [
                  share(bbox[0], size.width),
                  share(bbox[1], size.height),
                  share(bbox[2], size.width),
                  share(bbox[3], size.height),
                ]
              : null,
          text,
        };
      }),
    };
    return value.value;
  }

  /** Notes the proof of a value that was normalised from a printed one; an unknown value has none. */
  noteDerived(pointer: string, value: unknown, printed: Extracted<unknown>, rule: string, confidence: number): void {
    if (value !== null && value !== undefined) this.note(pointer, { ...printed, rule, confidence });
  }
}
