import type { PlanePart } from '../../parts/charts/plane-plot.ts';
import type { Range } from '../../parts/charts/view-range.ts';
import { decibel } from './analysis-frame.ts';
import type { Worked } from './signal-work.ts';

/** A spectrum as a row: value i stands at `from` + i × `step` of the axis across. */
export interface PictureRow {
  readonly values: Float32Array;
  readonly from: number;
  readonly step: number;
}

/** Amplitudes row by row, the earliest first; null where a row has no place on the axis. */
export interface Picture {
  readonly rows: readonly (PictureRow | null)[];
  /** Where the middle of the first row stands on the axis down, and how far the rows are apart. */
  readonly firstY: number;
  readonly stepY: number;
  readonly part: PlanePart;
}

/** What the colours reach over, dB. */
export interface Levels {
  readonly floorDb: number;
  readonly topDb: number;
}

const SPAN_DB = 60;
const QUIETEST = 1e-9;

/** Spectra over one recording, or a part of it; `perHz` is the length of one Hz on the axis. */
export function spectrogramPicture(worked: Worked | undefined, perHz: number): Picture | null {
  if (worked?.kind !== 'picture') return null;
  const { rows, bins, firstBin, hzPerBin, firstRowS, secondsPerRow, values } = worked;
  const { fromS, toS, lowHz, highHz } = worked.plan;
  const step = hzPerBin * perHz;
  return {
    rows: Array.from({ length: rows }, (_, row) => ({
      ...{ values: values.subarray(row * bins, (row + 1) * bins), from: firstBin * step, step },
    })),
    ...{ firstY: firstRowS, stepY: secondsPerRow },
    part: { x: [lowHz * perHz, highHz * perHz], y: [fromS, toS] },
  };
}

/** A row for each spectrum, in the order given; one without `perHz` is left empty. */
export function waterfallPicture(
  worked: readonly (Worked | undefined)[],
  perHz: readonly (number | null)[],
  whole: PlanePart,
): Picture | null {
  if (worked.length === 0) return null;
  const rows: (PictureRow | null)[] = [];
  for (const [i, one] of worked.entries()) {
    if (one?.kind !== 'steps') return null;
    const scale = perHz[i];
    rows.push(scale === null ? null : { values: one.values, from: 0, step: one.step * scale });
  }
  return { rows, firstY: 0.5, stepY: 1, part: whole };
}

/** Whether a picture reaches over all of this part. */
export function covers({ part }: Picture, { x, y }: PlanePart): boolean {
  const within = (inner: Range, outer: Range) => {
    const slack = 1e-9 * (outer[1] - outer[0]);
    return inner[0] >= outer[0] - slack && inner[1] <= outer[1] + slack;
  };
  return within(x, part.x) && within(y, part.y);
}

/** The row that is the nearest to a place of the axis down. */
export function rowAt({ rows, firstY, stepY }: Picture, y: number): number {
  const row = stepY > 0 ? Math.round((y - firstY) / stepY) : 0;
  return Math.min(rows.length - 1, Math.max(0, row));
}

/** The highest within ± `withinX` of a place, as its column shows it; NaN where nothing was measured. */
export function amplitudeAt(picture: Picture, x: number, y: number, withinX: number): number {
  const one = new Float32Array(1).fill(Number.NaN);
  const row = picture.rows[rowAt(picture, y)];
  if (row !== null) foldRow(one, 0, 1, row, [x - withinX, x + withinX]);
  return one[0];
}

/**
 * A part of a picture as so many columns and lines, row after row: each the highest of what falls into it, so that no line of
 * one bin is lost; where columns are narrower than bins, the nearest. NaN where nothing was measured.
 */
export function pictureGrid(
  picture: Picture,
  { x, y }: PlanePart,
  columns: number,
  lines: number,
): Float32Array {
  const grid = new Float32Array(columns * lines).fill(Number.NaN);
  const height = (y[1] - y[0]) / lines;
  let before: readonly [number, number] = [-1, -1];
  for (let line = 0; line < lines; line++) {
    const top = y[0] + line * height;
    const middle = rowAt(picture, top + height / 2);
    const first = Math.min(middle, Math.ceil((top - picture.firstY) / picture.stepY));
    const last = Math.max(middle, Math.ceil((top + height - picture.firstY) / picture.stepY) - 1);
    const rows = [first, last].map((row) =>
      Number.isFinite(row) ? Math.min(picture.rows.length - 1, Math.max(0, row)) : middle,
    );
    const at = line * columns;
    if (rows[0] === before[0] && rows[1] === before[1]) grid.copyWithin(at, at - columns, at);
    else
      for (let row = rows[0]; row <= rows[1]; row++) {
        const one = picture.rows[row];
        if (one !== null) foldRow(grid, at, columns, one, x);
      }
    before = [rows[0], rows[1]];
  }
  return grid;
}

function foldRow(
  grid: Float32Array,
  at: number,
  columns: number,
  { values, from, step }: PictureRow,
  [low, high]: Range,
): void {
  const width = (high - low) / columns;
  for (let column = 0; column < columns; column++) {
    const left = low + column * width;
    const nearest = Math.round((left + width / 2 - from) / step);
    const first = Math.min(nearest, Math.ceil((left - from) / step));
    const last = Math.max(nearest, Math.ceil((left + width - from) / step) - 1);
    for (let i = Math.max(0, first); i <= Math.min(values.length - 1, last); i++) {
      if (!(grid[at + column] >= values[i])) grid[at + column] = values[i];
    }
  }
}

/** Where the highest of a picture, or of a part of it, stands; null where nothing was measured. */
export function highest(picture: Picture, part: PlanePart | null) {
  const { rows, firstY, stepY } = picture;
  const [first, last] = part === null ? [0, rows.length - 1] : part.y.map((y) => rowAt(picture, y));
  let best: { row: number; bin: number; amplitude: number } | null = null;
  for (let r = first; r <= last; r++) {
    const row = rows[r];
    if (row === null) continue;
    const [low, high] = part?.x ?? [0, Number.POSITIVE_INFINITY];
    const from = Math.max(0, Math.ceil((low - row.from) / row.step));
    const to = Math.min(row.values.length - 1, Math.floor((high - row.from) / row.step));
    for (let bin = from; bin <= to; bin++) {
      if (best !== null && !(row.values[bin] > best.amplitude)) continue;
      best = { row: r, bin, amplitude: row.values[bin] };
    }
  }
  if (best === null) return null;
  const { from, step } = rows[best.row]!;
  return { x: from + best.bin * step, y: firstY + best.row * stepY, amplitude: best.amplitude };
}

/** The colours’ reach where `most` is the highest. */
export function levelsUnder(most: number): Levels {
  const topDb = decibel(Math.max(QUIETEST, most));
  return { floorDb: topDb - SPAN_DB, topDb };
}
