import { html } from 'htm/preact';
import { text } from '../../text/en.ts';

const TILES = 12;

/** Grey tiles until the points are there. */
export function TileSkeletons() {
  return html`<div class="tiles-skeleton" role="status" aria-label=${text.loading}>
    ${Array.from({ length: TILES }, (_, i) => html`<div key=${i}></div>`)}
  </div>`;
}
