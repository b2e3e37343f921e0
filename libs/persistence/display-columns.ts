export type DisplayColumnType = 'text' | 'list' | 'integer' | 'number' | 'time' | 'uuid';
export const DISPLAY_OPERATORS = ['eq', 'ne', 'in', 'contains', 'gt', 'gte', 'lt', 'lte'] as const;
export type DisplayOperator = (typeof DISPLAY_OPERATORS)[number];

const TEXT = ['eq', 'in', 'contains'] as const;
const CODE = ['eq', 'in'] as const;
const RANGE = ['eq', 'in', 'gt', 'gte', 'lt', 'lte'] as const;
const TIME = ['gt', 'gte', 'lt', 'lte'] as const;

/**
 * The columns of a display row, as clients name them. The names are stable: they are added to, never changed. `eq` and
 * `in` on a list ask whether the list has the value (one of the values). Texts compare without regard to case.
 */
export const DISPLAY_COLUMNS = [
  { name: 'asset_id', type: 'uuid', operators: CODE, description: 'The asset that the row was made from' },
  { name: 'name', type: 'text', operators: TEXT, description: 'Full name' },
  { name: 'email', type: 'text', operators: TEXT, description: 'First e-mail address' },
  { name: 'phone', type: 'text', operators: TEXT, description: 'First phone, E.164 where the number is valid' },
  { name: 'city', type: 'text', operators: TEXT, description: 'City of the address' },
  { name: 'country', type: 'text', operators: CODE, description: 'Country of the address, ISO 3166-1 alpha-2' },
  { name: 'current_title', type: 'text', operators: TEXT, description: 'Title of the current or latest position' },
  {
    name: 'current_employer',
    type: 'text',
    operators: TEXT,
    description: 'Employer of the current or latest position',
  },
  {
    name: 'experience_months',
    type: 'integer',
    operators: RANGE,
    description: 'Months of experience, overlaps once; at least',
  },
  { name: 'highest_education', type: 'integer', operators: RANGE, description: 'Highest education, ISCED 2011 level' },
  { name: 'top_skills', type: 'list', operators: CODE, description: 'Up to 15 skills, longest used first' },
  { name: 'languages', type: 'list', operators: CODE, description: 'Languages spoken, BCP 47 where known' },
  { name: 'tags', type: 'list', operators: CODE, description: 'Tags given with the upload' },
  { name: 'quality', type: 'number', operators: RANGE, description: 'How likely the document is a CV, 0 to 1' },
  {
    name: 'status',
    type: 'text',
    operators: CODE,
    description: 'complete, or partial where something could not be read',
  },
  { name: 'filename', type: 'text', operators: TEXT, description: 'Name of the file' },
  { name: 'external_ref', type: 'text', operators: TEXT, description: 'Reference given with the upload' },
  { name: 'language', type: 'text', operators: CODE, description: 'Language of the document, BCP 47' },
  { name: 'created_at', type: 'time', operators: TIME, description: 'When the file was uploaded' },
  { name: 'processed_at', type: 'time', operators: TIME, description: 'When the record was made' },
  { name: 'updated_at', type: 'time', operators: TIME, description: 'When the row was last written' },
] as const satisfies readonly {
  name: string;
  type: DisplayColumnType;
  operators: readonly DisplayOperator[];
  description: string;
}[];

export type DisplayColumn = (typeof DISPLAY_COLUMNS)[number]['name'];

/** A row under its column names. */
export interface DisplayRow {
  readonly asset_id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly city: string | null;
  readonly country: string | null;
  readonly current_title: string | null;
  readonly current_employer: string | null;
  readonly experience_months: number | null;
  readonly highest_education: number | null;
  readonly top_skills: readonly string[];
  readonly languages: readonly string[];
  readonly tags: readonly string[];
  readonly quality: number;
  readonly status: 'complete' | 'partial';
  readonly filename: string | null;
  readonly external_ref: string | null;
  readonly language: string | null;
  readonly created_at: Date;
  readonly processed_at: Date;
  readonly updated_at: Date;
}

export type DisplayValue = string | number | Date;

export interface DisplayFilter {
  readonly column: DisplayColumn;
  readonly operator: DisplayOperator;
  /** A list for `in`, one value for every other operator. */
  readonly value: DisplayValue | readonly DisplayValue[];
}

export interface DisplaySort {
  readonly column: DisplayColumn;
  readonly direction: 'asc' | 'desc';
}

export interface DisplayQuery {
  readonly filters: readonly DisplayFilter[];
  /** Free text; words all must occur, "quoted phrases", -without. */
  readonly q?: string;
  readonly sort: DisplaySort;
  readonly page:
    | { readonly kind: 'page'; readonly number: number; readonly size: number }
    | { readonly kind: 'cursor'; readonly cursor: string | null; readonly size: number };
}
