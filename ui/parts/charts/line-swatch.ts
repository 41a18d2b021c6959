import { html } from 'htm/preact';
import { lineLook, solidLook } from './line-look.ts';

/** How the n-th line of a chart looks, beside its name. */
export function LineSwatch({ n, isSolid = false }: { n: number; isSolid?: boolean }) {
  const { colour, dash } = isSolid ? solidLook(n) : lineLook(n);
  return html`<svg class="swatch" viewBox="0 0 20 10" aria-hidden="true">
    <path d="M0 5h20" style=${{ stroke: `var(--${colour})` }} stroke-dasharray=${dash.join(' ')} />
  </svg>`;
}
