/**
 * Something worth telling that does not stop the parse. Codes are stable and listed in docs/findings.md; messages
 * never quote the document.
 */
export interface Issue {
  readonly code: FindingCode;
  readonly severity: 'info' | 'warning' | 'error';
  readonly message: string;
  /** JSON Pointer into the master record, null where the whole document is meant. */
  readonly path: string | null;
  /** Page from 1, where one is meant. */
  readonly page?: number;
}

export const FINDING_CODES = [
  'hidden_text',
  'page_limit_reached',
  'page_unreadable',
  'page_read_by_ocr',
  'low_ocr_confidence',
  'ocr_time_limit_reached',
  'text_layer_replaced',
  'owner_protected',
  'embedded_data_used',
  'embedded_data_ignored',
  'tracked_changes_accepted',
  'external_reference_ignored',
  'encoding_guessed',
  'nothing_recognised',
  'no_name',
  'no_contact',
  'no_experience',
  'no_education',
  'no_headings',
  'not_a_cv',
  'date_range_reversed',
  'date_in_future',
  'overlapping_positions',
  'ambiguous_numeric_date',
  'invalid_email',
  'invalid_phone',
  'unknown_section',
  'unmapped_lines',
  'correction_conflict',
] as const;

export type FindingCode = (typeof FINDING_CODES)[number];
