import { JOB_SORTS, JOB_SOURCES, type JobPage, type JobSelection, PRIORITIES } from '@vitamill/persistence';
import { z } from 'zod';
import { validationError } from '../errors/api-errors.js';
import { checkShape } from '../http/check-shape.js';
import { time } from './job.bodies.js';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 500;
/** The offset of a page stays within what PostgreSQL counts. */
const MAX_PAGE = 1_000_000;

const wholeNumber = (least: number, most: number) => {
  const message = `must be a whole number from ${least} to ${most}`;
  return z
    .string(message)
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .pipe(z.number().min(least, message).max(most, message));
};
const flag = z.enum(['true', 'false'], 'must be true or false').transform((value) => value === 'true');
const oneOf = <const Names extends readonly [string, ...string[]]>(names: Names) =>
  z.enum(names, `must be one of ${names.join(', ')}`);

const PAGE = { page: wholeNumber(1, MAX_PAGE).default(1), limit: wholeNumber(1, MAX_LIMIT).default(DEFAULT_LIMIT) };
const pageQuery = z.strictObject(PAGE);

const SELECTION = {
  status: z.string().optional(),
  source: oneOf(JOB_SOURCES).optional(),
  since: time.optional(),
  search: z.string('must be given once').max(200, 'may have 200 characters').optional(),
  is_remote: flag.optional(),
  min_score: z
    .string('must be given once')
    .regex(/^\d{1,3}(\.\d{1,6})?$/, 'must be a number from 0 to 100')
    .transform(Number)
    .pipe(z.number().max(100, 'must be a number from 0 to 100'))
    .optional(),
  tag: z.string('must be given once').optional(),
  priority: oneOf(PRIORITIES).optional(),
  archived: oneOf(['true', 'false', 'all']).default('false'),
};

const listQuery = z.strictObject({
  ...PAGE,
  ...SELECTION,
  sort: oneOf(JOB_SORTS).default('created_at'),
  order: oneOf(['asc', 'desc']).default('desc'),
});

export const readPage = (query: unknown): Pick<JobPage, 'page' | 'limit'> => checkShape(pageQuery, query);

/** The query of GET /api/jobs. `statuses` are the owner's. */
export function readJobList(query: unknown, statuses: readonly string[]): { selection: JobSelection; page: JobPage } {
  const { page, limit, sort, order, ...selection } = checkShape(listQuery, query);
  return { selection: selectionOf(selection, statuses), page: { page, limit, sort, order } };
}

function selectionOf(
  { status, is_remote, min_score, archived, ...rest }: z.output<z.ZodObject<typeof SELECTION>>,
  statuses: readonly string[],
): JobSelection {
  const wanted = status?.split(',').map((name) => name.trim());
  if (wanted?.some((name) => !statuses.includes(name)))
    throw validationError([
      {
        field: 'status',
        code: 'invalid_value',
        message: `status: must be one or more of ${statuses.join(', ')}, parted by commas.`,
      },
    ]);
  return {
    ...rest,
    statuses: wanted,
    isRemote: is_remote,
    minScore: min_score,
    archived: archived === 'all' ? undefined : archived === 'true',
  };
}
