import type { Extracted, Line } from '@vitamill/domain';
import { extracted } from './extracted.js';
import { joinIntoParagraphs } from './paragraphs.js';

/** What stands below the head of an entry: bullets become highlights, the rest the description. */
export function readBody(
  lines: readonly Line[],
  rule: string,
): { description: Extracted<string> | null; highlights: Extracted<string>[] } {
  const paragraphs = joinIntoParagraphs(lines).filter((p) => p.text.trim());
  const bullets = paragraphs.filter((p) => p.bullet !== null);
  const prose = paragraphs.filter((p) => p.bullet === null);
  const text = prose.map((p) => p.text).join('\n');
  return {
    description: text
      ? extracted(
          text,
          text,
          0.85,
          `${rule}.description`,
          prose.flatMap((p) => p.lines),
        )
      : null,
    highlights: bullets.map((p) => extracted(p.text, p.text, 0.9, `${rule}.highlight`, p.lines)),
  };
}
