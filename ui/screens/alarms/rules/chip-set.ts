import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';

interface ChipSetProps<Value extends string | number> {
  readonly label: string;
  readonly value: Signal<readonly Value[]>;
  readonly choices: readonly (readonly [Value, string])[];
}

/** Any number of few, all in sight. */
export function ChipSet<Value extends string | number>(props: ChipSetProps<Value>) {
  const { label, value, choices } = props;
  const turn = (one: Value) => {
    const has = value.peek().includes(one);
    value.value = has ? value.peek().filter((other) => other !== one) : [...value.peek(), one];
  };
  return html`<fieldset class="chip-set">
    <legend>${label}</legend>
    <div class="chips">
      ${choices.map(
        ([one, word]) => html`<label key=${one} class="chip">
          <input type="checkbox" checked=${value.value.includes(one)} onChange=${() => turn(one)} />${word}
        </label>`,
      )}
    </div>
  </fieldset>`;
}
