import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Trap =
  | 'stuffing'
  | 'hidden'
  | 'negation'
  | 'outdated'
  | 'missing-licence'
  | 'junior-for-senior'
  | 'years-in-another-skill'
  | 'cross-language';

export interface GradedCv {
  readonly ref: string;
  readonly text: string;
  /** 0 to 3 */
  readonly grade: number;
  readonly verdict: string;
  readonly trap: Trap | null;
}

export interface GradedJob {
  readonly id: string;
  readonly language: string;
  readonly split: 'tune' | 'report';
  readonly advert: string;
  readonly cvs: readonly GradedCv[];
}

const FOLDER = join(import.meta.dirname, 'truth');

/** All graded jobs, in the order of their names. */
export const readTruth = (): GradedJob[] =>
  readdirSync(FOLDER)
    .sort()
    .map((id) => {
      const folder = join(FOLDER, id);
      const truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8'));
      return {
        id,
        language: truth.language,
        split: truth.split,
        advert: readFileSync(join(folder, 'job.txt'), 'utf8'),
        cvs: truth.candidates.map((one: Omit<GradedCv, 'text'>) => ({
          ...one,
          trap: one.trap ?? null,
          text: readFileSync(join(folder, `${one.ref}.txt`), 'utf8'),
        })),
      };
    });
