import { html } from 'htm/preact';
import { useId } from 'preact/hooks';
import { tableWords } from '../../text/table.ts';
import { saveFile } from '../save-file.ts';
import type { Column } from './column.ts';
import { csvOf } from './csv.ts';
import type { DataTableProps } from './data-table.ts';
import type { TableMemory } from './table-memory.ts';

interface TableToolsProps<Row> extends DataTableProps<Row> {
  readonly memory: TableMemory;
  readonly rows: readonly Row[];
  readonly shown: readonly Column<Row>[];
}

/** Above a table: search, filters, its buttons, and behind one more the columns, the density and the export. */
export function TableTools<Row>(props: TableToolsProps<Row>) {
  const { id, caption, list, filters, buttons, isSearchable = true } = props;
  return html`<div class="table-tools">
    ${
      isSearchable &&
      html`<input
        type="search"
        id=${`${id}-search`}
        value=${list.search}
        aria-label=${tableWords.search(caption)}
        placeholder=${tableWords.searchShort}
        onInput=${(event: Event) => {
          list.search.value = (event.target as HTMLInputElement).value;
        }}
      />`
    }
    ${filters}
    <span class="spring"></span>
    <${ViewMenu} ...${props} />
    ${buttons}
  </div>`;
}

function ViewMenu<Row>({ id, columns, rows, shown, memory }: TableToolsProps<Row>) {
  const menuId = useId();
  const { hidden, isCompact } = memory;
  const turn = (key: string, isShown: boolean) => {
    const others = hidden.value.filter((other) => other !== key);
    hidden.value = isShown ? others : [...others, key];
  };
  return html`<div class="view-menu">
    <button class="button quiet" popovertarget=${menuId}>${tableWords.view}</button>
    <div id=${menuId} class="table-view" popover role="group" aria-label=${tableWords.view}>
      ${columns
        .filter(({ isName }) => !isName)
        .map(
          ({ key, title }) => html`<label class="check" key=${key}>
            <input
              type="checkbox"
              checked=${!hidden.value.includes(key)}
              onChange=${(event: Event) => turn(key, (event.target as HTMLInputElement).checked)}
            /><span>${title}</span>
          </label>`,
        )}
      <hr />
      <label class="check">
        <input
          type="checkbox"
          checked=${isCompact.value}
          onChange=${(event: Event) => {
            isCompact.value = (event.target as HTMLInputElement).checked;
          }}
        /><span>${tableWords.compact}</span>
      </label>
      <button
        class="button wide"
        disabled=${rows.length === 0}
        onClick=${() => saveFile(`tremolo-${id}.csv`, 'text/csv', csvOf(shown, rows))}
      >
        ${tableWords.exportShown}
      </button>
    </div>
  </div>`;
}
