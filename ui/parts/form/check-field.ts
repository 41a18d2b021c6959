import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';

/** Yes or no, with a smaller word on what it means. */
export function CheckField({
  label,
  value,
  hint = null,
  disabled = false,
}: {
  label: string;
  value: Signal<boolean>;
  hint?: string | null;
  disabled?: boolean;
}) {
  return html`<label class="check">
    <input
      type="checkbox"
      checked=${value.value}
      disabled=${disabled}
      onChange=${(event: Event) => {
        value.value = (event.target as HTMLInputElement).checked;
      }}
    />
    <span>${label}${hint !== null && html`<small>${hint}</small>`}</span>
  </label>`;
}
