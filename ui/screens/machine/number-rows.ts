import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { Icon } from '../../parts/icon.ts';
import { machineWords as words } from '../../text/plant-machine.ts';

interface NumberColumn {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
}

/** As many as the hub takes of one machine. */
const ROWS_MAX = 12;

/** A short list of numbers to type: pairs of gears, belts with their pulleys. */
export function NumberRows({
  id,
  title,
  add,
  columns,
  rows,
  issues,
}: {
  id: string;
  title: string;
  add: string;
  columns: readonly NumberColumn[];
  rows: Signal<readonly Record<string, string>[]>;
  /** By `gears.0.driving`: the last part of the id, row and column. */
  issues: Readonly<Record<string, string>>;
}) {
  const list = id.split('-').at(-1);
  const set = (at: number, key: string, value: string) => {
    rows.value = rows.value.map((row, i) => (i === at ? { ...row, [key]: value } : row));
  };
  const empty = Object.fromEntries(columns.map(({ key }) => [key, '']));
  return html`<fieldset class="stack number-rows">
    <legend>${title}</legend>
    ${rows.value.map(
      (row, at) => html`<div class="number-row" key=${at}>
        ${columns.map(({ key, label, unit }) => {
          const field = `machine-${list}.${at}.${key}`;
          const issue = issues[`${list}.${at}.${key}`];
          return html`<div class="field" key=${key}>
            <label for=${field}>${label} (${unit})</label>
            <input
              id=${field}
              inputmode="decimal"
              autocomplete="off"
              value=${row[key]}
              aria-invalid=${issue !== undefined || undefined}
              aria-describedby=${issue === undefined ? undefined : `${field}-below`}
              onInput=${(event: Event) => set(at, key, (event.target as HTMLInputElement).value)}
            />
            ${issue !== undefined && html`<p class="hint wrong" id=${`${field}-below`}>${issue}</p>`}
          </div>`;
        })}
        <button
          type="button"
          class="button icon-only quiet"
          aria-label=${`${title}: ${words.removeRow(at + 1)}`}
          onClick=${() => {
            rows.value = rows.value.filter((_, i) => i !== at);
          }}
        >
          <${Icon} name="close" />
        </button>
      </div>`,
    )}
    ${
      rows.value.length < ROWS_MAX &&
      html`<button
        type="button"
        class="button small"
        onClick=${() => {
          rows.value = [...rows.value, empty];
        }}
      >
        ${add}
      </button>`
    }
  </fieldset>`;
}
