import { html } from 'htm/preact';
import { fleet as words } from '../../text/fleet.ts';

/** GPU hours available against demand for the coming days. */
export function CapacityScreen() {
  return html`<h2>${words.tabs.capacity}</h2>`;
}
