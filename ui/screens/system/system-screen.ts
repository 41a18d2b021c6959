import { html } from 'htm/preact';
export function SystemScreen() {
  return html`<p>system</p>`;
}
