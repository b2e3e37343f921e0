import type { TrackedJob } from '@vitamill/persistence';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { ApiError } from '../errors/api-errors.js';
import { presentJob } from './job.presenter.js';

const COLUMNS = [
  'id',
  'company_name',
  'job_title',
  'job_url',
  'source',
  'status',
  'ai_match_score',
  'applied_at',
  'interview_at',
  'offer_at',
  'rejected_at',
  'notes',
  'tags',
  'salary_range_min',
  'salary_range_max',
  'salary_currency',
  'location',
  'is_remote',
  'priority',
  'contacts',
  'documents',
  'deadlines',
  'reminders',
  'job_description',
  'archived_at',
  'created_at',
  'updated_at',
] as const;
const LISTS: readonly string[] = ['contacts', 'documents', 'deadlines', 'reminders'];
const NUMBERS: readonly string[] = ['salary_range_min', 'salary_range_max'];

/** What a spreadsheet would run, behind any number of apostrophes: one more makes it a text, and is taken off again. */
const FORMULA = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/**
 * RFC 4180, with a heading; tags are parted by `;`, other lists are JSON. A cell that a spreadsheet would run begins with one
 * `'` more. Tags that have a `;` stand in a JSON list too.
 */
export async function* writeJobsCsv(jobs: AsyncIterable<TrackedJob>): AsyncGenerator<string> {
  yield `${COLUMNS.join(',')}\r\n`;
  for await (const job of jobs) {
    const shown: Record<string, unknown> = presentJob(job);
    yield stringify([COLUMNS.map((name) => cellOf(name, shown[name]))], { record_delimiter: '\r\n' });
  }
}

/** {`data`: [...]}, a job a line. */
export async function* writeJobsJson(jobs: AsyncIterable<TrackedJob>): AsyncGenerator<string> {
  let before = '{"data":[\n';
  for await (const job of jobs) {
    yield before + JSON.stringify(presentJob(job));
    before = ',\n';
  }
  yield before === ',\n' ? '\n]}' : `${before}]}`;
}

function cellOf(name: string, value: unknown): string {
  const text = textOf(name, value);
  return FORMULA.test(text) ? `'${text}` : text;
}

function textOf(name: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  if (name === 'tags') {
    const tags = value as readonly string[];
    return tags.some((tag) => /[;[]/.test(tag)) ? JSON.stringify(tags) : tags.join(';');
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Rows of a CSV as bodies of jobs; columns that are no fields are left out, empty cells too. Throws a 400. */
export function readJobsCsv(text: string): Record<string, unknown>[] {
  try {
    const rows: Record<string, string>[] = parse(text, {
      columns: (names: string[]) => names.map((name) => name.trim()),
      bom: true,
      skip_empty_lines: true,
    });
    return rows.map((row) =>
      Object.fromEntries(
        Object.entries(row)
          .filter(([, cell]) => cell !== '')
          .map(([name, cell]) => [name, readCell(name, FORMULA.test(cell) ? cell.replace(/^'/, '') : cell)]),
      ),
    );
  } catch (error) {
    throw new ApiError('malformed_request', 'The body is not a CSV file with a heading.', { cause: error });
  }
}

const LONG_TEXTS: readonly string[] = ['notes', 'job_description'];

/** What cannot be read as its field asks stays a text, which the check of the field then refuses. */
function readCell(name: string, text: string): unknown {
  if (LONG_TEXTS.includes(name)) return text;
  const cell = text.trim();
  if (name === 'tags' && !cell.startsWith('['))
    return cell
      .split(';')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== '');
  if (NUMBERS.includes(name)) return /^\d+$/.test(cell) ? Number(cell) : cell;
  if (name === 'is_remote') return /^(?:true|false)$/i.test(cell) ? cell.toLowerCase() === 'true' : cell;
  if (name !== 'tags' && !LISTS.includes(name)) return cell;
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}
