import { fold } from '../text/fold.js';

const GENDERS =
  /[([]\s*(?:all genders?|gn|[mwfdxhvkžМЖмж]{1,2}(?:\s*[/|,.*]\s*[mwfdxhvkiažМЖмж]{1,3}){1,3}|m\/f|mężczyzna|kobieta)\s*[)\]]|(?:^|\s)(?:[mwfdxh]\s?[/|]\s?[wfmdxh](?:\s?[/|]\s?[dxmwf])?|m\s?\/\s?v|v\s?\/\s?m|k\s?\/\s?m|m\s?\/\s?k)(?=\s|$|,)/giu;
/** The second gender behind a word: "Verkäufer/in", "infirmier·ère", "enfermero/a", "medewerk(st)er", "chargé(e)". */
const SECOND_GENDER =
  /(?<=\p{L}{2})(?:\s?[/·•:*⋅‧∙_]\s?-?|-?\((?=[\p{Ll}/-]{1,6}\))|\.)\s?-?(?:innen|in|frau|mann|ère|ere|euse|trice|rice|ienne|ne|onne|ée|ve|le|ice|e|es|a|as|o|ora|ra|esa|essa|ka|ica|ica|ová|kyně|nice|ster|ske|inna|ska|но|ка|ница|тка|ша)\)?(?![\p{L}\p{N}])/gu;
const INNER_I = /(?<=\p{Ll})I(?=n(?:nen)?\b)/gu;

/** The title without marks of gender. */
export const withoutGender = (title: string): string =>
  title
    .normalize('NFC')
    .replace(GENDERS, ' ')
    .replace(/\(st\)(?=er)/g, '')
    .replace(INNER_I, 'i')
    .replace(SECOND_GENDER, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Where a title ends and a team, employer or second title begins. */
const PARTS = /\s*[|•·;–—]\s*|\s+-\s+|\s*\/\s+|\s+\/\s*|\s*,\s*|\s*\(\s*|\s*\)\s*|\s+@\s+|\s*\+\s+|\s*:\s+/u;

/** The whole title, then its parts from the left, each folded, none twice. */
export const partsOf = (title: string): string[] => {
  const plain = withoutGender(title);
  const parts = [plain.replace(/[()]/g, ' '), ...plain.split(PARTS)];
  return [...new Set(parts.map(fold))].filter((part) => part.length > 1);
};
