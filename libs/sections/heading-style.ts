import { isUpperCase, joinSpacedLetters, type Line } from '@vitamill/domain';

/** What a heading looks like in this document: lines of one signature look alike. */
export function signatureOf(line: Line): string {
  const first = line.segments[0] ?? line;
  const { fontSize, bold, italic, color } = first.style;
  return [
    Math.round(fontSize * 2) / 2,
    bold ? 'b' : '',
    italic ? 'i' : '',
    color ?? '',
    isUpperCase(first.text) ? 'c' : '',
    line.headingLevel ?? '',
  ].join('|');
}

/** How much a line stands out as headings do: weight, size, capitals, rules, space above, spaced letters. */
export function prominenceOf(line: Line, bodyFontSize: number): number {
  const first = line.segments[0] ?? line;
  const { style, text } = first;
  let points = 0;
  if (line.headingLevel !== null) points += 1.5;
  if (style.bold) points += 0.8;
  if (style.fontSize >= bodyFontSize * 1.08) points += Math.min(1.5, (style.fontSize / bodyFontSize - 1) * 5);
  if (style.fontSize < bodyFontSize * 0.9) points -= 0.3;
  if (isUpperCase(text) && text.length > 3) points += 0.8;
  if (line.ruled) points += 0.8;
  if (line.gapBefore >= 0.3) points += 0.5;
  if (/:\s*$/.test(text)) points += 0.3;
  if (joinSpacedLetters(text) !== text) points += 0.8;
  if (line.bullet) points -= 1;
  if (line.continues) points -= 1;
  if (text.split(/\s+/).length > 6) points -= 0.8;
  if (/[.;,]$/.test(text)) points -= 0.8;
  return points;
}
