import { html } from 'htm/preact';
import { text } from '../text/en.ts';

/** Grey blocks in the place of what is on its way, so that nothing jumps when it comes. */
export function Skeleton({ blocks }: { blocks: number }) {
  return html`<div class="skeleton" role="status" aria-label=${text.loading}>
    ${Array.from({ length: blocks }, (_, i) => html`<div key=${i}></div>`)}
  </div>`;
}
