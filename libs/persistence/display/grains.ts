import type { DisplayColumn } from './columns.js';

const column = (name: string, type: DisplayColumn['type'], description: string): DisplayColumn => ({
  name,
  type,
  description,
});

const ASSET = column('asset_id', 'uuid', 'The asset that the row was made from');
const ORDINAL = column('ordinal', 'integer', 'Place in the record, from 0, as the CV has it');
const CANDIDATE = column('candidate_name', 'text', 'Full name of the candidate');
const UPDATED = column('updated_at', 'time', 'When the row was last written');
const PERIOD = [
  column('start', 'text', 'Start as printed: ISO 8601 with reduced precision'),
  column('start_date', 'date', 'First day that the printed start allows'),
  column('end', 'text', 'End as printed; empty where it is current or not told'),
  column('end_date', 'date', 'Last day that the printed end allows'),
  column('is_current', 'boolean', 'Still going on when the CV was written'),
];

const CANDIDATE_COLUMNS = [
  ASSET,
  column('name', 'text', 'Full name'),
  column('email', 'text', 'First e-mail address'),
  column('phone', 'text', 'First phone, E.164 where the number is valid'),
  column('city', 'text', 'City of the address'),
  column('country', 'text', 'Country of the address, ISO 3166-1 alpha-2'),
  column('current_title', 'text', 'Title of the current or latest position'),
  column('current_employer', 'text', 'Employer of the current or latest position'),
  column('experience_months', 'integer', 'Months of experience, overlaps once; at least'),
  column('highest_education', 'integer', 'Highest education, ISCED 2011 level'),
  column('top_skills', 'list', 'Up to 15 skills, longest used first'),
  column('languages', 'list', 'Languages spoken, BCP 47 where known'),
  column('tags', 'list', 'Tags given with the upload'),
  column('quality', 'number', 'How likely the document is a CV, 0 to 1'),
  column('status', 'text', 'complete, or partial where something could not be read'),
  column('filename', 'text', 'Name of the file'),
  column('external_ref', 'text', 'Reference given with the upload'),
  column('language', 'text', 'Language of the document, BCP 47'),
  column('created_at', 'time', 'When the file was uploaded'),
  column('processed_at', 'time', 'When the record was made'),
  UPDATED,
];

const POSITION_COLUMNS = [
  ASSET,
  ORDINAL,
  CANDIDATE,
  column('title', 'text', 'Job title as printed'),
  column('title_normalized', 'text', 'Name of the occupation'),
  column('title_code', 'text', 'Code of the occupation in its taxonomy, ISCO-08 by default'),
  column('seniority', 'text', 'Level told by the title'),
  column('employer', 'text', 'Employer as printed'),
  column('city', 'text', 'City of the work'),
  column('country', 'text', 'Country of the work, ISO 3166-1 alpha-2'),
  ...PERIOD,
  column('months_min', 'integer', 'Months that the printed dates allow, at least'),
  column('months_max', 'integer', 'Months that the printed dates allow, at most'),
  column('employment_type', 'text', 'Kind of employment'),
  column('team', 'text', 'Department or team as printed'),
  column('skills', 'list', 'Skills that the position mentions'),
  UPDATED,
];

const EDUCATION_COLUMNS = [
  ASSET,
  ORDINAL,
  CANDIDATE,
  column('institution', 'text', 'School or university as printed'),
  column('degree', 'text', 'Degree as printed'),
  column('degree_name', 'text', 'Canonical name of the degree'),
  column('level', 'integer', 'ISCED 2011 level'),
  column('field', 'text', 'Field of study as printed'),
  column('city', 'text', 'City of the school'),
  column('country', 'text', 'Country of the school, ISO 3166-1 alpha-2'),
  ...PERIOD,
  column('grade', 'text', 'Grade as printed'),
  column('grade_ratio', 'number', 'Grade on its scale, 0 (worst) to 1 (best)'),
  UPDATED,
];

const SKILL_COLUMNS = [
  ASSET,
  ORDINAL,
  CANDIDATE,
  column('name', 'text', 'Skill as printed'),
  column('normalized', 'text', 'Canonical name'),
  column('skill_id', 'text', 'Id in its taxonomy'),
  column('taxonomy', 'text', 'Taxonomy of the id'),
  column('type', 'text', 'technical, tool, professional, soft, language or licence'),
  column('months', 'integer', 'Months of dated positions that mention it'),
  column('last_used', 'text', 'Last use: ISO 8601 with reduced precision'),
  column('is_listed', 'boolean', 'The candidate lists it as a skill'),
  UPDATED,
];

const LANGUAGE_COLUMNS = [
  ASSET,
  ORDINAL,
  CANDIDATE,
  column('name', 'text', 'Language as printed'),
  column('code', 'text', 'BCP 47'),
  column('level', 'text', 'Level as printed'),
  column('cefr', 'text', 'CEFR level, A1 to C2'),
  UPDATED,
];

const CERTIFICATE_COLUMNS = [
  ASSET,
  ORDINAL,
  CANDIDATE,
  column('name', 'text', 'Name as printed'),
  column('issuer', 'text', 'Who gave it'),
  column('date', 'text', 'When: ISO 8601 with reduced precision'),
  column('url', 'text', 'Where it can be checked'),
  UPDATED,
];

const SCORE = '0 to 1; empty where the advert does not ask for it';
const MATCH_COLUMNS = [
  column('job_id', 'uuid', 'The screening or match'),
  column('ordinal', 'integer', 'Place in the request, from 0'),
  column('asset_id', 'uuid', 'The asset, where the candidate is one of the account'),
  column('candidate_ref', 'text', 'Reference or file name that the request gave'),
  column('family', 'text', 'screen or match: the API that was asked'),
  column('status', 'text', 'completed, or failed where it could not be scored'),
  column('error', 'text', 'Why it failed'),
  column('rank', 'integer', 'Place among the results of the job, from 1, the best first'),
  column('score', 'integer', 'Score, 0 to 100'),
  column('verdict', 'text', 'Strong shortlist (from 75), Borderline (from 50) or Do not progress'),
  column('uncapped', 'integer', 'Score before caps'),
  column('cap_limit', 'integer', 'The lowest cap that applies'),
  column('cap_reason', 'text', 'Why it applies'),
  column('role_score', 'number', `Line of work, ${SCORE}`),
  column('experience_score', 'number', `Experience, ${SCORE}`),
  column('requirements_score', 'number', `Requirements, ${SCORE}`),
  column('papers_score', 'number', `Degrees and licences, ${SCORE}`),
  column('languages_score', 'number', `Languages, ${SCORE}`),
  column('preferred_score', 'number', `What is preferred, ${SCORE}`),
  column('required_met', 'integer', 'Required things that are met'),
  column('required_partly', 'integer', 'Required things that are met in part'),
  column('required_not_met', 'integer', 'Required things that are not met'),
  column('required_unknown', 'integer', 'Required things that cannot be judged'),
  column('summary', 'text', 'The result in a few sentences'),
  column('match_reasons', 'list', 'What speaks for the candidate'),
  column('gaps', 'list', 'What is missing or open'),
  column('language', 'text', 'Language of the CV, BCP 47'),
  column('version_hash', 'text', 'Names everything that the result was computed with'),
  column('created_at', 'time', 'When it was asked for'),
  column('completed_at', 'time', 'When the job was done'),
  column('expires_at', 'time', 'When the result is deleted'),
  UPDATED,
];

/** One kind of flat rows. */
export interface Grain {
  readonly name: string;
  readonly table: string;
  /** Columns that tell its rows apart within an account; they end every order. */
  readonly key: readonly ('asset_id' | 'job_id' | 'ordinal')[];
  readonly columns: readonly DisplayColumn[];
  /** Order where none is asked for. */
  readonly order: { readonly column: string; readonly direction: 'asc' | 'desc' };
  readonly description: string;
}

const DETAIL_KEY = ['asset_id', 'ordinal'] as const;
const detail = (name: string, table: string, columns: readonly DisplayColumn[], description: string): Grain => ({
  name,
  table,
  key: DETAIL_KEY,
  columns,
  order: { column: 'updated_at', direction: 'desc' },
  description,
});

export const MATCH_GRAIN: Grain = {
  name: 'match',
  table: 'display_matches',
  key: ['job_id', 'ordinal'],
  columns: MATCH_COLUMNS,
  order: { column: 'completed_at', direction: 'desc' },
  description: 'One row a candidate of a screening or match that is done',
};

/**
 * Every kind of flat rows, the candidate first. Each is a one-way projection: of the latest master records, and the last
 * one of the results of screenings and matches.
 */
export const GRAINS: readonly [Grain, ...Grain[]] = [
  {
    name: 'candidate',
    table: 'display_rows',
    key: ['asset_id'],
    columns: CANDIDATE_COLUMNS,
    order: { column: 'created_at', direction: 'desc' },
    description: 'One row a candidate',
  },
  detail('position', 'display_positions', POSITION_COLUMNS, 'One row a position held'),
  detail('education', 'display_education', EDUCATION_COLUMNS, 'One row a study or training'),
  detail('skill', 'display_skills', SKILL_COLUMNS, 'One row a skill'),
  detail('language', 'display_languages', LANGUAGE_COLUMNS, 'One row a language spoken'),
  detail('certificate', 'display_certificates', CERTIFICATE_COLUMNS, 'One row a certificate or licence'),
  MATCH_GRAIN,
];

export const CANDIDATE_GRAIN: Grain = GRAINS[0];

export const findGrain = (name: string): Grain | null => GRAINS.find((grain) => grain.name === name) ?? null;

/** The column of a grain. Throws where there is none: only names of the catalogue may go into SQL text. */
export function columnOf(grain: Grain, name: string): DisplayColumn {
  const found = grain.columns.find((candidate) => candidate.name === name);
  if (!found) throw new RangeError(`The grain ${grain.name} has no such column.`);
  return found;
}

/** Times at which a row was made, in the order in which they come to pass. */
export const TIMES_OF_ROWS: readonly string[] = ['created_at', 'processed_at', 'completed_at', 'updated_at'];

/** Whether no row of the grain lacks a value of the column. */
export const isAlwaysThere = ({ key }: Grain, name: string): boolean =>
  key.some((part) => part === name) || TIMES_OF_ROWS.includes(name);

/** The columns of candidate rows. */
export const DISPLAY_COLUMNS = CANDIDATE_GRAIN.columns;
