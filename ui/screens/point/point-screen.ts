import { html } from 'htm/preact';
export function PointScreen() {
  return html`<p>point</p>`;
}
