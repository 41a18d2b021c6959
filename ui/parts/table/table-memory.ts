import { type Signal, useSignal, useSignalEffect } from '@preact/signals';
import type { Column } from './column.ts';

/** Which columns are hidden and how close the rows are, kept by this browser for each table. */
export interface TableMemory {
  readonly hidden: Signal<readonly string[]>;
  readonly isCompact: Signal<boolean>;
}

/** What was chosen for the table before, or what its columns ask for; chosen anew, it is kept. */
export function useTableMemory<Row>(tableId: string, columns: readonly Column<Row>[]): TableMemory {
  const key = `tremolo.table.${tableId}`;
  const extras = columns.filter(({ isExtra }) => isExtra).map((column) => column.key);
  const kept = recalled(localStorage.getItem(key));
  const hidden = useSignal<readonly string[]>(kept?.hidden ?? extras);
  const isCompact = useSignal(kept?.isCompact ?? false);
  useSignalEffect(() => {
    localStorage.setItem(key, JSON.stringify({ hidden: hidden.value, isCompact: isCompact.value }));
  });
  return { hidden, isCompact };
}

/** What an older page or a curious person left there may be anything. */
function recalled(stored: string | null): { hidden: string[]; isCompact: boolean } | null {
  if (stored === null) return null;
  try {
    const { hidden, isCompact } = JSON.parse(stored);
    const isList = Array.isArray(hidden) && hidden.every((key) => typeof key === 'string');
    return isList ? { hidden, isCompact: isCompact === true } : null;
  } catch (error) {
    console.warn(error);
    return null;
  }
}
