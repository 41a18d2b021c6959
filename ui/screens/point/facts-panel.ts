import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { useApp } from '../../session/app.ts';
import { placeScopes } from '../../session/place-scopes.ts';
import { text } from '../../text/en.ts';
import { pointWords } from '../../text/point.ts';
import type { PointCell } from '../../websocket/point-cell.ts';
import type { DraftField } from './facts-draft.ts';
import { FactsForm } from './facts-form.ts';
import { FactsList } from './facts-list.ts';

interface FactsPanelProps {
  readonly cell: PointCell;
  /** The field that a person began to edit, or null while there is only to read. */
  readonly editing: Signal<DraftField | null>;
}

/** What is known of machine and sensor; to be changed by who may. */
export function FactsPanel({ cell, editing }: FactsPanelProps) {
  const { session } = useApp();
  const end = () => {
    editing.value = null;
    requestAnimationFrame(() => document.getElementById('edit-facts')?.focus());
  };
  return html`<section class="card" aria-labelledby="facts-title">
    <div class="chart-head">
      <h2 id="facts-title">${pointWords.facts}</h2>
      ${
        session.mayIn('plant:edit', placeScopes(cell.point.value)) &&
        editing.value === null &&
        html`<button
          id="edit-facts"
          class="button small"
          onClick=${() => {
            editing.value = 'name';
          }}
        >
          ${text.edit}
        </button>`
      }
    </div>
    <p class="hint">${editing.value === null ? pointWords.factsWhy : pointWords.factsEmpty}</p>
    ${
      editing.value === null
        ? html`<${FactsList} cell=${cell} />`
        : html`<${FactsForm} key=${editing.value} cell=${cell} first=${editing.value} end=${end} />`
    }
  </section>`;
}
