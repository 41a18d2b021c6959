import type { Column } from './column.ts';

/** RFC 4180, with a mark of UTF-8 in front, without which spreadsheets take it for something older. */
export function csvOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const lines = [
    columns.map(({ title }) => field(title)),
    ...rows.map((row) => columns.map(({ words }) => field(words(row)))),
  ];
  return `\uFEFF${lines.map((line) => `${line.join(',')}\r\n`).join('')}`;
}

/** One line of such a file without its end; numbers stay numbers, nothing is an empty field. */
export function csvLine(values: readonly (string | number | null)[]): string {
  return values
    .map((value) => (typeof value === 'number' ? String(value) : field(value ?? '')))
    .join(',');
}

function field(value: string): string {
  // A spreadsheet would run what begins like a formula (OWASP: CSV injection).
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
