import { type Signal, useSignal, useSignalEffect } from '@preact/signals';
import { useApp } from '../../session/app.ts';
import type { Column } from './column.ts';

/** What somebody chose for a table: which columns in which order and how wide, and how close the rows are. */
interface Choice {
  readonly hidden: readonly string[];
  /** Keys of columns, as far as they were moved; others follow in their own order. */
  readonly order: readonly string[];
  /** Pixels by key of column; empty: as wide as what they show. */
  readonly widths: Readonly<Record<string, number>>;
  readonly isCompact: boolean;
}

/** The choice for a table, kept by this browser for each person. */
export interface TableMemory {
  readonly hidden: Signal<readonly string[]>;
  readonly order: Signal<readonly string[]>;
  readonly widths: Signal<Readonly<Record<string, number>>>;
  readonly isCompact: Signal<boolean>;
  /** All as the table comes by itself. */
  readonly reset: () => void;
}

/** What was chosen for the table before, or what its columns ask for; chosen anew, it is kept. */
export function useTableMemory<Row>(tableId: string, columns: readonly Column<Row>[]): TableMemory {
  const { session } = useApp();
  const state = session.state.peek();
  // Several people work at one screen, and each likes it otherwise.
  const owner = state.kind === 'person' ? state.info.user.userId : '';
  const key = `tremolo.table.${tableId}.${owner}`;
  const usual: Choice = {
    hidden: columns.filter(({ isExtra }) => isExtra).map((column) => column.key),
    order: [],
    widths: {},
    isCompact: false,
  };
  const kept = recalled(localStorage.getItem(key)) ?? usual;
  const hidden = useSignal(kept.hidden);
  const order = useSignal(kept.order);
  const widths = useSignal(kept.widths);
  const isCompact = useSignal(kept.isCompact);
  useSignalEffect(() => {
    const choice: Choice = {
      hidden: hidden.value,
      order: order.value,
      widths: widths.value,
      isCompact: isCompact.value,
    };
    localStorage.setItem(key, JSON.stringify(choice));
  });
  const reset = () => {
    hidden.value = usual.hidden;
    order.value = [];
    widths.value = {};
    isCompact.value = false;
  };
  return { hidden, order, widths, isCompact, reset };
}

/** What an older page or a curious person left there may be anything. */
export function recalled(stored: string | null): Choice | null {
  if (stored === null) return null;
  try {
    const { hidden, order, widths, isCompact } = JSON.parse(stored) ?? {};
    if (!isKeys(hidden)) return null;
    return {
      hidden,
      order: isKeys(order) ? order : [],
      widths: isWidths(widths) ? widths : {},
      isCompact: isCompact === true,
    };
  } catch (error) {
    console.warn(error);
    return null;
  }
}

const isKeys = (found: unknown): found is string[] =>
  Array.isArray(found) && found.every((key) => typeof key === 'string');

const isWidths = (found: unknown): found is Record<string, number> =>
  typeof found === 'object' &&
  found !== null &&
  Object.values(found).every((width) => Number.isFinite(width) && width > 0);
