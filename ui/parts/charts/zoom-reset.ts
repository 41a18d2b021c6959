import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { text } from '../../text/en.ts';

/** Back to the whole axis after dragging over a part of it. Always there, so that nothing moves. */
export function ZoomReset({ zoom }: { zoom: Signal<readonly [number, number] | null> }) {
  return html`<button
    class="button small"
    disabled=${zoom.value === null}
    onClick=${() => {
      zoom.value = null;
    }}
  >
    ${text.point.wholeAxis}
  </button>`;
}
