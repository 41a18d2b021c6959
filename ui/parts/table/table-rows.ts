import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { tableWords } from '../../text/table.ts';
import type { Column } from './column.ts';
import type { DataTableProps } from './data-table-props.ts';

interface TableRowsProps<Row>
  extends Pick<DataTableProps<Row>, 'columns' | 'keyOf' | 'onOpen' | 'actions' | 'bulk'> {
  readonly rows: readonly Row[];
  readonly selected: Signal<ReadonlySet<string>>;
}

/** The rows: one of them is in the tab order, the arrows lead to the others, Space selects and Enter opens. */
export function TableRows<Row>(props: TableRowsProps<Row>) {
  const { rows, keyOf, columns, selected, onOpen, actions, bulk } = props;
  const current = useSignal(0);
  const at = Math.min(current.value, rows.length - 1);
  const toggle = (key: string) => {
    const next = new Set(selected.peek());
    if (!next.delete(key)) next.add(key);
    selected.value = next;
  };
  const onKey = (event: KeyboardEvent, row: Row) => {
    // Keys pressed on a button or a box inside the row are for that.
    if (event.target !== event.currentTarget) return;
    const element = event.currentTarget as HTMLElement;
    const to = neighbour(element, event.key);
    if (to !== null) (to as HTMLElement).focus();
    else if (event.key === ' ' && bulk !== undefined) toggle(keyOf(row));
    else if (event.key === 'Enter' && onOpen !== undefined) onOpen(row);
    else return;
    event.preventDefault();
  };
  return html`<tbody role="rowgroup">
    ${rows.map((row, index) => {
      const key = keyOf(row);
      const name = nameOf(columns, row);
      return html`<tr
        key=${key}
        role="row"
        tabindex=${index === at ? 0 : -1}
        class=${onOpen === undefined ? '' : 'opens'}
        data-selected=${selected.value.has(key) || undefined}
        onFocus=${() => {
          current.value = index;
        }}
        onKeyDown=${(event: KeyboardEvent) => onKey(event, row)}
        onClick=${(event: MouseEvent) => {
          if (!isControl(event)) onOpen?.(row);
        }}
      >
        ${
          bulk &&
          html`<td role="cell" class="tick">
            <label class="tick-target">
              <input
                type="checkbox"
                aria-label=${tableWords.select(name)}
                checked=${selected.value.has(key)}
                onChange=${() => toggle(key)}
              />
            </label>
          </td>`
        }
        ${columns.map(
          (column) => html`<td
            key=${column.key}
            role="cell"
            class=${column.isName ? 'name' : ''}
            data-label=${column.title}
            data-align=${column.align}
          >
            ${(column.cell ?? column.words)(row)}
          </td>`,
        )}
        ${actions && html`<td role="cell" class="row-actions">${actions(row)}</td>`}
      </tr>`;
    })}
  </tbody>`;
}

const nameOf = <Row>(columns: readonly Column<Row>[], row: Row) =>
  (columns.find(({ isName }) => isName) ?? columns[0]).words(row);

function neighbour(row: HTMLElement, key: string): Element | null {
  switch (key) {
    case 'ArrowDown':
      return row.nextElementSibling ?? row;
    case 'ArrowUp':
      return row.previousElementSibling ?? row;
    case 'Home':
      return row.parentElement?.firstElementChild ?? row;
    case 'End':
      return row.parentElement?.lastElementChild ?? row;
    default:
      return null;
  }
}

/** A click on something of its own, or the end of marking text to copy, opens nothing. */
function isControl({ target }: MouseEvent): boolean {
  if (getSelection()?.type === 'Range') return true;
  return target instanceof Element && target.closest('a, button, input, label, select') !== null;
}
