import { loadSkills, loadTitles } from '@vitamill/lexicon';
import { createSkillMatcher, createTitleClassifier } from '@vitamill/normalisation';
import { linesOf } from './accuracy.js';

/** What was found of a truth with several values a row, and what was found beside it. */
export interface Agreement {
  readonly kind: string;
  readonly wanted: number;
  readonly found: number;
  readonly right: number;
  readonly misses: readonly string[];
}

const rowsOf = (file: string): string[][] => linesOf(file).map((line) => line.split('\t'));

/** Titles against the minor group (three digits) of ISCO-08; `found` counts the titles that got an answer. */
export function measureTitles(only?: string, file = 'titles.tsv'): Agreement {
  const classifier = createTitleClassifier(loadTitles());
  const rows = rowsOf(file).filter(([language]) => only === undefined || language === only);
  const misses: string[] = [];
  let found = 0;
  let right = 0;
  for (const [language = '', title = '', groups = ''] of rows) {
    const answer = classifier.classify(title, language);
    if (answer) found++;
    if (answer && groups.split('/').includes(answer.code.slice(0, 3))) right++;
    else
      misses.push(`${title} (${language}): ${answer ? `${answer.code} by ${answer.method}` : 'none'}, not ${groups}`);
  }
  return { kind: 'title', wanted: rows.length, found, right, misses };
}

/** Skills named in lines of CVs; a skill that the truth has in brackets counts neither when found nor when missed. */
export function measureSkills(only?: string, file = 'skills.tsv'): Agreement {
  const matcher = createSkillMatcher(loadSkills());
  const misses: string[] = [];
  let wanted = 0;
  let found = 0;
  let right = 0;
  for (const [language = '', where = '', line = '', truth = ''] of rowsOf(file)) {
    if (only !== undefined && language !== only) continue;
    const items = where === 'list' ? line.split(/[,;()]/).filter((item) => item.trim() !== '') : [line];
    const mentions = items.flatMap((item) => matcher.find(item, { language, listed: where === 'list' }));
    const ids = new Set(
      mentions
        .map((m) => m.id)
        .filter((id) => where === 'list' || !['soft', 'language'].includes(matcher.byId(id)!.type)),
    );
    const idsOf = (names: string): Set<string> =>
      new Set(names.split('/').flatMap((name) => matcher.resolve(name, 'en')?.id ?? []));
    const entries = truth === '-' ? [] : truth.split(';').map((entry) => entry.trim());
    const used = new Set<string>();
    const optional = entries.filter((entry) => /^\(.*\)$/.test(entry));
    const required = entries.filter((entry) => !optional.includes(entry));
    const lost: string[] = [];
    for (const entry of required) {
      const hits = [...idsOf(entry)].filter((id) => ids.has(id));
      wanted++;
      if (hits.length > 0) {
        right++;
        found++;
      } else lost.push(entry);
      for (const id of hits) used.add(id);
    }
    for (const entry of optional) for (const id of idsOf(entry.slice(1, -1))) used.add(id);
    const more = [...ids].filter((id) => !used.has(id));
    found += more.length;
    if (lost.length + more.length > 0)
      misses.push(`${line} (${language}): without ${lost.join(', ') || '-'}; with ${more.join(', ') || '-'}`);
  }
  return { kind: 'skill', wanted, found, right, misses };
}

export const precisionOf = ({ right, found }: Agreement): number => (found === 0 ? 0 : right / found);
export const recallOf = ({ right, wanted }: Agreement): number => right / wanted;
export const f1Of = (agreement: Agreement): number => {
  const [p, r] = [precisionOf(agreement), recallOf(agreement)];
  return p + r === 0 ? 0 : (2 * p * r) / (p + r);
};
