import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';

/** Several lines: a text, or a list with one entry a line. */
export function SettingsLines({
  id,
  label,
  value,
  isList,
  hint,
  error,
}: {
  id: string;
  label: string;
  value: Signal<string | readonly string[]>;
  isList: boolean;
  hint: string | null;
  error: string | null;
}) {
  // As it is typed: a list that is made anew at each key would swallow the empty line that one is about to fill.
  const typed = useSignal(isList ? (value.peek() as readonly string[]).join('\n') : value.peek());
  const below = error ?? hint;
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <textarea
      id=${id}
      name=${id}
      rows=${isList ? 3 : 6}
      value=${typed}
      spellcheck=${!isList}
      aria-invalid=${error !== null || undefined}
      aria-describedby=${below === null ? undefined : `${id}-below`}
      onInput=${(event: Event) => {
        const text = (event.target as HTMLTextAreaElement).value;
        typed.value = text;
        value.value = isList
          ? text
              .split(/[\n,;]/)
              .map((one) => one.trim())
              .filter(Boolean)
          : text;
      }}
    ></textarea>
    ${below !== null && html`<p id=${`${id}-below`} class=${error === null ? 'hint' : 'hint wrong'}>${below}</p>`}
  </div>`;
}
