import { html } from 'htm/preact';

/** One of a few, all of which are in sight; in force as soon as it is touched. */
export function Choice<Value extends string>({
  name,
  words,
  value,
  choices,
  onChoose,
}: {
  /** Of the group of buttons; once on a page. */
  name: string;
  /** The title, and a word for each choice. */
  words: { readonly title: string } & Readonly<Record<Value, string>>;
  value: Value;
  choices: readonly Value[];
  onChoose: (value: Value) => void;
}) {
  return html`<fieldset class="segments">
    <legend>${words.title}</legend>
    ${choices.map(
      (choice) => html`<label key=${choice}>
        <input
          type="radio"
          name=${`preference-${name}`}
          checked=${value === choice}
          onChange=${() => onChoose(choice)}
        /><span>${words[choice]}</span>
      </label>`,
    )}
  </fieldset>`;
}
