const GLYPH =
  /^\s*([\u2022\u2023\u2043\u2219\u25A0-\u25FF\u2605\u2606\u27A2\u27A4\u2192\u2756\u2713\u2714\u00B7\u00A7\u00BB\u203A\u2190-\u21FF\u2700-\u27BF\uE000-\uF8FF]|[-+\u2013\u2014*](?=\s)|\u00AB\+(?=\s)|o(?=\s{1,4}\p{L}))\s*/u;
// "1. august 2021" is a date
const NUMBER = /^\s*(\[?\(?\d{1,2}[.)\]]\)?)\s+(?!\p{Ll}|\p{L}+\.?\s+\d{4})(?=\p{L}|["\u201C\u00AB])/u;

/** Takes the mark of a list entry off the text. A single dash needs a blank behind it, a number a dot or bracket. */
export function takeOffBullet(text: string): { readonly bullet: string | null; readonly text: string } {
  if (/^\s*[-\u2013\u2014*]\s*$/.test(text)) return { bullet: text.trim(), text: '' };
  let rest = text;
  let bullet: string | null = null;
  for (let match = GLYPH.exec(rest); match; match = GLYPH.exec(rest)) {
    bullet ??= match[1]!;
    rest = rest.slice(match[0].length);
    if (!rest) break;
  }
  if (bullet) return { bullet, text: rest.trim() };
  const number = NUMBER.exec(text);
  return number
    ? { bullet: number[1]!, text: text.slice(number[0].length).trim() }
    : { bullet: null, text: text.trim() };
}
