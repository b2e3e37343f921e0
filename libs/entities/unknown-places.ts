import { type Extracted, wordsOf } from '@vitamill/domain';
import type { EntityContext } from './context.js';
import { degreeScore, institutionScore, organisationScore, titleScore } from './scores.js';

interface Placed {
  readonly name: Extracted<string> | null;
  readonly location: Extracted<string> | null;
}

const lineOf = (value: Extracted<string> | null): number | undefined => value?.evidence[0]?.lines[0];

/** "Name, Town": the place stands behind the name's comma, on its line. */
const isBehindComma = ({ name, location }: Placed): boolean =>
  name !== null &&
  location !== null &&
  lineOf(name) === lineOf(location) &&
  name.evidence.some((e) => e.text.includes(`${name.value}, ${location.value}`));

/** Whether the text could be a town nobody knows: few words, written like a name, nothing that says otherwise. */
function couldBePlace(text: string, context: EntityContext): boolean {
  const words = wordsOf(text);
  return (
    /^\p{Lu}[\p{L}'\u2019. -]+$/u.test(text) &&
    words.length <= 3 &&
    !words.some((word) => context.vocabulary.functionWords.has(word)) &&
    titleScore(text, context) < 0.5 &&
    organisationScore(text, context) < 0.4 &&
    institutionScore(text, context) < 0.4 &&
    degreeScore(text, context) === 0
  );
}

/**
 * Entries of one section are built alike: where others print "employer, town", what stands behind the last comma of an
 * employer without a place is its town, though no gazetteer has it. Gives name and place of each entry.
 */
export function partUnknownPlaces(entries: readonly Placed[], context: EntityContext): Placed[] {
  const built = entries.filter(isBehindComma).length;
  const open = entries.filter((e) => e.name && !e.location);
  if (built === 0 || built < 0.5 * open.length) return [...entries];
  return entries.map((entry) => {
    const { name, location } = entry;
    const cut = name && !location ? name.value.lastIndexOf(', ') : -1;
    if (!name || cut < 3) return entry;
    const [head, tail] = [name.value.slice(0, cut), name.value.slice(cut + 2)];
    if (!couldBePlace(tail, context)) return entry;
    return {
      name: { ...name, value: head, raw: head },
      location: { ...name, value: tail, raw: tail, confidence: 0.6, rule: 'place.behind_comma' },
    };
  });
}
