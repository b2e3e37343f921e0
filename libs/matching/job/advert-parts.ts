import { HEADINGS_OF_EMPLOYER } from './headings-of-employer.js';
import { HEADINGS_OF_WORK } from './headings-of-work.js';

/** Parts of an advert. `about` and `offer` are never read for requirements. */
export type JobPart = 'tasks' | 'must' | 'nice' | 'offer' | 'about' | 'process';

/** A phrase that stands under two parts opens the first of them. */
const HEADINGS: Readonly<Record<JobPart, readonly string[]>> = { ...HEADINGS_OF_WORK, ...HEADINGS_OF_EMPLOYER };

const partByHeading = new Map<string, JobPart>();
const normal = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
for (const [part, phrases] of Object.entries(HEADINGS) as [JobPart, readonly string[]][])
  for (const phrase of phrases) if (!partByHeading.has(normal(phrase))) partByHeading.set(normal(phrase), part);

/** The part that a heading opens; null where the text is no heading of an advert. */
export function partOfHeading(text: string): JobPart | null {
  const key = normal(text.replace(/\([^)]*\)/g, ' '));
  if (!key || key.length > 60) return null;
  const exact = partByHeading.get(key);
  if (exact) return exact;
  // "Das bringen Sie mit – Ihr Profil", "Requirements for the role", "Ihre Aufgaben bei uns".
  const words = key.split(' ');
  if (words.length > 7) return null;
  for (let length = Math.min(5, words.length - 1); length >= 2; length--) {
    const head = partByHeading.get(words.slice(0, length).join(' '));
    if (head) return head;
  }
  return null;
}
