import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { tableWords } from '../../text/table.ts';
import type { Column } from './column.ts';
import { ACTIONS, ColumnGrip } from './column-grip.ts';

interface TableHeadProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly sort: Signal<string | undefined>;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly selected?: Signal<ReadonlySet<string>>;
  readonly hasActions: boolean;
  readonly widths: Signal<Readonly<Record<string, number>>>;
}

/** Titles, which sort: first up, then down, then as the list comes. */
export function TableHead<Row>(props: TableHeadProps<Row>) {
  const { columns, sort, selected, hasActions, widths } = props;
  return html`<thead role="rowgroup">
    <tr role="row">
      ${selected && html`<th role="columnheader" class="tick"><${SelectAll} ...${props} selected=${selected} /></th>`}
      ${columns.map((column) => html`<${Title} key=${column.key} column=${column} sort=${sort} widths=${widths} />`)}
      ${hasActions && html`<th role="columnheader" data-key=${ACTIONS}><span class="spoken">${tableWords.actions}</span></th>`}
    </tr>
  </thead>`;
}

function Title<Row>({
  column,
  sort,
  widths,
}: { column: Column<Row> } & Pick<TableHeadProps<Row>, 'sort' | 'widths'>) {
  const { key, title, align } = column;
  const grip = html`<${ColumnGrip} column=${column} widths=${widths} />`;
  if (column.sort === undefined) {
    return html`<th role="columnheader" scope="col" data-key=${key} data-align=${align}>${title}${grip}</th>`;
  }
  const { sort: by } = column;
  const isUp = sort.value === by;
  const isDown = sort.value === `-${by}`;
  const turn = () => {
    sort.value = isUp ? `-${by}` : isDown ? undefined : by;
  };
  return html`<th
    role="columnheader"
    scope="col"
    data-key=${key}
    data-align=${align}
    aria-sort=${isUp ? 'ascending' : isDown ? 'descending' : 'none'}
  >
    <button class="sort" onClick=${turn}>
      ${title}<span aria-hidden="true">${isUp ? '▲' : isDown ? '▼' : '↕'}</span>
    </button>
    ${grip}
  </th>`;
}

function SelectAll<Row>({
  rows,
  keyOf,
  selected,
}: TableHeadProps<Row> & { selected: Signal<ReadonlySet<string>> }) {
  const keys = rows.map(keyOf);
  const isAll = keys.length > 0 && keys.every((key) => selected.value.has(key));
  const isSome = !isAll && keys.some((key) => selected.value.has(key));
  return html`<label class="tick-target">
    <input
      type="checkbox"
      aria-label=${tableWords.selectAll}
      checked=${isAll}
      indeterminate=${isSome}
      onChange=${() => {
        selected.value = new Set(isAll ? [] : keys);
      }}
    />
  </label>`;
}
