import { type CvEducation, type DateRange, type Extracted, foldTerm, type Line, wordsOf } from '@vitamill/domain';
import { addPriors, assignRoles, type ScoredPiece } from './assign-pieces.js';
import type { EntityContext } from './context.js';
import { cutIntoEntries, type Entry } from './entries.js';
import { extracted } from './extracted.js';
import { type Piece, piecesOf } from './pieces.js';
import { readBody } from './read-body.js';
import { degreeScore, institutionScore, organisationScore, placeScore } from './scores.js';
import { partUnknownPlaces } from './unknown-places.js';

const ROLES = ['degree', 'institution', 'place', 'field'] as const;
type Role = (typeof ROLES)[number];

const LABELLED: Partial<Record<string, Role>> = {
  degree: 'degree',
  title: 'degree',
  institution: 'institution',
  employer: 'institution',
  place: 'place',
  field: 'field',
};

const GRADE =
  /(?:gpa|cgpa|grade|note|abschlussnote|notendurchschnitt|gesamtnote|schnitt|voto|votazione|mention|moyenne|cijfer|gemiddeld|cum laude|distinction|honou?rs|first class|2[.:][12]|media|nota|ocena|prumer|betyg|karakter|\d{2,3}\/\d{2,3})/iu;

function scorePiece(piece: Piece, order: number, context: EntityContext): ScoredPiece<Role> {
  const { text, label } = piece;
  const role = label ? LABELLED[label] : undefined;
  if (role)
    return { piece, scores: { degree: -2, institution: -2, place: -2, field: -2, [role]: 3 } as Record<Role, number> };
  if (label && label !== 'duties') return { piece, scores: { degree: -2, institution: -2, place: -2, field: -2 } };
  const degree = degreeScore(text, context);
  const institution = institutionScore(text, context);
  const place = placeScore(text, context);
  const long =
    (text.length > 100 ? 0.5 : 0) + (/\p{L}{2}/u.test(text) ? 0 : 2) + (context.vocabulary.headings.has(text) ? 1 : 0);
  const grade = isGrade(text) ? 0.9 : 0;
  return {
    piece,
    scores: {
      degree: degree - 0.55 * institution - 0.5 * place + 0.22 - 0.05 * order - long - grade,
      institution:
        institution +
        0.3 * organisationScore(text, context) -
        0.5 * degree -
        0.55 * place +
        0.25 -
        0.05 * order -
        long -
        grade,
      place: 1.2 * place - 0.6 * institution - 0.3 * degree - 0.3,
      field: /\p{L}{4}/u.test(text)
        ? 0.1 - 0.5 * institution - 0.4 * place - 0.3 * degree - long - grade + (order === 0 ? -0.1 : 0)
        : -1,
    },
  };
}

const isGrade = (text: string): boolean =>
  GRADE.test(text) && /\d|laude|hono|distinction|mention|class/i.test(text) && text.length < 60;

/** Words for a part of a university, folded: what they name is not the school. */
const FACULTY =
  /^(?:faculty|fakult\p{L}*|facult[eéa]\p{L}*|facolta|faculdade|facultad|facultatea|wydzial|katedra|tiedekunta|fakulte\p{L}*|department|departement|departamento|dipartimento|departamentul|institutionen for|afdeling|section|факульт\p{L}*|катедра|кафедра|σχολη|τμημα)(?!\p{L})|\p{L}(?:\s(?:kar|tanszek|fakultesi|bolumu|fakultet|tiedekunta|osasto)|fakultat|faculteit|fakultet)$/u;

/** "BSc in Physics, GPA 3.9/4.0", "Laurea (110/110 e lode)": the grade is a piece of its own. */
function partGrade(piece: Piece): Piece[] {
  if (piece.label) return [piece];
  const match = /^(?<head>.{4,}?)(?:\s*[,;]\s+|\s*\()(?<tail>[^,;()]{3,40}(?:,[^,()]{1,20})?)\)?$/u.exec(piece.text);
  const { head, tail } = match?.groups ?? {};
  if (!head || !tail || !isGrade(tail) || isGrade(head)) return [piece];
  return [
    { ...piece, text: head },
    { ...piece, text: tail, slot: `${piece.slot}.grade`, label: 'grade', afterComma: false },
  ];
}

/** The school without its faculty, and without what was said of the diploma behind it. */
function tidyInstitution(text: string, context: EntityContext): string {
  const bare = text.replace(/\s*\(\p{Ll}[^()]*\)$/u, '');
  const tokens = bare.split(/,\s+|\s+[\u2013\u2014-]\s+/u);
  const kept = tokens.filter((t) => !FACULTY.test(foldTerm(t)));
  const isSchool = kept.some((t) => institutionScore(t, context) >= 0.8);
  return kept.length > 0 && kept.length < tokens.length && isSchool ? kept.join(', ') : bare;
}

/** Words that are written small inside names of degrees and fields. */
const JOINERS =
  /\s+(?:in|of|en|em|im|im fach|fach|mention|option|sp\u00E9cialit\u00E9|specialising in|majoring in|major in|inom|w zakresie|na kierunku|kierunek|obor|odbor|smer|smjer|szak|\u043F\u043E \u0441\u043F\u0435\u0446\u0438\u0430\u043B\u044C\u043D\u043E\u0441\u0442\u0438)\s+/iu;

/**
 * Parts a degree from its field where a joiner or a comma stands between them: "BSc in Physics", "Master, Biology".
 * What comes first must be a known degree by itself.
 */
function partDegree(printed: string, context: EntityContext): { degree: string; field: string | null } {
  // "(diploma behaald)" says that it was finished, no more
  const text = printed.replace(
    /\s*\((?=\p{Ll})[^()]*(?:diplom|behaald|obtained|completed|abgeschlossen|ukon|dokon)[^()]*\)?$/iu,
    '',
  );
  const bracket = /^(?<field>\p{Lu}[^()]{3,})\s\((?<degree>[^()]{2,30})\)$/u.exec(text);
  if (
    bracket &&
    context.vocabulary.degrees.has(bracket.groups!.degree!) &&
    degreeScore(bracket.groups!.field!, context) === 0
  )
    return { degree: bracket.groups!.degree!, field: bracket.groups!.field! };
  // "Master of Science in Physics": the longest known degree
  const words0 = text.split(' ');
  for (let n = Math.min(6, words0.length - 2); n >= 3; n--) {
    const first = words0.slice(0, n).join(' ');
    if (!context.vocabulary.degrees.has(first)) continue;
    const rest = words0.slice(n).join(' ');
    const joined = JOINERS.exec(` ${rest}`);
    if (joined?.index === 0) return { degree: first, field: ` ${rest}`.slice(joined[0].length) };
  }
  const cuts = [/\s*[,:]\s+/u, JOINERS, /\s+[-\u2013\u2014]\s+/u, /\s*\((?=[^()]*\)$)/u];
  for (const cut of cuts) {
    const match = cut.exec(text);
    if (!match) continue;
    const first = text.slice(0, match.index).trim();
    const rest = text
      .slice(match.index + match[0].length)
      .replace(/\)$/, '')
      .trim();
    if (!first || !rest || wordsOf(rest).length === 0) continue;
    const known = context.vocabulary.degrees.has(first) || degreeScore(first, context) >= 0.9;
    if (known && !isGrade(rest) && !/^\d/.test(rest)) return { degree: first, field: rest };
  }
  const words = text.split(' ');
  for (let n = Math.min(5, words.length - 1); n > 0; n--) {
    const first = words.slice(0, n).join(' ');
    const rest = words.slice(n).join(' ');
    if (
      context.vocabulary.degrees.has(first) &&
      /^\p{Lu}/u.test(rest) &&
      /\.$|^\p{Lu}{2,}|^\p{Lu}\p{Ll}*\p{Lu}/u.test(first)
    )
      return { degree: first, field: rest };
  }
  return { degree: text, field: null };
}

/** "kierunek: matematyka", "спеціальність «Агрономія»", "számvitel szak": the word for "field" is no part of it. */
function withoutFieldLabel(text: string, { vocabulary }: EntityContext): string {
  const words = text.split(/\s+/);
  const isLabel = (word: string): boolean => vocabulary.labels.get(word) === 'field';
  const first = words.length > 1 && isLabel(words[0]!) ? 1 : 0;
  const last = words.length - first > 1 && (isLabel(words.at(-1)!) || words.at(-1) === 'szak') ? 1 : 0;
  return words
    .slice(first, words.length - last)
    .join(' ')
    .replace(/^[:\s]+/, '')
    .replace(/^[\u00AB\u201E"](.+)[\u00BB\u201C\u201D"]$/u, '$1');
}

const value = (text: string, line: Line, confidence: number, rule: string): Extracted<string> =>
  extracted(text, text, confidence, `education.${rule}`, [line]);

function readEntry(entry: Entry, pieces: readonly ScoredPiece<Role>[], context: EntityContext): CvEducation {
  const roles = assignRoles(pieces, ROLES, 0.02);
  const gradePiece = pieces.find(
    ({ piece }) =>
      piece !== roles.degree && piece !== roles.institution && (piece.label === 'grade' || isGrade(piece.text)),
  )?.piece;
  const apart = roles.field !== undefined && roles.degree !== undefined && roles.field.line === roles.degree.line;
  const parted = roles.degree
    ? apart
      ? { degree: roles.degree.text, field: null }
      : partDegree(roles.degree.text, context)
    : null;
  const beside =
    roles.field !== undefined && (roles.degree !== undefined || roles.field.line === roles.institution?.line);
  const field = parted?.field ?? (roles.field && beside && roles.field !== gradePiece ? roles.field.text : null);
  const fieldLine = parted?.field ? roles.degree!.line : field ? roles.field?.line : undefined;
  const { date, anchor } = entry;
  const body = readBody(entry.body, 'education');
  const used = [roles.degree, roles.institution, roles.place, roles.field, gradePiece];
  const left = pieces.filter((p) => !used.includes(p.piece) && p.piece.text.length > 12);
  const bodyGrade = entry.body.find((l) => isGrade(l.text));
  return {
    institution: roles.institution
      ? value(tidyInstitution(roles.institution.text, context), roles.institution.line, 0.85, 'institution')
      : null,
    degree: parted && roles.degree ? value(parted.degree, roles.degree.line, 0.85, 'degree') : null,
    field: field && fieldLine ? value(withoutFieldLabel(field, context), fieldLine, 0.75, 'field') : null,
    location: roles.place ? value(roles.place.text, roles.place.line, 0.8, 'place') : null,
    dates:
      date && anchor ? extracted<DateRange>(educationRange(date), anchor.text, 0.9, 'education.dates', [anchor]) : null,
    grade: gradePiece
      ? value(gradePiece.text, gradePiece.line, 0.8, 'grade')
      : bodyGrade
        ? value(bodyGrade.text, bodyGrade, 0.6, 'grade')
        : null,
    thesis: null,
    highlights: [
      ...left.map((p) => value(p.piece.text, p.piece.line, 0.5, 'detail')),
      ...body.highlights,
      ...(body.description ? [body.description] : []),
    ],
  };
}

/** A single date beside a study is its end: the year of the degree. */
const educationRange = ({ range, isRange }: { range: DateRange; isRange: boolean }): DateRange =>
  isRange ? range : { start: null, end: range.end, isCurrent: false };

/** A study without a date stands below a dated one: a school of its own, maybe with the degree above it. */
function partUndated(entry: Entry, context: EntityContext): Entry[] {
  const isSchool = (line: Line): boolean =>
    line.bullet === null && !line.continues && line.text.length < 100 && institutionScore(line.text, context) >= 0.8;
  if (!entry.head.some(isSchool)) return [entry];
  const at = entry.body.findIndex(isSchool);
  if (at < 0) return [entry];
  const above = entry.body[at - 1];
  const start = above && above.bullet === null && degreeScore(above.text, context) >= 0.9 ? at - 1 : at;
  let end = at + 1;
  while (end < entry.body.length && end - start < 3 && entry.body[end]!.bullet === null && !isSchool(entry.body[end]!))
    end += 1;
  const head = entry.body.slice(start, end);
  const rest: Entry = { head, anchor: null, date: null, body: entry.body.slice(end), above: 0 };
  return [{ ...entry, body: entry.body.slice(0, start) }, ...partUndated(rest, context)];
}

/** The studies of one section. */
export function readEducation(lines: readonly Line[], context: EntityContext): CvEducation[] {
  const entries = cutIntoEntries(lines, context).flatMap((entry) => partUndated(entry, context));
  const scored = entries.map((entry) => {
    const anchorIndex = entry.anchor ? entry.head.indexOf(entry.anchor) : 0;
    return entry.head
      .flatMap((line, i) => piecesOf(line, i - anchorIndex, context))
      .flatMap((piece) => partGrade(piece))
      .map((piece, order) => scorePiece(piece, order, context));
  });
  const studies = addPriors(scored, ROLES)
    .map((pieces, i) => readEntry(entries[i]!, pieces, context))
    .filter(
      (e) =>
        (e.institution || e.degree || e.field) && foldTerm(e.degree?.value ?? e.institution?.value ?? 'x').length > 1,
    );
  const places = partUnknownPlaces(
    studies.map(({ institution, location }) => ({ name: institution, location })),
    context,
  );
  return studies.map((study, i) => ({ ...study, institution: places[i]!.name, location: places[i]!.location }));
}
