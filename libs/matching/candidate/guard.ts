import { splitWords } from '../text/words.js';

/** Runs of so many words of the advert are not found in an honest CV by chance. */
const RUN = 5;

/** All runs of five words of a text. */
function wordRuns(text: string): Set<string> {
  const words = splitWords(text);
  const runs = new Set<string>();
  for (let i = 0; i + RUN <= words.length; i++) runs.add(words.slice(i, i + RUN).join(' '));
  return runs;
}

/** Whether most of a line of eight words or more stands in the advert word for word. */
export function isCopied(text: string, runsOfJob: ReadonlySet<string>): boolean {
  if (text.length < 40) return false;
  const words = splitWords(text);
  if (words.length < 8) return false;
  let shared = 0;
  for (let i = 0; i + RUN <= words.length; i++) if (runsOfJob.has(words.slice(i, i + RUN).join(' '))) shared++;
  return shared >= 0.5 * (words.length - RUN + 1);
}

/** What the advert says, to know its words again. */
export interface JobWords {
  readonly runs: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
}

export const jobWordsOf = (text: string): JobWords => ({ runs: wordRuns(text), words: new Set(splitWords(text)) });

/**
 * Whether a line is a heap of keywords: the same words again and again, or a long run of words that no comma, stop or
 * function word parts, most of all when they are the advert's. Such lines prove nothing. An ordinary list of skills has
 * commas and says each once; a sentence has function words.
 */
export function isKeywordBlock(text: string, functionWords: ReadonlySet<string>, job: JobWords): boolean {
  if (text.length < 80) return false;
  const words = splitWords(text);
  if (words.length < 12) return false;
  const counts = new Map<string, number>();
  for (const word of words)
    if (word.length > 2 && !functionWords.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  const content = [...counts.values()].reduce((sum, n) => sum + n, 0);
  const repeated = (content - counts.size) / Math.max(1, content);
  if ((most >= 4 && repeated >= 0.2) || (most >= 3 && repeated >= 0.3)) return true;
  const known = [...counts.keys()].filter((word) => job.words.has(word)).length / Math.max(1, counts.size);
  const functional = words.filter((word) => functionWords.has(word)).length / words.length;
  const marks = (text.match(/[,;.:|/•·()–—-]\s|\n/g) ?? []).length;
  const unparted = marks <= words.length / 15;
  if (words.length >= 15 && unparted && functional <= 0.28 && (known >= 0.7 || (repeated >= 0.2 && known >= 0.5)))
    return true;
  return words.length >= 18 && marks <= words.length / 18 && functional <= 0.12;
}
