import { TremoloError } from '#schemas/errors/tremolo-error';
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
    throw new TremoloError('request_invalid', 'This is no plant file of Tremolo.');
  }
  if (file.data.rows.length > ROWS_MAX) {
    throw new TremoloError('request_invalid', `A file holds ${ROWS_MAX} rows at most.`);
  }
  for (const [i, row] of file.data.rows.entries()) yield judged(i + 1, row);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new TremoloError('request_invalid', 'This is no JSON file.', { cause });
  }
}
