import type { Piece } from './pieces.js';

/** How well a piece fits each role, by its own words; `position` breaks ties. */
export type RoleScores<R extends string> = Readonly<Record<R, number>>;

export interface ScoredPiece<R extends string> {
  readonly piece: Piece;
  readonly scores: RoleScores<R>;
}

/** How far the other entries of a section, built alike, speak for a piece. */
const PRIOR_WEIGHT = 0.7;

/**
 * Entries of one section are built alike: what stands in one place of the head is the same thing in all of them. Adds
 * to each piece's scores the mean of the others in its place.
 */
export function addPriors<R extends string>(
  entries: readonly (readonly ScoredPiece<R>[])[],
  roles: readonly R[],
): ScoredPiece<R>[][] {
  const sums = new Map<string, { n: number; scores: Record<string, number> }>();
  for (const { piece, scores } of entries.flat()) {
    const sum = sums.get(piece.slot) ?? { n: 0, scores: {} };
    sum.n += 1;
    for (const role of roles) sum.scores[role] = (sum.scores[role] ?? 0) + scores[role];
    sums.set(piece.slot, sum);
  }
  return entries.map((pieces) =>
    pieces.map(({ piece, scores }) => {
      const sum = sums.get(piece.slot)!;
      if (sum.n < 2) return { piece, scores };
      const withPrior = Object.fromEntries(
        roles.map((role) => [role, scores[role] + (PRIOR_WEIGHT * (sum.scores[role]! - scores[role])) / (sum.n - 1)]),
      ) as Record<R, number>;
      return { piece, scores: withPrior };
    }),
  );
}

/** Gives each role at most one piece, such that the sum of the scores is greatest; roles need a score above `floor`. */
export function assignRoles<R extends string>(
  pieces: readonly ScoredPiece<R>[],
  roles: readonly R[],
  floor: number,
): Partial<Record<R, Piece>> {
  let best: { sum: number; roles: Partial<Record<R, Piece>> } = { sum: 0, roles: {} };
  const candidates = pieces.slice(0, 8);
  const place = (role: number, used: Set<Piece>, sum: number, chosen: Partial<Record<R, Piece>>): void => {
    if (role === roles.length) {
      if (sum > best.sum) best = { sum, roles: { ...chosen } };
      return;
    }
    const name = roles[role]!;
    place(role + 1, used, sum, chosen);
    for (const { piece, scores } of candidates) {
      if (used.has(piece) || scores[name] <= floor) continue;
      used.add(piece);
      place(role + 1, used, sum + scores[name], { ...chosen, [name]: piece });
      used.delete(piece);
    }
  };
  place(0, new Set(), 0, {});
  return best.roles;
}
