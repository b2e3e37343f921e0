import { dayOf, instantOf } from './calendar.js';
import { numberText } from './number-text.js';
import type { TableColumn, TableColumnType, TableRow, TableValue } from './table.js';

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

/**
 * What XML 1.0 cannot have, what it has for markup, what may be half of a surrogate pair, and white space that its readers
 * may take away.
 */
const NOT_PLAIN = /[\u0000-\u001F&<>\uD800-\uDFFF\uFFFE\uFFFF]|^\s|\s$| {2}/;
const [OPEN, OPEN_PRESERVED, CLOSE] = [
  '<c t="inlineStr"><is><t>',
  '<c t="inlineStr"><is><t xml:space="preserve">',
  '</t></is></c>',
];

/** Characters that XML 1.0 cannot have are left out; halves of surrogate pairs are replaced. */
const xmlText = (text: string): string =>
  Buffer.from(text)
    .toString()
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
    .replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);

function textCell(whole: string): string {
  const text = whole.length > CELL_CHARACTERS ? whole.slice(0, CELL_CHARACTERS) : whole;
  return NOT_PLAIN.test(text) ? OPEN_PRESERVED + xmlText(text) + CLOSE : OPEN + text + CLOSE;
}

/** Days since Excel's epoch, or the text where its calendar does not reach. */
function dateCell(style: number, milliseconds: number, text: string): string {
  if (!(milliseconds >= FIRST_DAY)) return textCell(text);
  return `<c s="${style}"><v>${numberText((milliseconds - EXCEL_EPOCH) / DAY_MILLISECONDS)}</v></c>`;
}

type Cell = (value: NonNullable<TableValue>) => string;

const text: Cell = (value) =>
  typeof value === 'string' ? textCell(value) : textCell(Array.isArray(value) ? value.join('; ') : String(value));
const number: Cell = (value) =>
  typeof value === 'number' && Number.isFinite(value) ? `<c><v>${numberText(value)}</v></c>` : text(value);
const CELLS: Readonly<Record<TableColumnType, Cell>> = {
  text,
  uuid: (value) => (typeof value === 'string' ? OPEN + value + CLOSE : text(value)),
  list: text,
  integer: number,
  number,
  boolean: (value) => `<c t="b"><v>${value ? 1 : 0}</v></c>`,
  date: (value) => dateCell(1, dayOf(value) * DAY_MILLISECONDS, String(value)),
  time: (value) => dateCell(2, instantOf(value), value instanceof Date ? value.toISOString() : String(value)),
};

/** Writes the rows of a sheet. */
export function rowWriter(columns: readonly TableColumn[]): (row: TableRow) => string {
  const cells = columns.map(({ type }) => CELLS[type]);
  return (row) => {
    let xml = '<row>';
    for (let index = 0; index < cells.length; index++) {
      const value = row[index];
      xml += value === null || value === undefined ? '<c/>' : cells[index]?.(value);
    }
    return `${xml}</row>`;
  };
}

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
