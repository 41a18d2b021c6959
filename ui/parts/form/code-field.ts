import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { useAutofocus } from './use-autofocus.ts';

const DIGITS = 6;

/** A code to be typed or pasted, with or without spaces; phones offer it from the message that brought it. */
export function CodeField({
  label,
  value,
  digitsOnly,
  invalid,
  sends = false,
}: {
  label: string;
  value: Signal<string>;
  digitsOnly: boolean;
  invalid: boolean;
  /** The last of six digits sends the form. */
  sends?: boolean;
}) {
  const input = useAutofocus<HTMLInputElement>(true);
  const take = ({ target }: Event) => {
    const field = target as HTMLInputElement;
    const typed = digitsOnly ? field.value.replace(/\D/g, '').slice(0, DIGITS) : field.value;
    if (field.value !== typed) field.value = typed;
    const isNew = value.peek() !== typed;
    value.value = typed;
    if (sends && isNew && digitsOnly && typed.length === DIGITS) field.form?.requestSubmit();
  };
  return html`<div class="field">
    <label for="code">${label}</label>
    <input
      ref=${input}
      id="code"
      name="code"
      class="code"
      type="text"
      value=${value}
      autocomplete="one-time-code"
      autocapitalize="characters"
      spellcheck=${false}
      inputmode=${digitsOnly ? 'numeric' : 'text'}
      maxlength=${digitsOnly ? 12 : 40}
      required
      autofocus
      aria-invalid=${invalid || undefined}
      onInput=${take}
    />
  </div>`;
}
