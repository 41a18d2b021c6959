import { CsvError, parse } from 'csv-parse/sync';
import { refused } from '#schemas/errors/refused';
import { IMPORT_COLUMNS, IMPORT_ROWS_MAX, type ImportColumn } from '#schemas/http/people';

/** One row of a file as it was written; nothing about it is checked yet. */
export interface CsvRow {
  readonly line: number;
  readonly cells: Readonly<Record<ImportColumn, string>>;
}

const CELL_BYTES_MAX = 4_000;

/**
 * Reads a file of new accounts: commas, or semicolons as some spreadsheets write, with a header that names the columns. Throws
 * `request_invalid` with a sentence when it is no such file.
 */
export function readPeopleCsv(csv: string): CsvRow[] {
  const [header, ...rows] = records(csv);
  if (header === undefined) throw refused('people_file_empty');
  const columns = header.cells.map((name) => name.toLowerCase().replace(/[ -]/g, '_'));
  const unknown = columns.filter((name) => !IMPORT_COLUMNS.includes(name as ImportColumn));
  if (unknown.length > 0 || new Set(columns).size < columns.length) {
    throw refused('people_columns', { columns: IMPORT_COLUMNS.join(', ') });
  }
  if (!columns.includes('name') && !columns.includes('email')) {
    throw refused('people_needs_column');
  }
  if (rows.length === 0) throw refused('people_nobody');
  if (rows.length > IMPORT_ROWS_MAX) {
    throw refused('people_file_too_long', { count: IMPORT_ROWS_MAX });
  }
  return rows.map(({ line, cells }) => {
    if (cells.length > columns.length) {
      throw refused('people_line_cells', { line });
    }
    const cell = (column: ImportColumn) => cells[columns.indexOf(column)] ?? '';
    return {
      line,
      cells: {
        name: cell('name'),
        email: cell('email'),
        full_name: cell('full_name'),
        role: cell('role'),
      },
    };
  });
}

function records(csv: string): { line: number; cells: string[] }[] {
  const firstLine = csv.slice(0, csv.search(/[\r\n]|$/));
  const delimiter = firstLine.includes(';') && !firstLine.includes(',') ? ';' : ',';
  try {
    const parsed = parse(csv, {
      bom: true,
      delimiter,
      info: true,
      max_record_size: CELL_BYTES_MAX,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return parsed
      .map(({ record, info }) => ({ line: info.lines, cells: record }))
      .filter(({ cells }) => cells.some((cell) => cell !== ''));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw typeof error.lines === 'number'
      ? refused('csv_unreadable_at', { line: error.lines }, { cause: error })
      : refused('csv_unreadable', {}, { cause: error });
  }
}
