import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { text } from '../../text/en.ts';
import { tableWords } from '../../text/table.ts';
import { Failure } from '../failure.ts';
import { Skeleton } from '../skeleton.ts';
import { inOrder } from './column-order.ts';
import type { DataTableProps } from './data-table-props.ts';
import { Pager } from './pager.ts';
import { SizedTable } from './sized-table.ts';
import { TableHead } from './table-head.ts';
import { useTableMemory } from './table-memory.ts';
import { TableRows } from './table-rows.ts';
import { TableTools } from './table-tools.ts';

/** The one table of Tremolo: search, filters, sorting, pages, selection, choice, order and width of columns, export, and use by keyboard alone. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { id, caption, columns, list, keyOf, bulk } = props;
  const memory = useTableMemory(id, columns);
  const selected = useSignal<ReadonlySet<string>>(new Set());
  const state = list.state.value;
  const shown = inOrder(columns, memory.order.value).filter(
    ({ key, isName }) => isName || !memory.hidden.value.includes(key),
  );
  const rows = state.kind === 'ready' ? state.value.items : [];
  const clear = () => {
    selected.value = new Set();
  };
  const chosen = rows.filter((row) => selected.value.has(keyOf(row)));
  return html`<div class="data-table" data-density=${memory.isCompact.value ? 'compact' : undefined}>
    <${TableTools} ...${props} memory=${memory} rows=${rows} shown=${shown} />
    ${
      bulk !== undefined &&
      chosen.length > 0 &&
      html`<div class="bulk" role="group" aria-label=${tableWords.selected(chosen.length)}>
        <span role="status">${tableWords.selected(chosen.length)}</span>
        ${bulk(chosen, clear)}
        <button class="button quiet" onClick=${clear}>${tableWords.clear}</button>
      </div>`
    }
    ${state.kind === 'loading' && html`<div role="status"><span class="spoken">${text.loading}</span><${Skeleton} blocks=${1} /></div>`}
    ${state.kind === 'failed' && html`<${Failure} title=${tableWords.failed} sentence=${state.sentence} retry=${list.reload} />`}
    ${state.kind === 'ready' && rows.length === 0 && html`<${Empty} ...${props} />`}
    ${
      rows.length > 0 &&
      html`<div class="table-scroll">
        <${SizedTable} caption=${caption} total=${state.kind === 'ready' ? (state.value.total ?? -1) : -1} columns=${shown} widths=${memory.widths.value} hasTicks=${bulk !== undefined} hasActions=${props.actions !== undefined}>
          <${TableHead} columns=${shown} sort=${list.sort} rows=${rows} keyOf=${keyOf} selected=${bulk && selected} hasActions=${props.actions !== undefined} widths=${memory.widths} />
          <${TableRows} ...${props} columns=${shown} rows=${rows} selected=${selected as Signal<ReadonlySet<string>>} />
        <//>
      </div>`
    }
    ${state.kind === 'ready' && html`<${Pager} page=${state.value} trail=${list.trail} />`}
  </div>`;
}

function Empty<Row>({ list, empty, isFiltered }: DataTableProps<Row>) {
  const isNarrowed = isFiltered || list.search.value.trim() !== '';
  return html`<div class="table-empty" role="status">${isNarrowed ? tableWords.noMatch : empty}</div>`;
}
