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

/** RFC 4180, with a heading; tags are parted by `;`, other lists are JSON. What a spreadsheet would run begins with `'`. */
export function writeJobsCsv(jobs: readonly TrackedJob[]): string {
  const rows = jobs.map((job) => {
    const shown: Record<string, unknown> = presentJob(job);
    return COLUMNS.map((name) => cellOf(name, shown[name]));
  });
  return stringify(rows, { header: true, columns: [...COLUMNS], record_delimiter: '\r\n', escape_formulas: true });
}

function cellOf(name: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  if (name === 'tags') return (value as readonly string[]).join(';');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Rows of a CSV as bodies of jobs; columns that are no fields are left out, empty cells too. Throws a 400. */
export function readJobsCsv(text: string): Record<string, unknown>[] {
  try {
    const rows: Record<string, string>[] = parse(text, {
      columns: true,
      bom: true,
      trim: true,
      skip_empty_lines: true,
    });
    return rows.map((row) =>
      Object.fromEntries(
        Object.entries(row)
          .filter(([, cell]) => cell !== '')
          .map(([name, cell]) => [name, readCell(name, cell.replace(/^'(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/, ''))]),
      ),
    );
  } catch (error) {
    throw new ApiError('malformed_request', 'The body is not a CSV file with a heading.', { cause: error });
  }
}

/** What cannot be read as its field asks stays a text, which the check of the field then refuses. */
function readCell(name: string, cell: string): unknown {
  if (name === 'tags')
    return cell
      .split(';')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== '');
  if (NUMBERS.includes(name)) return /^\d+$/.test(cell) ? Number(cell) : cell;
  if (name === 'is_remote') return /^(?:true|false)$/i.test(cell) ? cell.toLowerCase() === 'true' : cell;
  if (!LISTS.includes(name)) return cell;
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}
