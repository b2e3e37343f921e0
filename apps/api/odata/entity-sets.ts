import { GRAINS, type Grain } from '@vitamill/persistence';

/** A set of the OData model: the rows of one grain. */
export interface EntitySet {
  /** Of the set, and of the navigation property from a candidate. */
  readonly name: string;
  readonly type: string;
  readonly grain: Grain;
}

const NAMES: Readonly<Record<string, readonly [set: string, type: string]>> = {
  candidate: ['Candidates', 'Candidate'],
  position: ['Positions', 'Position'],
  education: ['Studies', 'Study'],
  skill: ['Skills', 'Skill'],
  language: ['SpokenLanguages', 'SpokenLanguage'],
  certificate: ['Certificates', 'Certificate'],
  match: ['Matches', 'Match'],
};

export const ENTITY_SETS: readonly EntitySet[] = GRAINS.flatMap((grain) => {
  const [name, type] = NAMES[grain.name] ?? [];
  return name && type ? [{ name, type, grain }] : [];
});

/** The sets that a candidate leads to. */
export const DETAIL_SETS: readonly EntitySet[] = ENTITY_SETS.filter(({ grain }) => grain.key.length > 1);

export const findEntitySet = (name: string): EntitySet | null =>
  ENTITY_SETS.find((candidate) => candidate.name === name) ?? null;
