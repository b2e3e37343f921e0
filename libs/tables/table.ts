/** `date` values are ISO 8601 days, `time` values instants (dates, or ISO 8601 in UTC), `list` values lists of texts. */
export type TableColumnType = 'text' | 'list' | 'integer' | 'number' | 'boolean' | 'date' | 'time' | 'uuid';

export interface TableColumn {
  readonly name: string;
  readonly type: TableColumnType;
}

export type TableValue = string | number | boolean | Date | readonly string[] | null;
/** Values in the order of the columns. */
export type TableRow = readonly TableValue[];

export const TABLE_FORMATS = ['csv', 'ndjson', 'xlsx', 'parquet'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

export const MEDIA_TYPES: Readonly<Record<TableFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
};

export interface TableOptions {
  /** CSV: begin with the byte order mark that Excel tells UTF-8 by. */
  readonly bom?: boolean;
}
