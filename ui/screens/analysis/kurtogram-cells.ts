import type { KurtogramCell } from '#signal/envelope/kurtogram';
import type { Pair } from '../../parts/charts/plot-gestures.ts';

/** The levels that there are, the widest bands first: each is a row. */
export function levelsOf(cells: readonly KurtogramCell[]): number[] {
  return [...new Set(cells.map(({ level }) => level))].sort((a, b) => a - b);
}

/** The cell at a place: Hz across, rows counted down; null beside all of them. */
export function cellAt(cells: readonly KurtogramCell[], { x, y }: Pair): KurtogramCell | null {
  const level = levelsOf(cells)[Math.floor(y)];
  const row = cells.filter((cell) => cell.level === level);
  return (
    row.find(({ lowHz, highHz }) => x >= lowHz && x < highHz) ??
    // At the very end of the axis the last one is meant.
    row.find(({ highHz }) => x === highHz) ??
    null
  );
}

/** The middle of the next cell: in its row, or in the row above or below. */
export function nextCell(
  cells: readonly KurtogramCell[],
  from: Pair,
  across: number,
  down: number,
): Pair {
  const levels = levelsOf(cells);
  const row = Math.min(levels.length - 1, Math.max(0, Math.floor(from.y) + Math.sign(down)));
  const inRow = cells.filter(({ level }) => level === levels[row]);
  const here = inRow.findIndex(({ lowHz, highHz }) => from.x >= lowHz && from.x < highHz);
  const at = here === -1 ? inRow.length - 1 : here;
  const next = inRow[Math.min(inRow.length - 1, Math.max(0, at + Math.sign(across)))];
  return { x: (next.lowHz + next.highHz) / 2, y: row + 0.5 };
}

/** The bands in which impacts stand out most, the best first. */
export function bestCells(cells: readonly KurtogramCell[], count: number): KurtogramCell[] {
  return [...cells].sort((a, b) => b.kurtosis - a.kurtosis).slice(0, count);
}

/** Whether a band is that of a cell; as a band that was chosen by it begins at 1 Hz at least. */
export function isBandOf(
  { lowHz, highHz }: KurtogramCell,
  band: readonly [number, number] | null,
): boolean {
  if (band === null) return false;
  return Math.abs(band[0] - Math.max(1, lowHz)) < 1 && Math.abs(band[1] - highHz) < 1;
}
