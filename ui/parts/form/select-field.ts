import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { Sentence } from '../sentence.ts';

/** A choice of many with its label above and what is wrong with it below. */
export function SelectField<Value extends string>({
  id,
  label,
  value,
  choices,
  error = null,
  onChoose,
}: {
  id: string;
  label: string;
  value: Signal<Value>;
  /** Value and word. */
  choices: readonly (readonly [Value, string])[];
  error?: string | null;
  /** Told of each choice that the person makes. */
  onChoose?: (value: Value) => void;
}) {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <select
      id=${id}
      name=${id}
      aria-invalid=${error !== null || undefined}
      aria-describedby=${error === null ? undefined : `${id}-below`}
      onChange=${(event: Event) => {
        value.value = (event.target as HTMLSelectElement).value as Value;
        onChoose?.(value.value);
      }}
    >
      ${choices.map(
        ([choice, word]) =>
          html`<option key=${choice} value=${choice} selected=${value.value === choice}>${word}</option>`,
      )}
    </select>
    ${error !== null && html`<p id=${`${id}-below`} class="hint wrong"><${Sentence} of=${error} /></p>`}
  </div>`;
}
