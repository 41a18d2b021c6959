import { html } from 'htm/preact';
import { useId } from 'preact/hooks';
import { useApp } from '../../session/app.ts';
import { tableWords } from '../../text/table.ts';
import { Icon } from '../icon.ts';
import { saveFile } from '../save-file.ts';
import type { Column } from './column.ts';
import { inOrder, moved } from './column-order.ts';
import { csvOf } from './csv.ts';
import type { TableMemory } from './table-memory.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface ViewMenuProps<Row> {
  readonly id: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly shown: readonly Column<Row>[];
  readonly memory: TableMemory;
}

/** Behind one button: which columns are shown and in which order, how close the rows are, and the export. */
export function ViewMenu<Row>({ id, columns, rows, shown, memory }: ViewMenuProps<Row>) {
  const menuId = useId();
  const { isCompact } = memory;
  const { notices } = useApp();
  const saveXlsx = async () => {
    try {
      // Loaded once somebody wants it: few do.
      const { xlsxOf } = await import('./xlsx.ts');
      saveFile(`tremolo-${id}.xlsx`, XLSX, xlsxOf(shown, rows));
    } catch (error) {
      console.warn(error);
      notices.failed(tableWords.exportFailed);
    }
  };
  return html`<div class="view-menu">
    <button class="button quiet" popovertarget=${menuId}>${tableWords.view}</button>
    <div id=${menuId} class="table-view" popover role="group" aria-label=${tableWords.view}>
      <${ColumnChoice} columns=${inOrder(columns, memory.order.value)} memory=${memory} />
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
      <button class="button wide" onClick=${memory.reset}>${tableWords.reset}</button>
      <button
        class="button wide"
        disabled=${rows.length === 0}
        onClick=${() => saveFile(`tremolo-${id}.csv`, 'text/csv', csvOf(shown, rows))}
      >
        ${tableWords.exportShown}
      </button>
      <button class="button wide" disabled=${rows.length === 0} onClick=${() => void saveXlsx()}>
        ${tableWords.exportExcel}
      </button>
    </div>
  </div>`;
}

function ColumnChoice<Row>({
  columns,
  memory,
}: {
  columns: readonly Column<Row>[];
  memory: TableMemory;
}) {
  const { hidden, order } = memory;
  const turn = (key: string, isShown: boolean) => {
    const others = hidden.value.filter((other) => other !== key);
    hidden.value = isShown ? others : [...others, key];
  };
  const mover = ({ key, title }: Column<Row>, by: -1 | 1) => {
    const next = moved(columns, key, by);
    const label = by < 0 ? tableWords.moveUp(title) : tableWords.moveDown(title);
    const move = () => {
      if (next !== null) order.value = next;
    };
    // Not disabled at the ends: the focus would be lost when a column arrives there.
    return html`<button class="button quiet icon-only" aria-label=${label} aria-disabled=${next === null} onClick=${move}>
      <${Icon} name=${by < 0 ? 'up' : 'down'} />
    </button>`;
  };
  return html`<ul class="column-choice" aria-label=${tableWords.columns}>
    ${columns
      .filter(({ isName }) => !isName)
      .map(
        (column) => html`<li key=${column.key}>
          <label class="check">
            <input
              type="checkbox"
              checked=${!hidden.value.includes(column.key)}
              onChange=${(event: Event) => turn(column.key, (event.target as HTMLInputElement).checked)}
            /><span>${column.title}</span>
          </label>
          ${mover(column, -1)}${mover(column, 1)}
        </li>`,
      )}
  </ul>`;
}
