/** What of a grid of equal tiles is in or near the window. */
export interface VisibleRows {
  readonly columns: number;
  /** First item shown and the one after the last. */
  readonly from: number;
  readonly to: number;
  readonly firstRow: number;
  readonly rows: number;
}

export interface GridMeasures {
  readonly items: number;
  readonly width: number;
  readonly tileWidth: number;
  readonly rowHeight: number;
  readonly gap: number;
  /** How far the grid's top is above the window's, px; negative while it is below. */
  readonly scrolled: number;
  readonly windowHeight: number;
}

/** Rows kept beyond either edge, so that a quick scroll shows no blank. */
const OVERSCAN_ROWS = 3;

/** Which items to draw; `rowHeight` includes the gap. */
export function visibleRows(measures: GridMeasures): VisibleRows {
  const { items, width, tileWidth, rowHeight, gap, scrolled, windowHeight } = measures;
  const columns = Math.max(1, Math.floor((width + gap) / (tileWidth + gap)));
  const rows = Math.ceil(items / columns);
  const first = Math.floor(scrolled / rowHeight) - OVERSCAN_ROWS;
  const last = Math.ceil((scrolled + windowHeight) / rowHeight) + OVERSCAN_ROWS;
  const firstRow = Math.min(Math.max(0, first), Math.max(0, rows - 1));
  const endRow = Math.min(rows, Math.max(firstRow + 1, last));
  return {
    columns,
    rows,
    firstRow,
    from: firstRow * columns,
    to: Math.min(items, endRow * columns),
  };
}

/** The item that an arrow key leads to, or the same one at an edge. */
export function neighbour(key: string, index: number, items: number, columns: number): number {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key];
  if (key === 'Home') return 0;
  if (key === 'End') return items - 1;
  if (step === undefined) return index;
  const target = index + step;
  if (target >= 0 && target < items) return target;
  // Down from the last full row goes to the last tile of a shorter one below.
  const rowBelow = Math.floor(index / columns) < Math.floor((items - 1) / columns);
  return key === 'ArrowDown' && rowBelow ? items - 1 : index;
}
