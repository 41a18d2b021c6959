import { dateTime, fixed } from '../../text/numbers.ts';
import { decibel } from './analysis-frame.ts';
import type { LoadedSignal } from './loaded-signal.ts';
import type { Worked } from './signal-work.ts';

/** Amplitudes row by row, the earliest above; NaN where nothing was measured. */
export interface Picture {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
  readonly topHz: number;
  readonly floorDb: number;
  readonly topDb: number;
  /** What stands beside the rows, evenly spread from above to below. */
  readonly rowWords: readonly string[];
}

const COLUMNS = 800;
const SPAN_DB = 60;
/** How high a row of a waterfall is: a few captures must not be a few hairlines. */
const WATERFALL_ROWS = 240;
const TIME_WORDS = 8;

/** Spectra over one recording. */
export function spectrogramPicture([worked]: readonly Worked[]): Picture | null {
  if (worked?.kind !== 'picture') return null;
  const { rows, bins, hzPerBin, secondsPerRow, values } = worked;
  const topHz = bins * hzPerBin;
  const drawn = new Float32Array(rows * COLUMNS).fill(Number.NaN);
  for (let row = 0; row < rows; row++) {
    fillRow(drawn, row, values.subarray(row * bins, (row + 1) * bins), hzPerBin, topHz);
  }
  const seconds = rows * secondsPerRow;
  const rowWords = Array.from(
    { length: TIME_WORDS },
    (_, i) => `${fixed((seconds * (i + 0.5)) / TIME_WORDS, 2)} s`,
  );
  return { rows, columns: COLUMNS, values: drawn, topHz, rowWords, ...levels(drawn) };
}

/** A band of spectra for each capture, the earliest above. */
export function waterfallPicture(
  worked: readonly Worked[],
  signals: readonly LoadedSignal[],
): Picture | null {
  const spectra = worked.flatMap((one, i) =>
    one.kind === 'steps' && signals[i] !== undefined ? [{ ...one, signal: signals[i] }] : [],
  );
  if (spectra.length === 0) return null;
  spectra.sort((a, b) => a.signal.atMs - b.signal.atMs);
  const topHz = Math.max(...spectra.map(({ values, step }) => (values.length - 1) * step));
  const each = Math.max(1, Math.floor(WATERFALL_ROWS / spectra.length));
  const rows = each * spectra.length;
  const drawn = new Float32Array(rows * COLUMNS).fill(Number.NaN);
  for (const [i, { values, step }] of spectra.entries()) {
    fillRow(drawn, i * each, values, step, topHz);
    for (let row = 1; row < each; row++) {
      const from = i * each * COLUMNS;
      drawn.copyWithin(from + row * COLUMNS, from, from + COLUMNS);
    }
  }
  const rowWords = spectra.map(({ signal }) => dateTime(signal.atMs));
  return { rows, columns: COLUMNS, values: drawn, topHz, rowWords, ...levels(drawn) };
}

/** The highest of each column; with fewer bins than columns a bin reaches to the next one. */
function fillRow(
  drawn: Float32Array,
  row: number,
  values: Float32Array,
  step: number,
  topHz: number,
): void {
  for (let bin = 1; bin < values.length; bin++) {
    const from = Math.floor((bin * step * COLUMNS) / topHz);
    const to = Math.max(from + 1, Math.floor(((bin + 1) * step * COLUMNS) / topHz));
    for (let column = from; column < Math.min(to, COLUMNS); column++) {
      const at = row * COLUMNS + column;
      if (!(drawn[at] >= values[bin])) drawn[at] = values[bin];
    }
  }
}

function levels(values: Float32Array): { floorDb: number; topDb: number } {
  let most = 1e-9;
  for (const value of values) if (value > most) most = value;
  const topDb = decibel(most);
  return { floorDb: topDb - SPAN_DB, topDb };
}
