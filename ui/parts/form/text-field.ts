import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { Sentence } from '../sentence.ts';
import { useAutofocus } from './use-autofocus.ts';

/** One line of text with its label above and what is wrong with it below. */
export function TextField({
  id,
  label,
  value,
  error = null,
  hint = null,
  type = 'text',
  autocomplete = 'off',
  required = false,
  autofocus = false,
  inputmode,
}: {
  id: string;
  label: string;
  value: Signal<string>;
  error?: string | null;
  hint?: string | null;
  type?: 'text' | 'email' | 'tel' | 'url' | 'search';
  autocomplete?: string;
  required?: boolean;
  autofocus?: boolean;
  inputmode?: 'text' | 'numeric' | 'tel' | 'email';
}) {
  const below = error ?? hint;
  const input = useAutofocus<HTMLInputElement>(autofocus);
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <input
      ref=${input}
      id=${id}
      name=${id}
      type=${type}
      value=${value}
      autocomplete=${autocomplete}
      autocapitalize="none"
      spellcheck=${false}
      inputmode=${inputmode}
      required=${required}
      autofocus=${autofocus}
      aria-invalid=${error !== null || undefined}
      aria-describedby=${below === null ? undefined : `${id}-below`}
      onInput=${(event: Event) => {
        value.value = (event.target as HTMLInputElement).value;
      }}
    />
    ${below !== null && html`<p id=${`${id}-below`} class=${error ? 'hint wrong' : 'hint'}><${Sentence} of=${below} /></p>`}
  </div>`;
}
