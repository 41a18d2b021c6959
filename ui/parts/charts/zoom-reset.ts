import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { pointWords } from '../../text/point.ts';

type Zoom = readonly [number, number] | null;

interface ZoomResetProps {
  readonly zoom: Signal<Zoom>;
  /** A part of the axis that is worth a closer look, for who has no mouse to drag over it. */
  readonly part?: { readonly label: string; readonly range: readonly [number, number] };
}

/** Back to the whole axis after looking at a part of it. Its place is kept, so that nothing moves. */
export function ZoomReset({ zoom, part }: ZoomResetProps) {
  const away = zoom.value !== null;
  const label = away || part === undefined ? pointWords.wholeAxis : part.label;
  return html`<button
    class="button small zoom-reset"
    data-idle=${(!away && part === undefined) || undefined}
    onClick=${() => {
      zoom.value = away ? null : (part?.range ?? null);
    }}
  >
    ${label}
  </button>`;
}
