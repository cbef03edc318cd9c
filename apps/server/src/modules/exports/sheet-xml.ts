import { type CalendarDate, parseCalendarDate, toEpochDay } from '@fintrack/core/dates';
import { EXPORT_COLUMNS, type ExportedRow, writeCells } from '@fintrack/core/exporting';
import { currencyExponent, parseCurrency } from '@fintrack/core/money';

/** The parts of a workbook (ECMA-376, SpreadsheetML) whose sheets hold rows of an export. */
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Rows of a sheet, the header among them. */
export const MOST_SHEET_ROWS = 1_048_576;

/** What stands before the rows: the header stays in sight while one reads on. */
export function beginSheet(): string {
  const columns = EXPORT_COLUMNS.map(
    ({ key }, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${WIDTHS[key] ?? 14}" customWidth="1"/>`,
  );
  const cells = EXPORT_COLUMNS.map(({ header }, index) => textCell(header, `${columnName(index)}1`, HEADER));
  return (
    `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${columns.join('')}</cols><sheetData><row r="1">${cells.join('')}</row>`
  );
}

/** A row of the sheet; `number` is 1-based, and the header is the first. */
export function sheetRow(row: ExportedRow, number: number): string {
  const texts = writeCells(row);
  const cells = EXPORT_COLUMNS.map(({ kind }, index) => {
    const text = texts[index] ?? '';
    if (text === '') return '';
    const reference = `${columnName(index)}${number}`;
    switch (kind) {
      case 'date':
        return dateCell(parseCalendarDate(text), reference);
      case 'amount':
        return amountCell(text, reference, row.currency);
      case 'originalAmount':
        return amountCell(text, reference, row.originalCurrency ?? row.currency);
      case 'text':
        return textCell(text, reference, TEXT);
    }
  });
  return `<row r="${number}">${cells.join('')}</row>`;
}

export function endSheet(): string {
  return '</sheetData></worksheet>';
}

/** The files beside the sheets, by their names in the archive. */
export function workbookParts(sheets: number): ReadonlyMap<string, string> {
  const numbers = Array.from({ length: sheets }, (_, index) => index + 1);
  const name = (number: number): string => (number === 1 ? 'Transactions' : `Transactions ${number}`);
  const named = numbers.map(
    (number) => `<sheet name="${name(number)}" sheetId="${number}" r:id="rId${number}"/>`,
  );
  const type = (part: string, kind: string): string =>
    `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`;
  const relation = (id: string, kind: string, target: string): string =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`;
  const relations = (content: string): string =>
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${content}</Relationships>`;
  return new Map([
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="${PACKAGE}/content-types">` +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        '<Default Extension="xml" ContentType="application/xml"/>' +
        `${type('/xl/workbook.xml', 'sheet.main')}${type('/xl/styles.xml', 'styles')}` +
        `${numbers.map((number) => type(`/xl/worksheets/sheet${number}.xml`, 'worksheet')).join('')}</Types>`,
    ],
    ['_rels/.rels', relations(relation('rId1', 'officeDocument', 'xl/workbook.xml'))],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${named.join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations(
        numbers
          .map((number) => relation(`rId${number}`, 'worksheet', `worksheets/sheet${number}.xml`))
          .join('') + relation(`rId${sheets + 1}`, 'styles', 'styles.xml'),
      ),
    ],
    ['xl/styles.xml', STYLES],
  ]);
}

const WIDTHS: Readonly<Record<string, number>> = {
  date: 11,
  account: 20,
  payee: 26,
  description: 36,
  category: 26,
  currency: 9,
  type: 10,
  status: 11,
  notes: 30,
  bankText: 36,
  id: 38,
};

/** Places in the list of styles below. */
const HEADER = 1;
const TEXT = 2;
const DATE = 3;
const AMOUNTS: Readonly<Record<number, number>> = { 0: 4, 2: 5, 3: 6, 4: 7 };

/** Number formats of a workbook's own begin at 164; 49 is text. */
const STYLES =
  `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="5"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>` +
  '<numFmt numFmtId="165" formatCode="#,##0"/><numFmt numFmtId="166" formatCode="#,##0.00"/>' +
  '<numFmt numFmtId="167" formatCode="#,##0.000"/><numFmt numFmtId="168" formatCode="#,##0.0000"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>' +
  '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="8">${[0, -1, 49, 164, 165, 166, 167, 168].map(cellStyle).join('')}</cellXfs>` +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';

function cellStyle(format: number): string {
  if (format === -1) return '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>';
  return `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`;
}

/** Day 1 is 1 January 1900; spreadsheets count a 29 February of that year, so that earlier days are told as text. */
function dateCell(date: CalendarDate, reference: string): string {
  if (date < '1900-03-01') return textCell(date, reference, TEXT);
  return `<c r="${reference}" s="${DATE}"><v>${toEpochDay(date) + DAYS_BEFORE_EPOCH}</v></c>`;
}

const DAYS_BEFORE_EPOCH = 25_569;

/** A spreadsheet's numbers have fifteen digits; an amount with more of them is a text, which loses none. */
function amountCell(text: string, reference: string, currency: string): string {
  if (text.replace(/^-|\./gu, '').replace(/^0+/u, '').length > 15) return textCell(text, reference, TEXT);
  const style = AMOUNTS[currencyExponent(parseCurrency(currency))] ?? TEXT;
  return `<c r="${reference}" s="${style}"><v>${text}</v></c>`;
}

/** Characters that a cell holds. */
const MOST_CHARACTERS = 32_767;
const TOO_LONG = 'Too long for a workbook. Take the CSV or JSON file.';

function textCell(text: string, reference: string, style: number): string {
  const shown = text.length > MOST_CHARACTERS ? TOO_LONG : text;
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(shown)}</t></is></c>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML has no control characters; a workbook writes them as _x0001_, and an underscore before what looks so too. */
function escapeXml(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/gu, '_x005F_')
    .replace(
      /[^\P{Cc}\t\n]|[\uFFFE\uFFFF]/gu,
      (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .replace(/[&<>"]/gu, (sign) => ENTITIES[sign] ?? sign);
}

const A = 'A'.charCodeAt(0);

/** "A" for the first column, "AA" for the 27th. */
function columnName(index: number): string {
  const last = String.fromCharCode(A + (index % 26));
  return index < 26 ? last : columnName(Math.floor(index / 26) - 1) + last;
}
