import type { TableColumn, TableColumnType, TableValue } from './table.js';

/** Characters of a cell (Excel specifications and limits). */
const CELL_CHARACTERS = 32_767;
const DAY_MILLISECONDS = 86_400_000;
/** Day 0 of Excel's calendar, which takes 1900 for a leap year. */
const EXCEL_EPOCH = Date.UTC(1899, 11, 30);
/** The first day that both calendars count alike. */
const FIRST_DAY = Date.UTC(1900, 2, 1);
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Characters that XML 1.0 cannot have are left out; halves of surrogate pairs are replaced. */
const xmlText = (text: string): string =>
  Buffer.from(text.slice(0, CELL_CHARACTERS))
    .toString()
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
    .replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);

const textCell = (text: string): string => `<c t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;

/** Days since Excel's epoch; null where its calendar does not reach. */
function serial(milliseconds: number): number | null {
  return milliseconds >= FIRST_DAY ? (milliseconds - EXCEL_EPOCH) / DAY_MILLISECONDS : null;
}

function cell(type: TableColumnType, value: TableValue | undefined): string {
  if (value === null || value === undefined) return '<c/>';
  if (type === 'boolean') return `<c t="b"><v>${value ? 1 : 0}</v></c>`;
  if (typeof value === 'number') return `<c><v>${value}</v></c>`;
  if (type === 'time') {
    const time = value instanceof Date ? value : new Date(String(value));
    const days = serial(time.getTime());
    return days === null ? textCell(time.toISOString()) : `<c s="2"><v>${days}</v></c>`;
  }
  if (type === 'date') {
    const days = serial(Date.parse(`${String(value)}T00:00:00Z`));
    return days === null ? textCell(String(value)) : `<c s="1"><v>${days}</v></c>`;
  }
  return textCell(Array.isArray(value) ? value.join('; ') : String(value));
}

export const rowXml = (columns: readonly TableColumn[], row: readonly TableValue[]): string =>
  `<row>${columns.map(({ type }, index) => cell(type, row[index])).join('')}</row>`;

/** Start of a sheet with its header row, which stays in sight. */
export const openSheet = (columns: readonly TableColumn[]): string =>
  `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData><row>${columns.map(({ name }) => textCell(name)).join('')}</row>`;

export const closeSheet = (): string => '</sheetData></worksheet>';

/** The other parts of a workbook with this many sheets: styles 1 and 2 are dates and times. */
export function packageParts(sheets: number): [name: string, content: string][] {
  const numbers = Array.from({ length: sheets }, (_, index) => index + 1);
  const type = (part: string, kind: string) =>
    `<Override PartName="/xl/${part}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`;
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`;
  const relations = (content: string) =>
    `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${content}</Relationships>`;
  return [
    [
      '[Content_Types].xml',
      `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${type('workbook', 'sheet.main')}${type('styles', 'styles')}${numbers.map((n) => type(`worksheets/sheet${n}`, 'worksheet')).join('')}</Types>`,
    ],
    ['_rels/.rels', relations(relation('rId1', 'officeDocument', 'xl/workbook.xml'))],
    [
      'xl/workbook.xml',
      `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${numbers.map((n) => `<sheet name="Rows${n > 1 ? ` ${n}` : ''}" sheetId="${n}" r:id="rId${n}"/>`).join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations(
        numbers.map((n) => relation(`rId${n}`, 'worksheet', `worksheets/sheet${n}.xml`)).join('') +
          relation(`rId${sheets + 1}`, 'styles', 'styles.xml'),
      ),
    ],
    [
      'xl/styles.xml',
      `${DECLARATION}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="1"><font/></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ],
  ];
}
