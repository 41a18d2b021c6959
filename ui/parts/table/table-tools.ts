import { html } from 'htm/preact';
import { tableWords } from '../../text/table.ts';
import type { Column } from './column.ts';
import type { DataTableProps } from './data-table-props.ts';
import { PresetMenu } from './preset-menu.ts';
import type { TableMemory } from './table-memory.ts';
import { ViewMenu } from './view-menu.ts';

interface TableToolsProps<Row> extends DataTableProps<Row> {
  readonly memory: TableMemory;
  readonly rows: readonly Row[];
  readonly shown: readonly Column<Row>[];
}

/** Above a table: search, filters, its buttons, and behind one more each the presets, and columns, density and export. */
export function TableTools<Row>(props: TableToolsProps<Row>) {
  const { id, caption, list, filters, buttons, presetOf, isSearchable = true } = props;
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
    ${presetOf && html`<${PresetMenu} id=${id} list=${list} filters=${presetOf} />`}
    <${ViewMenu} ...${props} />
    ${buttons}
  </div>`;
}
