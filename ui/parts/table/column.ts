import type { ComponentChildren } from 'preact';

/** One column of a table. */
export interface Column<Row> {
  /** Unique within the table. */
  readonly key: string;
  readonly title: string;
  /** What is said of the row in words: shown unless `cell` draws it, exported, searched and, in a list of the page's own, sorted by. */
  readonly words: (row: Row) => string;
  readonly cell?: (row: Row) => ComponentChildren;
  /** By which name the hub sorts by it; absent: it cannot be sorted by. */
  readonly sort?: string;
  /** What a list of the page's own is sorted by, where words would sort wrongly. */
  readonly order?: (row: Row) => number;
  readonly align?: 'end';
  /** Shown only if asked for. */
  readonly isExtra?: boolean;
  /** Names the row: cannot be hidden, and heads the card on a phone. */
  readonly isName?: boolean;
}
