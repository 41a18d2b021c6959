import { html } from 'htm/preact';
import { alarmWords } from '../../text/alarms.ts';

const words = alarmWords.list;

/** What the keys do in the list, below it; on a phone, what a finger does. */
export function KeysHelp() {
  return html`<p class="alarm-finger muted">${words.swipe}</p>
  <dl class="alarm-keys" aria-label=${words.keys}>
    ${words.keysHelp.map(
      ([keys, what]) => html`<div key=${what}>
        <dt>${keys.split(' ').map((key) => html`<kbd key=${key}>${key}</kbd>`)}</dt>
        <dd>${what}</dd>
      </div>`,
    )}
  </dl>`;
}
