import { contentWords } from '../text/words.js';
import type { MatchingResources } from '../types.js';
import { partOfHeading } from './advert-parts.js';

const LABEL =
  /^(?:job title|position|role|title|stelle|stellenbezeichnung|titel|poste|intitulé du poste|intitulé|puesto|posizione|ruolo|functie|vacature|vacancy|job)(?:\s*:\s*|\s+[–-]\s+)/i;
const GENDER =
  /\(?\s*\b(?:[mwfdhx]\s*[/|*]\s*){1,3}[mwfdhxiv]\b\s*\)?|\((?:all genders|gn|h\/f|f\/h|alle geschlechter)\)/gi;
const TAIL = /\s+(?:[-–—|]\s+.*|\d.*|\((?:[^)]*)\)\s*$)/;
const CUT =
  /,|\.\s|:\s|;\s| with | who | mit \d| mit mindestens | mit | avec | met \d| con | needed| gesucht| wanted| required| \d+\+? (?:years|jahre|ans|jaar|años|anni)/i;

/** The job's title: behind a label, or the first line that is no heading; without gender marks, place and pay. Null where there is none. */
export function findTitle(lines: readonly string[], resources: MatchingResources, language: string): string | null {
  const candidates = lines.slice(0, 12);
  const labelled = candidates.find((line) => LABEL.test(line));
  const named = labelled ? labelled.replace(LABEL, '') : null;
  const first = named ?? pickLine(candidates, resources, language);
  if (!first) return null;
  let title = first
    .replace(GENDER, ' ')
    .replace(/\s+/g, ' ')
    .replace(
      /^(?:we are (?:looking for|hiring|seeking) (?:an? )?|wir suchen (?:eine?n? )?|nous recherchons (?:une? )?|looking for (?:an? )?|wij zoeken (?:een )?|buscamos (?:una? )?|cerchiamo (?:una? )?)/i,
      '',
    )
    .trim();
  if (title.length > 60 || CUT.test(title)) {
    const cut = CUT.exec(title);
    if (cut && cut.index >= 4) title = title.slice(0, cut.index);
  }
  const tail = TAIL.exec(title);
  if (tail && tail.index >= 4) title = title.slice(0, tail.index);
  title = title.replace(/^[\s,;:.–—|-]+|[\s,;:.–—|-]+$/g, '').trim();
  return title.length >= 3 && title.length <= 120 && contentWords(title).length > 0 ? title : null;
}

/** The first line, unless it is a sentence or names no occupation and one of the next short lines does. */
function pickLine(lines: readonly string[], resources: MatchingResources, language: string): string | null {
  const usable = lines.filter((line) => partOfHeading(line) === null).slice(0, 4);
  const [first] = usable;
  if (!first || !resources.titles) return first ?? null;
  const known = (line: string): boolean => {
    const bare = line.replace(GENDER, ' ').replace(TAIL, '').trim();
    const found = resources.titles?.classify(bare, language);
    return found != null && (found.method === 'exact' || found.method === 'alias') && found.confidence >= 0.7;
  };
  const isShort = (line: string): boolean => line.length <= 80 && !/[.!?]$/.test(line) && line.split(/\s+/).length <= 9;
  if (isShort(first) && (known(first) || usable.length === 1)) return first;
  return usable.slice(1).find((line) => isShort(line) && known(line)) ?? first;
}
