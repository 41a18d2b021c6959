import type { AxisShape, Range } from '../../parts/charts/view-range.ts';

/** Values at equal steps: value i stands at i × `step`. */
export interface StepValues {
  readonly values: ArrayLike<number>;
  readonly step: number;
}

/** What is drawn: one grid of places for all lines, and what each line shows there; null where it has nothing. */
export interface DisplayColumns {
  readonly x: number[];
  readonly lines: (number | null)[][];
}

/**
 * Many values become as many as there are columns of pixels: of spectra the highest of each column, so that no line of one bin is
 * lost; of waves the lowest and the highest. Where columns are narrower than steps, each value stands where it is.
 */
export function displayColumns(
  signals: readonly StepValues[],
  [from, to]: Range,
  columns: number,
  shape: AxisShape,
  keeps: 'highest' | 'both',
): DisplayColumns {
  const perColumn = keeps === 'both' ? 2 : 1;
  const [low, high] = [shape.to(from), shape.to(to)];
  const width = (high - low) / columns || 1;
  const x = Array.from({ length: columns * perColumn }, (_, i) =>
    shape.from(low + ((i + 0.5) * width) / perColumn),
  );
  const lines = signals.map(({ values, step }) => {
    const line = Array<number | null>(x.length).fill(null);
    const first = Math.max(0, Math.ceil(from / step));
    const last = Math.min(values.length - 1, Math.floor(to / step));
    for (let i = first; i <= last; i++) {
      const place = shape.to(i * step);
      if (!Number.isFinite(place)) continue;
      const column = Math.min(columns - 1, Math.max(0, Math.floor((place - low) / width)));
      take(line, column, values[i], perColumn);
    }
    return line;
  });
  return { x, lines };
}

function take(line: (number | null)[], column: number, value: number, perColumn: number): void {
  if (perColumn === 1) {
    const known = line[column];
    if (known === null || value > known) line[column] = value;
    return;
  }
  const [lowAt, highAt] = [2 * column, 2 * column + 1];
  const [lowest, highest] = [line[lowAt], line[highAt]];
  if (lowest === null || value < lowest) line[lowAt] = value;
  if (highest === null || value > highest) line[highAt] = value;
}
