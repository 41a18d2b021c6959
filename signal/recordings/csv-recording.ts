import { TremoloError } from '#schemas/errors/tremolo-error';

/** Which columns to keep (by header name or zero-based position; all when absent). */
export interface CsvOptions {
  columns?: readonly (string | number)[];
}

/** A column of numbers; `name` is the header's, or the zero-based position where the file has no header. */
export interface CsvColumn {
  name: string;
  data: Float64Array;
}

const DELIMITERS = ['\t', ';', ','] as const;

/**
 * Reads the numeric columns of a text table: one row a line; separated by tab, semicolon, comma or spaces; decimal
 * comma where tab or semicolon separates; an optional header line. @throws TremoloError recording_unreadable
 */
export function readCsv(text: string, options: CsvOptions = {}): CsvColumn[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  while (lines.length > 0 && lines.at(-1)!.trim() === '') lines.pop();
  const first = lines[0];
  if (first === undefined) throw unreadable('The table is empty.');
  const split = splitter(lines[1] ?? first);
  const header = split(first);
  const hasHeader = header.some((cell) => Number.isNaN(toNumber(cell)));
  const names = hasHeader ? header : header.map((_, position) => String(position));
  const picked = (options.columns ?? names.map((_, i) => i)).map((c) => position(names, c));
  const rows = hasHeader ? lines.slice(1) : lines;
  if (rows.length === 0) throw unreadable('The table has a header but no rows.');
  const columns = picked.map((at) => ({ name: names[at]!, data: new Float64Array(rows.length) }));
  for (let r = 0; r < rows.length; r++) {
    const cells = split(rows[r]!);
    for (let c = 0; c < picked.length; c++) {
      const value = toNumber(cells[picked[c]!] ?? '');
      if (!Number.isFinite(value)) {
        const line = r + (hasHeader ? 2 : 1);
        throw unreadable(`Line ${line} has no number in column ${columns[c]!.name}.`);
      }
      columns[c]!.data[r] = value;
    }
  }
  return columns;
}

/** Splits as the first data line shows: the header may hold commas of its own ("force; N, mean"). */
function splitter(sample: string): (line: string) => string[] {
  const delimiter = DELIMITERS.find((d) => sample.includes(d));
  const clean = (cell: string) => cell.trim().replace(/^"(.*)"$/, '$1');
  if (delimiter === undefined) return (line) => line.trim().split(/\s+/).map(clean);
  return (line) => line.split(delimiter).map(clean);
}

function toNumber(cell: string): number {
  return cell === '' ? Number.NaN : Number(cell.replace(',', '.'));
}

function position(names: readonly string[], column: string | number): number {
  const at = typeof column === 'number' ? column : names.indexOf(column);
  if (names[at] === undefined) {
    throw unreadable(
      `The table has no column ${column}; it has ${names.join(', ').slice(0, 200)}.`,
    );
  }
  return at;
}

function unreadable(sentence: string): TremoloError {
  return new TremoloError('recording_unreadable', sentence);
}
