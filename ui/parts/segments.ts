import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';

interface SegmentsProps<Value extends string> {
  readonly label: string;
  /** Unique on the page. */
  readonly name: string;
  readonly value: Signal<Value>;
  /** Value, word, and why it cannot be chosen (null: it can). */
  readonly choices: readonly (readonly [Value, string, (string | null)?])[];
}

/** A choice of few, all in sight. */
export function Segments<Value extends string>(props: SegmentsProps<Value>) {
  const { label, name, value, choices } = props;
  return html`<fieldset class="segments small" aria-label=${label}>
    ${choices.map(
      ([choice, word, obstacle]) => html`<label key=${choice} title=${obstacle ?? undefined}>
        <input
          type="radio"
          name=${name}
          checked=${value.value === choice}
          disabled=${Boolean(obstacle)}
          onChange=${() => {
            value.value = choice;
          }}
        /><span>${word}</span>
      </label>`,
    )}
  </fieldset>`;
}
