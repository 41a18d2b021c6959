import type { Column } from './column.ts';

/** What a table asks for, in the words of `PageQuery`. */
export interface ListQuery {
  readonly limit: number;
  readonly cursor?: string;
  readonly sort?: string;
  readonly q?: string;
}

export interface ListPage<Row> {
  readonly items: readonly Row[];
  readonly nextCursor: string | null;
  readonly total: number | null;
}

/** A page of a list that is in memory as a whole: searched in all columns, sorted as the hub would; the cursor is a number of rows. */
export function pageOfRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { limit, cursor, sort, q }: ListQuery,
): ListPage<Row> {
  const sought = q?.toLowerCase();
  const found = rows.filter(
    (row) =>
      sought === undefined ||
      columns.some(({ words }) => words(row).toLowerCase().includes(sought)),
  );
  const isDown = sort?.startsWith('-') ?? false;
  const wanted = isDown ? sort?.slice(1) : sort;
  const by = wanted === undefined ? undefined : columns.find((column) => column.sort === wanted);
  if (by !== undefined) found.sort((a, b) => (isDown ? -1 : 1) * compare(by, a, b));
  const start = cursor === undefined ? 0 : Number(cursor);
  const end = start + limit;
  return {
    items: found.slice(start, end),
    nextCursor: end < found.length ? String(end) : null,
    total: found.length,
  };
}

function compare<Row>({ words, order }: Column<Row>, a: Row, b: Row): number {
  if (order !== undefined) return order(a) - order(b);
  return words(a).localeCompare(words(b), 'en', { numeric: true });
}
