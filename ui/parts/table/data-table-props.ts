import type { ComponentChildren } from 'preact';
import type { Column } from './column.ts';
import type { List } from './use-list.ts';

export interface DataTableProps<Row> {
  /** Unique among all tables: what the browser keeps of it bears this name. */
  readonly id: string;
  /** What the table lists, for who cannot see it. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly list: List<Row>;
  readonly keyOf: (row: Row) => string;
  /** Said when there is nothing, and nothing was sought. */
  readonly empty: ComponentChildren;
  readonly onOpen?: (row: Row) => void;
  /** Buttons at the end of each row. */
  readonly actions?: (row: Row) => ComponentChildren;
  /** Controls beside the search that narrow the list. */
  readonly filters?: ComponentChildren;
  /** Buttons that act on the whole list, such as making a new entry. */
  readonly buttons?: ComponentChildren;
  /** Buttons that act on the selected rows; without them no row can be selected. */
  readonly bulk?: (rows: readonly Row[], clear: () => void) => ComponentChildren;
  /** A list that is always short needs no search. */
  readonly isSearchable?: boolean;
  /** Filters by their names in the address: with them, what narrows the list can be kept under a name. */
  readonly presetOf?: readonly string[];
  /** Some filter narrows the list now. */
  readonly isFiltered?: boolean;
}
