/** TypeORM answers UPDATE and DELETE with [rows, count], everything else with rows. */
export function rowsOf<Row>(result: unknown): Row[] {
  const list = result as unknown[];
  if (list.length === 2 && Array.isArray(list[0]) && typeof list[1] === 'number') return list[0] as Row[];
  return list as Row[];
}
