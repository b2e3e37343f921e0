import { REACHED } from './figures-sql.js';
import { BASE_STATUSES, type BaseStatus, type ExtraStage } from './types.js';

/** A row of COUNTS. */
export interface CountRow {
  readonly status: string;
  readonly source: string;
  readonly reached: number;
  readonly count: number;
  readonly scored: number;
  readonly score: number;
}

export interface JobCounts {
  readonly total: number;
  readonly interviewed: number;
  readonly answered: number;
  readonly applied: number;
  readonly offered: number;
  readonly averageScore: number | null;
  readonly weeks: readonly {
    readonly week: 1 | 2;
    readonly total: number;
    readonly interviewed: number;
    readonly averageScore: number | null;
  }[];
  readonly statuses: readonly { readonly status: string; readonly count: number }[];
  readonly sources: readonly {
    readonly source: string;
    readonly count: number;
    readonly applied: number;
    readonly answered: number;
  }[];
}

type Flags = Readonly<Record<'applied' | 'interviewed' | 'offered' | 'answered', boolean>>;

/** The status of the five that figures count a status as. */
export function countedAs(stages: readonly ExtraStage[]): (status: string) => BaseStatus | null {
  const known = new Map<string, BaseStatus>([
    ...BASE_STATUSES.map((status): [string, BaseStatus] => [status, status]),
    ...stages.map(({ name, counts_as }): [string, BaseStatus] => [name, counts_as]),
  ]);
  return (status) => known.get(status) ?? null;
}

/** Whoever was offered or interviewed had applied, whether or not the time of it is known. */
function flagsOf(stage: BaseStatus | null, reached: number): Flags {
  const has = (bit: number): boolean => (reached & bit) !== 0;
  const interviewed = has(REACHED.interview) || has(REACHED.offer) || stage === 'interview' || stage === 'offer';
  return {
    interviewed,
    offered: has(REACHED.offer) || stage === 'offer',
    applied: has(REACHED.applied) || interviewed || stage === 'applied',
    answered: interviewed || has(REACHED.rejected) || stage === 'rejected',
  };
}

const sum = (rows: readonly CountRow[], of: (row: CountRow) => number = ({ count }) => count): number =>
  rows.reduce((total, row) => total + of(row), 0);
function averageScoreOf(rows: readonly CountRow[]): number | null {
  const scored = sum(rows, (row) => row.scored);
  return scored === 0 ? null : sum(rows, (row) => row.score) / scored;
}

/** Every count of the figures out of the rows of COUNTS. */
export function foldCounts(rows: readonly CountRow[], stages: readonly ExtraStage[]): JobCounts {
  const stageOf = countedAs(stages);
  const flags = new Map(rows.map((row) => [row, flagsOf(stageOf(row.status), row.reached)]));
  const those = (name: keyof Flags, among = rows): number => sum(among.filter((row) => flags.get(row)?.[name]));
  const groups = (of: (row: CountRow) => string): [string, CountRow[]][] => {
    const byName = new Map<string, CountRow[]>();
    for (const row of rows) byName.set(of(row), [...(byName.get(of(row)) ?? []), row]);
    return [...byName].sort(([a, some], [b, others]) => sum(others) - sum(some) || (a < b ? -1 : 1));
  };
  const weeks = ([1, 2] as const).flatMap((week) => {
    const bit = week === 1 ? REACHED.lastWeek : REACHED.weekBefore;
    const made = rows.filter(({ reached }) => (reached & bit) !== 0);
    const figures = { week, total: sum(made), interviewed: those('interviewed', made) };
    return made.length === 0 ? [] : [{ ...figures, averageScore: averageScoreOf(made) }];
  });
  return {
    total: sum(rows),
    interviewed: those('interviewed'),
    answered: those('answered'),
    applied: those('applied'),
    offered: those('offered'),
    averageScore: averageScoreOf(rows),
    weeks,
    statuses: groups(({ status }) => status).map(([status, own]) => ({ status, count: sum(own) })),
    sources: groups(({ source }) => source).map(([source, own]) => ({
      source,
      count: sum(own),
      applied: those('applied', own),
      answered: those('answered', own),
    })),
  };
}
