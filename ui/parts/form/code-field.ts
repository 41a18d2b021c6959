import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';

/** A code to be typed or pasted; phones offer it from the message that brought it. */
export function CodeField({
  label,
  value,
  digitsOnly,
  invalid,
}: {
  label: string;
  value: Signal<string>;
  digitsOnly: boolean;
  invalid: boolean;
}) {
  return html`<div class="field">
    <label for="code">${label}</label>
    <input
      id="code"
      name="code"
      class="code"
      type="text"
      value=${value}
      autocomplete="one-time-code"
      autocapitalize="characters"
      spellcheck=${false}
      inputmode=${digitsOnly ? 'numeric' : 'text'}
      maxlength=${digitsOnly ? 9 : 24}
      required
      autofocus
      aria-invalid=${invalid || undefined}
      onInput=${(event: Event) => {
        value.value = (event.target as HTMLInputElement).value;
      }}
    />
  </div>`;
}
