import { strToU8, zipSync } from 'fflate';
import type { Column } from './column.ts';

/** As many characters take spreadsheets in one cell. */
const CELL_MAX = 32_767;
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** What an Excel workbook (ECMA-376) with one sheet needs around the sheet. */
const AROUND = {
  '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Tremolo" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
};

/** An Excel workbook: titles in its first row, numbers as numbers, all else as text that no spreadsheet runs. */
export function xlsxOf<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): Uint8Array<ArrayBuffer> {
  const lines = [
    columns.map(({ title }) => text(title)),
    ...rows.map((row) => columns.map((column) => cell(column, row))),
  ];
  const body = lines.map((cells) => `<row>${cells.join('')}</row>`).join('');
  const sheet = `<worksheet xmlns="${MAIN}"><sheetData>${body}</sheetData></worksheet>`;
  const parts = Object.entries({ ...AROUND, 'xl/worksheets/sheet1.xml': sheet });
  // At once, not by a worker: the policy of the page allows none that is made from text.
  return zipSync(Object.fromEntries(parts.map(([name, part]) => [name, strToU8(HEAD + part)])));
}

function cell<Row>({ words, isName }: Column<Row>, row: Row): string {
  const value = words(row);
  // A name stays a name, and what would lose a digit or a zero in front stays as it is written.
  const isNumber = !isName && /^-?\d{1,15}(\.\d+)?$/.test(value) && String(Number(value)) === value;
  return isNumber ? `<c><v>${value}</v></c>` : text(value);
}

function text(value: string): string {
  return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(value.slice(0, CELL_MAX))}</t></is></c>`;
}

function escaped(value: string): string {
  return (
    value
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no place for these, not even escaped.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      // Spreadsheets would read `_x0041_` as an escaped letter.
      .replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('\r', '&#13;')
  );
}
