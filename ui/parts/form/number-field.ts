import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { Sentence } from '../sentence.ts';

/** A number with its unit beside it; kept as typed, so that half a number is never judged. */
export function NumberField({
  id,
  label,
  value,
  unit,
  min,
  max,
  step = 'any',
  error = null,
}: {
  id: string;
  label: string;
  value: Signal<string>;
  unit: string;
  min?: number;
  max?: number;
  step?: number | 'any';
  error?: string | null;
}) {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <div class="with-unit">
      <input
        id=${id}
        name=${id}
        type="number"
        value=${value}
        min=${min}
        max=${max}
        step=${step}
        inputmode="decimal"
        aria-invalid=${error !== null || undefined}
        aria-describedby=${error === null ? undefined : `${id}-below`}
        onInput=${(event: Event) => {
          value.value = (event.target as HTMLInputElement).value;
        }}
      /><span>${unit}</span>
    </div>
    ${error !== null && html`<p id=${`${id}-below`} class="hint wrong"><${Sentence} of=${error} /></p>`}
  </div>`;
}
