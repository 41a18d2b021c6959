import { refused } from '#schemas/errors/refused';
import { judged } from './plant-csv.ts';
import { PlantFile, type ReadRow, ROWS_MAX, type TransferRow } from './transfer-row.ts';

/** The file row by row, so that it never lies in memory as a whole. */
export function* writePlantJson(rows: Iterable<TransferRow>): Generator<string> {
  yield '{"tremolo":"plant","version":1,"rows":[\n';
  let isFirst = true;
  for (const row of rows) {
    yield `${isFirst ? '' : ',\n'}${JSON.stringify(row)}`;
    isFirst = false;
  }
  yield '\n]}\n';
}

/** What each row of a JSON file says, one after the other. Throws `request_invalid` when it is no plant file. */
export function* readPlantJson(text: string): Generator<ReadRow> {
  const file = PlantFile.safeParse(jsonOf(text));
  if (!file.success) {
    throw refused('no_plant_file');
  }
  if (file.data.rows.length > ROWS_MAX) {
    throw refused('plant_file_too_long', { count: ROWS_MAX });
  }
  for (const [i, row] of file.data.rows.entries()) yield judged(i + 1, row);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw refused('no_json_file', {}, { cause });
  }
}
