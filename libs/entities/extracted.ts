import { type Evidence, type Extracted, type Line, unionOfBoxes } from '@vitamill/domain';

/** The lines as evidence, one span a page. */
export function evidenceOf(lines: readonly Line[]): Evidence[] {
  const pages = [...new Set(lines.map((l) => l.page))];
  return pages.map((page) => {
    const here = lines.filter((l) => l.page === page);
    const repairs = here.flatMap((l) => l.ocrRepairs ?? []);
    return {
      ...(repairs.length > 0 ? { repairs } : {}),
      page,
      bbox: unionOfBoxes(here.map((l) => l.bbox)),
      text: here.map((l) => l.text).join(' '),
      lines: here.flatMap((l) => [l.index, ...(l.joined ?? [])]),
    };
  });
}

/** A value with its proof; doubtful OCR lowers the confidence. */
export function extracted<T>(
  value: T,
  raw: string,
  confidence: number,
  rule: string,
  lines: readonly Line[],
): Extracted<T> {
  const ocr = lines.flatMap((l) => l.ocrConfidence ?? []);
  const read = ocr.length > 0 ? Math.min(...ocr) : 1;
  return {
    value,
    raw,
    confidence: Math.round(Math.max(0.05, Math.min(0.99, confidence * (0.5 + 0.5 * read))) * 100) / 100,
    evidence: evidenceOf(lines),
    rule,
  };
}
