import { html } from 'htm/preact';
import { useId } from 'preact/hooks';

export interface ToolChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  /** Value, word, and why it cannot be chosen (null: it can). */
  readonly choices: readonly (readonly [Value, string, (string | null)?])[];
  readonly onChoose: (value: Value) => void;
}

/** One of several, small, with its label above: for rows in which many stand beside each other. */
export function ToolChoice<Value extends string>(props: ToolChoiceProps<Value>) {
  const { label, value, choices, onChoose } = props;
  const id = useId();
  const obstacle = choices.find(([, , why]) => why != null)?.[2] ?? undefined;
  return html`<div class="tool-choice" title=${obstacle}>
    <label for=${id}>${label}</label>
    <select
      id=${id}
      onChange=${(event: Event) => onChoose((event.target as HTMLSelectElement).value as Value)}
    >
      ${choices.map(
        ([choice, word, why]) => html`<option
          key=${choice}
          value=${choice}
          selected=${choice === value}
          disabled=${why != null}
        >
          ${word}
        </option>`,
      )}
    </select>
  </div>`;
}
