import { html } from 'htm/preact';
import { alarmWords } from '../../text/alarms.ts';

const words = alarmWords.list;

/** What the keys do in the list, below it; a phone has none. */
export function KeysHelp() {
  return html`<dl class="alarm-keys" aria-label=${words.keys}>
    ${words.keysHelp.map(
      ([keys, what]) => html`<div key=${what}>
        <dt>${keys.split(' ').map((key) => html`<kbd key=${key}>${key}</kbd>`)}</dt>
        <dd>${what}</dd>
      </div>`,
    )}
  </dl>`;
}
