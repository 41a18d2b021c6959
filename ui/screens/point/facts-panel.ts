import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import type { PointCell } from '../../websocket/point-cell.ts';
import { FactsForm } from './facts-form.ts';
import { FactsList } from './facts-list.ts';

/** What is known of machine and sensor; to be changed by who may. */
export function FactsPanel({ cell }: { cell: PointCell }) {
  const { session } = useApp();
  const editing = useSignal(false);
  const end = () => {
    editing.value = false;
    requestAnimationFrame(() => document.getElementById('edit-facts')?.focus());
  };
  return html`<section class="card" aria-labelledby="facts-title">
    <div class="chart-head">
      <h2 id="facts-title">${text.point.facts}</h2>
      ${
        session.may('plant:edit') &&
        !editing.value &&
        html`<button
          id="edit-facts"
          class="button small"
          onClick=${() => {
            editing.value = true;
          }}
        >
          ${text.edit}
        </button>`
      }
    </div>
    <p class="hint">${text.point.factsWhy}</p>
    ${
      editing.value
        ? html`<${FactsForm} cell=${cell} end=${end} />`
        : html`<${FactsList} cell=${cell} />`
    }
  </section>`;
}
