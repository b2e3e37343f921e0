import type { Line } from '@vitamill/domain';

/** Lines that were one before they were wrapped. */
export interface TextParagraph {
  readonly text: string;
  readonly lines: readonly Line[];
  readonly bullet: string | null;
  readonly indent: number;
}

/** Joins two pieces of one text; a hyphen at the break goes where the word goes on in lower case. */
export function joinWrapped(first: string, second: string): string {
  if (/\p{L}[-\u00AD\u2010]$/u.test(first) && /^\p{Ll}/u.test(second)) {
    // "Urlaubs- und" keeps its hyphen
    if (/^(?:und|oder|en|of|och|og|eller|and|or|y|et)\s/u.test(second)) return `${first} ${second}`;
    return first.replace(/[-\u00AD\u2010]$/u, '') + second;
  }
  if (/[-\u2010/]$/.test(first) && !/\s[-\u2010/]$/.test(first)) return first + second;
  return `${first} ${second}`;
}

/** Puts wrapped lines together again. Under a bullet, lines go on until the next bullet or gap. */
export function joinIntoParagraphs(lines: readonly Line[]): TextParagraph[] {
  const paragraphs: { text: string; lines: Line[]; bullet: string | null; indent: number }[] = [];
  for (const line of lines) {
    const last = paragraphs.at(-1);
    const before = last?.lines.at(-1);
    const hangs =
      last?.bullet != null &&
      line.bullet === null &&
      line.gapBefore < 0.3 &&
      before !== undefined &&
      (line.bbox !== null
        ? line.indent >= before.indent - 0.3 && (line.continues || /^[\p{Ll}(\d]/u.test(line.text))
        : false);
    const goesOn =
      last !== undefined &&
      line.bullet === null &&
      (line.continues || hangs || (/[\p{L}][-\u00AD]$/u.test(last.text) && /^\p{Ll}/u.test(line.text)));
    if (goesOn && last) {
      last.text = joinWrapped(last.text, line.text);
      last.lines.push(line);
    } else paragraphs.push({ text: line.text, lines: [line], bullet: line.bullet, indent: line.indent });
  }
  return paragraphs;
}
