import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { gpu as words } from '../../text/gpu.ts';
import { GPU_RANGE_MS, type GpuRange, type GpuSpan } from './gpu-span.ts';

/** From the last five minutes to the last year; what was dragged over is given up by the button. */
export function SpanChoice({ span, name: group }: { span: Signal<GpuSpan>; name: string }) {
  const now = span.value;
  return html`<div class="tools">
    <fieldset class="segments small" aria-label=${words.range}>
      ${(Object.keys(GPU_RANGE_MS) as GpuRange[]).map(
        (name) => html`<label key=${name}>
          <input
            type="radio"
            name=${group}
            checked=${now.kind === 'live' && now.name === name}
            onChange=${() => {
              span.value = { kind: 'live', name };
            }}
          /><span>${words.ranges[name]}</span>
        </label>`,
      )}
    </fieldset>
    <button
      class="button small zoom-reset"
      data-idle=${now.kind === 'live' || undefined}
      onClick=${() => {
        span.value = { kind: 'live', name: 'hour' };
      }}
    >
      ${words.wholeRange}
    </button>
  </div>`;
}
