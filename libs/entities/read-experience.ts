import type { CvPosition, DateRange, Extracted, Line } from '@vitamill/domain';
import { addPriors, assignRoles, type ScoredPiece } from './assign-pieces.js';
import type { EntityContext } from './context.js';
import { cutIntoEntries, type Entry } from './entries.js';
import { extracted } from './extracted.js';
import { type Piece, piecesOf } from './pieces.js';
import { readBody } from './read-body.js';
import { isEmploymentType, organisationScore, placeScore, titleScore } from './scores.js';
import { partUnknownPlaces } from './unknown-places.js';

const ROLES = ['title', 'employer', 'place'] as const;
type Role = (typeof ROLES)[number];

const LABELLED: Partial<Record<string, Role>> = {
  title: 'title',
  employer: 'employer',
  place: 'place',
  address: 'place',
};

function scorePiece(piece: Piece, order: number, isBelow: boolean, context: EntityContext): ScoredPiece<Role> {
  const { text, label } = piece;
  const role = label ? LABELLED[label] : undefined;
  if (label && !role) return { piece, scores: { title: -2, employer: -2, place: -2 } };
  if (role) return { piece, scores: { title: -2, employer: -2, place: -2, [role]: 3 } as Record<Role, number> };
  const title = titleScore(text, context);
  const organisation = organisationScore(text, context);
  const place = placeScore(text, context);
  // sentences, and what stands below the dates where the head stands above them, are mostly said of the work
  const sentence = /\p{Ll}{3}\.$/u.test(text) && text.split(' ').length >= 3 ? 0.45 : 0;
  const long = (text.length > 90 ? 0.6 : 0) + sentence + (isBelow ? 0.25 : 0);
  return {
    piece,
    scores: {
      // with nothing to tell them by, the first and bold piece is the title
      title: title - 0.45 * organisation - 0.5 * place + 0.2 - 0.06 * order - long + (piece.bold ? 0.04 : 0),
      employer: organisation - 0.55 * title - 0.6 * place + 0.35 - 0.05 * order - long,
      place: 1.2 * place - 0.4 * title - 0.3 * organisation - 0.25,
    },
  };
}

const asValue = (piece: Piece | undefined, score: number, rule: string): Extracted<string> | null =>
  piece
    ? extracted(piece.text, piece.text, Math.min(0.97, 0.5 + 0.3 * Math.max(0, score)), `experience.${rule}`, [
        piece.line,
      ])
    : null;

/** "Staff Nurse, Intensive Care Unit": parts behind the title's comma that nothing else claimed belong to it. */
function withCommaParts(
  title: Piece,
  pieces: readonly ScoredPiece<Role>[],
  used: Set<Piece | undefined>,
  context: EntityContext,
): Piece {
  let { text } = title;
  for (const { piece } of pieces.slice(pieces.findIndex((p) => p.piece === title) + 1)) {
    if (!piece.afterComma || piece.line !== title.line || used.has(piece)) break;
    if (placeScore(piece.text, context) >= 0.6 || piece.text.split(' ').length > 7) break;
    text = `${text}, ${piece.text}`;
    used.add(piece);
  }
  return text === title.text ? title : { ...title, text };
}

interface Draft {
  readonly entry: Entry;
  readonly position: CvPosition;
  readonly employerAbove: boolean;
  /** "Staff Nurse, Telemetry": what was taken for the employer is but a word behind the title's comma. */
  readonly wordBehindTitle: string | null;
}

function readEntry(entry: Entry, pieces: readonly ScoredPiece<Role>[], context: EntityContext): Draft {
  const kinds = pieces.filter(
    ({ piece }) => isEmploymentType(piece.text, context) && titleScore(piece.text, context) < 0.9,
  );
  const candidates = pieces.filter((p) => !kinds.includes(p) && p.piece.label !== 'duties');
  const roles = assignRoles(candidates, ROLES, 0.02);
  const scoreOf = (piece: Piece | undefined, role: Role): number =>
    candidates.find((c) => c.piece === piece)?.scores[role] ?? 0;
  const used = new Set<Piece | undefined>([roles.title, roles.employer, roles.place, ...kinds.map((k) => k.piece)]);
  const title = roles.title && withCommaParts(roles.title, pieces, used, context);
  const left = pieces.filter((p) => !used.has(p.piece));
  const spare = left
    .filter((p) => p.piece.line.segments.length === 1 && p.piece.text.length > 50)
    .map((p) => p.piece.line);
  const team = left.find((p) => !spare.includes(p.piece.line) && p.piece.text.length <= 60 && p.piece.text.length > 2);
  const body = readBody(
    [...new Set(spare), ...entry.body].sort((a, b) => a.index - b.index),
    'experience',
  );
  const { date, anchor } = entry;
  return {
    entry,
    wordBehindTitle:
      roles.employer?.afterComma &&
      roles.employer.line === roles.title?.line &&
      organisationScore(roles.employer.text, context) < 0.4
        ? roles.employer.text
        : null,
    employerAbove: roles.employer !== undefined && anchor !== null && roles.employer.line.index < anchor.index,
    position: {
      // "Praktikum", "Freiwilliges Soziales Jahr": where there is no other, the kind of employment is the title
      title: asValue(title ?? kinds[0]?.piece, scoreOf(roles.title, 'title'), 'title'),
      employer: asValue(roles.employer, scoreOf(roles.employer, 'employer'), 'employer'),
      location: asValue(roles.place, scoreOf(roles.place, 'place'), 'place'),
      team: team ? extracted(team.piece.text, team.piece.text, 0.5, 'experience.team', [team.piece.line]) : null,
      dates:
        date && anchor
          ? extracted<DateRange>(date.range, anchor.text, date.isRange ? 0.95 : 0.75, 'experience.dates', [anchor])
          : null,
      employmentType: kinds[0]
        ? extracted(kinds[0].piece.text, kinds[0].piece.text, 0.9, 'experience.employment_type', [kinds[0].piece.line])
        : null,
      ...body,
    },
  };
}

const within = (inner: DateRange, outer: DateRange): boolean =>
  (inner.start ?? '') >= (outer.start ?? '').slice(0, (inner.start ?? '').length) &&
  (outer.isCurrent || (inner.end ?? '9') <= `${outer.end ?? ''}~`);

/** An employer's line with the time of all positions below it is no position of its own: it heads the ones below. */
function joinGroups(drafts: readonly Draft[], context: EntityContext): CvPosition[] {
  const positions: CvPosition[] = [];
  let group: CvPosition | null = null;
  let groupFrom: 'line' | 'above' | null = null;
  let groupAbove = 0;
  for (const [i, draft] of drafts.entries()) {
    const { position, entry } = draft;
    const next = drafts[i + 1];
    const headText = position.title?.value ?? '';
    const onlyName =
      (position.title === null) !== (position.employer === null) ||
      (position.title !== null && titleScore(headText, context) < 0.5 && position.employer === null);
    const dates = position.dates?.value;
    const nextDates = next?.position.dates?.value;
    const isGroup =
      onlyName &&
      entry.body.length === 0 &&
      dates &&
      nextDates &&
      within(nextDates, dates) &&
      next.entry.above === 0 &&
      titleScore(headText, context) < 0.5 &&
      next.position.employer === null;
    if (isGroup) {
      group = { ...position, employer: position.employer ?? position.title };
      groupFrom = 'line';
      continue;
    }
    const inside = group?.dates && dates ? within(dates, group.dates.value) : groupFrom === 'above';
    // the next role of an employer whose name stands above the first one, with fewer lines above its dates
    const shorter = groupFrom === 'above' && entry.above > 0 && entry.above < groupAbove && position.title !== null;
    if (group && position.employer === null && (entry.above === 0 || shorter) && inside) {
      positions.push({ ...position, employer: group.employer, location: position.location ?? group.location });
      continue;
    }
    const { wordBehindTitle } = draft;
    if (group?.employer && groupFrom === 'above' && entry.above === 0 && wordBehindTitle && position.title) {
      const title = `${position.title.value}, ${wordBehindTitle}`;
      positions.push({
        ...position,
        title: { ...position.title, value: title, raw: title },
        employer: group.employer,
        location: position.location ?? group.location,
      });
      continue;
    }
    positions.push(position);
    if (draft.employerAbove) {
      group = { ...position, dates: null };
      groupFrom = 'above';
      groupAbove = entry.above;
    } else if (groupFrom === 'above' || position.employer !== null) {
      group = null;
      groupFrom = null;
    }
  }
  return positions;
}

/** The positions of one section. Entries whose head holds neither a title nor an employer are no positions. */
export function readExperience(lines: readonly Line[], context: EntityContext): CvPosition[] {
  const entries = cutIntoEntries(lines, context);
  const scored = entries.map((entry) => {
    const anchorIndex = entry.anchor ? entry.head.indexOf(entry.anchor) : 0;
    return entry.head
      .flatMap((line, i) => piecesOf(line, i - anchorIndex, context))
      .map((piece, order) =>
        scorePiece(piece, order, entry.above > 0 && entry.head.indexOf(piece.line) > anchorIndex, context),
      );
  });
  const drafts = addPriors(scored, ROLES).map((pieces, i) => readEntry(entries[i]!, pieces, context));
  // a dated bullet is a position only if it names one
  const named = drafts.filter(
    ({ entry, position }) => entry.anchor?.bullet == null || titleScore(position.title?.value ?? '', context) >= 0.5,
  );
  const positions = joinGroups(named, context).filter((p) => p.title || p.employer);
  const places = partUnknownPlaces(
    positions.map(({ employer, location }) => ({ name: employer, location })),
    context,
  );
  return positions.map((p, i) => ({ ...p, employer: places[i]!.name, location: places[i]!.location }));
}
