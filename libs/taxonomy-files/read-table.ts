import { parse } from 'csv-parse';
import { type SourceFile, TaxonomyFileError } from './source-files.js';

export type Row = Readonly<Record<string, string>>;

/** Rows of a table by the names of its columns. Throws TaxonomyFileError where one that is needed is missing, or the text is no table. */
export async function* readTable(
  file: SourceFile,
  options: { readonly delimiter: ',' | '\t'; readonly needed: readonly string[] },
): AsyncGenerator<Row> {
  const parser = parse({
    bom: true,
    delimiter: options.delimiter,
    // text files of O*NET have quotation marks that quote nothing
    quote: options.delimiter === ',' ? '"' : null,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: 4 * 1024 * 1024,
    columns: (header: string[]) => {
      const names = header.map((name) => name.trim());
      const missing = options.needed.filter((name) => !names.includes(name));
      if (missing.length > 0)
        throw new TaxonomyFileError(
          `${file.name} lacks the columns ${missing.join(', ')}; it is not in the official layout.`,
        );
      return names;
    },
  });
  const stream = await file.open();
  stream.on('error', (error) => parser.destroy(error));
  stream.pipe(parser);
  try {
    for await (const row of parser) yield row as Row;
  } catch (error) {
    if (error instanceof TaxonomyFileError) throw error;
    throw new TaxonomyFileError(`${file.name} cannot be read as a table.`, { cause: error });
  }
}
