import { strToU8, Zip, ZipDeflate } from 'fflate';
import { closeSheet, openSheet, packageParts, rowXml } from './sheet-xml.js';
import type { TableColumn, TableRow } from './table.js';

/** Rows of a sheet, header included (Excel specifications and limits). */
const SHEET_ROWS = 1_048_576;

/** An Office Open XML workbook, written as it goes; what one sheet cannot hold goes on in the next. */
export async function* writeXlsx(
  columns: readonly TableColumn[],
  batches: AsyncIterable<readonly TableRow[]>,
  sheetRows = SHEET_ROWS,
): AsyncGenerator<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  const taken = () => chunks.splice(0);
  let sheets = 0;
  let count = 0;
  const begin = (): ZipDeflate => {
    sheets += 1;
    count = 1;
    const part = new ZipDeflate(`xl/worksheets/sheet${sheets}.xml`, { level: 6 });
    zip.add(part);
    part.push(strToU8(openSheet(columns)));
    return part;
  };
  let sheet = begin();
  for await (const rows of batches) {
    let text = '';
    for (const row of rows) {
      if (count === sheetRows) {
        sheet.push(strToU8(text + closeSheet()), true);
        text = '';
        sheet = begin();
      }
      text += rowXml(columns, row);
      count += 1;
    }
    if (text) sheet.push(strToU8(text));
    yield* taken();
  }
  sheet.push(strToU8(closeSheet()), true);
  for (const [name, content] of packageParts(sheets)) {
    const part = new ZipDeflate(name, { level: 6 });
    zip.add(part);
    part.push(strToU8(content), true);
  }
  zip.end();
  yield* taken();
}
