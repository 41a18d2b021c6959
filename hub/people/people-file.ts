import type { PersonRow } from '#schemas/http/people';

/** Columns of the exported list, in their order. */
const COLUMNS: readonly (readonly [string, (row: PersonRow) => string])[] = [
  ['name', (row) => row.name],
  ['full_name', (row) => row.fullName ?? ''],
  ['email', (row) => row.email ?? ''],
  ['role', (row) => row.role],
  ['status', (row) => row.status],
  ['teams', (row) => row.teams.map(({ name }) => name).join('; ')],
  ['second_factor', (row) => (row.hasSecondFactor ? 'yes' : 'no')],
  ['registered', (row) => dateOf(row.createdMs)],
  ['last_sign_in', (row) => dateOf(row.lastSignInMs)],
];
/** Rows of one piece: none holds up the hub for long. */
const PIECE = 100;

/** The list as a CSV file (RFC 4180), piece by piece; a cell that a spreadsheet would run begins with an apostrophe. */
export function* peopleCsv(rows: Iterable<PersonRow>): Generator<string> {
  yield `${COLUMNS.map(([name]) => name).join(',')}\r\n`;
  yield* inPieces(rows, (row) => `${COLUMNS.map(([, cell]) => quoted(cell(row))).join(',')}\r\n`);
}

/** The list as a JSON array, piece by piece. */
export function* peopleJson(rows: Iterable<PersonRow>): Generator<string> {
  let isFirst = true;
  yield '[';
  yield* inPieces(rows, (row) => {
    const { actions: _, ...facts } = row;
    const text = `${isFirst ? '' : ','}\n${JSON.stringify(facts)}`;
    isFirst = false;
    return text;
  });
  yield '\n]\n';
}

function* inPieces(rows: Iterable<PersonRow>, textOf: (row: PersonRow) => string) {
  let piece = '';
  let count = 0;
  for (const row of rows) {
    piece += textOf(row);
    count++;
    if (count % PIECE > 0) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

function quoted(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const dateOf = (atMs: number | null) => (atMs === null ? '' : new Date(atMs).toISOString());
