import type { QueryResultRow } from 'pg';
import type { DataSource } from 'typeorm';

export interface NamedStatement {
  /** One text has one name. */
  readonly name: string;
  readonly text: string;
}

/** Rows of a statement that nearly every request runs: each connection parses and plans it once. */
export async function queryNamed<Row extends QueryResultRow>(
  dataSource: DataSource,
  statement: NamedStatement,
  values: readonly unknown[],
): Promise<Row[]> {
  const runner = dataSource.createQueryRunner();
  try {
    const connection = await runner.connect();
    return (await connection.query({ ...statement, values })).rows;
  } finally {
    await runner.release();
  }
}
