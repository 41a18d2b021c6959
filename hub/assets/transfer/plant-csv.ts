import { CsvError, parse } from 'csv-parse/sync';
import { refused } from '#schemas/errors/refused';
import { said } from '#schemas/errors/said';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { wrongBy, wrongByRule } from '#schemas/http/wrong';
import { CSV_COLUMNS, type CsvColumn, type LooseRow, type RowKind } from './csv-columns.ts';
import { type ReadRow, ROWS_MAX, TransferRow, type WrongCell } from './transfer-row.ts';

const HEAD = ['kind', 'path'];
const CELL_CHARACTERS_MAX = 20_000;
/** What spreadsheets take for a formula when a cell begins with it; an apostrophe before it has them leave it alone. */
const FORMULA = /^[=+\-@\t\r']/;
const GUARDED = /^'(?=[=+\-@\t\r'])/;

/** The file line by line, as spreadsheets read it. */
export function* writePlantCsv(rows: Iterable<TransferRow>): Generator<string> {
  // With the mark spreadsheets read the letters of every language right.
  yield `\ufeff${[...HEAD, ...CSV_COLUMNS.map(({ name }) => name)].join(',')}\r\n`;
  for (const row of rows) {
    const cells = CSV_COLUMNS.map((column) =>
      column.of.includes(row.kind) ? column.write(row) : '',
    );
    yield `${[row.kind, row.path.join('/'), ...cells].map(cellOf).join(',')}\r\n`;
  }
}

function cellOf(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What each row of a CSV file says, one after the other. Throws `request_invalid` when it is no plant file. */
export function* readPlantCsv(text: string): Generator<ReadRow> {
  const [head = [], ...rows] = recordsOf(text);
  const names = head.map((name) => name.trim().toLowerCase().replace(/[ -]+/g, '_'));
  if (!HEAD.every((name) => names.includes(name))) {
    throw refused('csv_heads_missing');
  }
  const columns = names.map((name) => CSV_COLUMNS.find((column) => column.name === name) ?? null);
  const unknown = names.filter((name, i) => columns[i] === null && !HEAD.includes(name));
  if (unknown.length > 0)
    throw refused('csv_column_unknown', { names: unknown.slice(0, 5).join(', ') });
  if (new Set(names).size < names.length) throw refused('csv_column_twice');
  if (rows.length > ROWS_MAX) throw refused('plant_file_too_long', { count: ROWS_MAX });
  for (const [i, cells] of rows.entries()) {
    const isEmpty = cells.every((cell) => cell.trim() === '');
    if (!isEmpty) yield readRow(i + 2, cells, { names, columns });
  }
}

function recordsOf(text: string): string[][] {
  const firstLine = text.slice(0, text.search(/[\r\n]|$/));
  const delimiter = firstLine.includes(';') && !firstLine.includes(',') ? ';' : ',';
  try {
    return parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      max_record_size: CELL_CHARACTERS_MAX * 2,
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    // `lines`: how many it read before it gave up (csv-parse).
    throw typeof cause.lines === 'number'
      ? refused('csv_unreadable_at', { line: cause.lines }, { cause })
      : refused('csv_unreadable', {}, { cause });
  }
}

function readRow(
  row: number,
  cells: readonly string[],
  { names, columns }: { names: readonly string[]; columns: readonly (CsvColumn | null)[] },
): ReadRow {
  const cell = (name: string) => plain(cells[names.indexOf(name)] ?? '');
  const kind = cell('kind').toLowerCase();
  const into: LooseRow = { kind, path: pathOf(cell('path')) };
  const errors: WrongCell[] = [];
  if (cells.length > names.length) {
    errors.push({ column: null, ...said('row_too_many_cells') });
  }
  for (const [i, column] of columns.entries()) {
    if (column === null) continue;
    const content = plain(cells[i] ?? '');
    const concerns = column.of.includes(kind as RowKind);
    if (!concerns) {
      if (content !== '') {
        errors.push({ column: column.name, ...said('row_has_no', { kind, column: column.name }) });
      }
      continue;
    }
    try {
      column.read(content, into);
    } catch (error) {
      if (!(error instanceof TremoloError)) throw error;
      errors.push({ column: column.name, ...wrongBy(error) });
    }
  }
  return judged(row, into, errors);
}

/** What the schema of a row says of it. */
export function judged(row: number, loose: unknown, found: readonly WrongCell[] = []): ReadRow {
  const parsed = TransferRow.safeParse(loose);
  if (parsed.success && found.length === 0) return { row, says: parsed.data, errors: [] };
  const issues = parsed.success ? [] : parsed.error.issues;
  const more = issues.map((issue) => ({ column: columnOf(issue.path), ...wrongByRule(issue) }));
  const known = new Set(found.map(({ column }) => column));
  return {
    row,
    says: null,
    errors: [...found, ...more.filter(({ column }) => !known.has(column))],
  };
}

/** `machine.powerKw` is the column power_kw. */
function columnOf(path: readonly PropertyKey[]): string | null {
  const inner = ['machine', 'position', 'mounting', 'facts'].includes(String(path[0]));
  const name = path[inner ? 1 : 0];
  if (name === undefined) return null;
  const snake = String(name).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return { name: 'point_name', baseline_velocity_mm_s: 'baseline_mm_s' }[snake] ?? snake;
}

const plain = (cell: string) => cell.replace(GUARDED, '').trim();

const pathOf = (text: string) => (text === '' ? [] : text.split('/').map((name) => name.trim()));
