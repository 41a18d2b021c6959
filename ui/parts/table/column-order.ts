import type { Column } from './column.ts';

/** The columns as somebody put them in order: what names the row comes first, what was never moved last. */
export function inOrder<Row>(
  columns: readonly Column<Row>[],
  order: readonly string[],
): Column<Row>[] {
  const place = ({ key, isName }: Column<Row>) => {
    if (isName) return -1;
    const at = order.indexOf(key);
    return at < 0 ? order.length : at;
  };
  return [...columns].sort((a, b) => place(a) - place(b));
}

/** The order in which a column has changed places with its neighbour; null when it is at the end already. */
export function moved<Row>(
  columns: readonly Column<Row>[],
  key: string,
  by: -1 | 1,
): string[] | null {
  const keys = columns.filter(({ isName }) => !isName).map((column) => column.key);
  const from = keys.indexOf(key);
  const to = from + by;
  if (from < 0 || to < 0 || to >= keys.length) return null;
  [keys[from], keys[to]] = [keys[to], keys[from]];
  return keys;
}
