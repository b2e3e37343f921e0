import { GrowingBytes } from './growing-bytes.js';
import { closeSheet, openSheet, packageParts, rowWriter } from './sheet-xml.js';
import type { TableColumn, TableRow } from './table.js';
import { ZipStream } from './zip-stream.js';

/** Rows of a sheet, header included (Excel specifications and limits). */
const SHEET_ROWS = 1_048_576;
/** Bytes of XML that one sheet has at most: less than 32 bits count, by more than a batch of rows. */
const SHEET_BYTES = 2 * 1_024 ** 3;

/** An Office Open XML workbook, written as it goes; what one sheet cannot hold goes on in the next. */
export async function* writeXlsx(
  columns: readonly TableColumn[],
  batches: AsyncIterable<readonly TableRow[]>,
  { sheetRows = SHEET_ROWS, sheetBytes = SHEET_BYTES } = {},
): AsyncGenerator<Uint8Array> {
  const zip = new ZipStream();
  const rowXml = rowWriter(columns);
  let sheets = 0;
  let count = 0;
  let bytes = 0;
  // One batch is compressed while the next is read and written as XML.
  let [xml, compressing] = [new GrowingBytes(), new GrowingBytes()];
  let compressed = Promise.resolve();
  const push = async () => {
    await compressed;
    [xml, compressing] = [compressing, xml];
    xml.clear();
    bytes += compressing.length;
    compressed = zip.write(compressing.written);
    // What fails while nobody waits for it is told with the next batch.
    compressed.catch(() => undefined);
  };
  const begin = () => {
    sheets += 1;
    count = 1;
    bytes = 0;
    zip.begin(`xl/worksheets/sheet${sheets}.xml`);
    xml.appendText(openSheet(columns));
  };
  const end = async () => {
    xml.appendText(closeSheet());
    await push();
    await compressed;
    await zip.end();
  };
  try {
    begin();
    for await (const rows of batches) {
      for (const row of rows) {
        if (count === sheetRows || bytes >= sheetBytes) {
          await end();
          begin();
        }
        xml.appendText(rowXml(row));
        count += 1;
      }
      await push();
      yield* zip.taken();
    }
    await end();
    for (const [name, content] of packageParts(sheets)) {
      zip.begin(name);
      await zip.write(Buffer.from(content));
      await zip.end();
    }
    zip.finish();
    yield* zip.taken();
  } finally {
    zip.close();
  }
}
