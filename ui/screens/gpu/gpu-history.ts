import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { GpuReport } from '#schemas/broker/gpu';
import type { GpuTelemetry } from '#schemas/http/telemetry';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { gpu as words } from '../../text/gpu.ts';
import { age, fixed } from '../../text/numbers.ts';
import { GpuChart } from './gpu-chart.ts';
import { GPU_CHARTS } from './gpu-figures.ts';
import { GPU_RANGE_MS, type GpuRange, type GpuSpan } from './gpu-span.ts';
import { useGpuHistory, useGpuTail } from './use-gpu-history.ts';

/** What a GPU did, from the last five minutes to the last year. */
export function GpuHistory({
  agentId,
  index,
  gpu,
}: {
  agentId: string;
  index: number;
  gpu: GpuReport | null;
}) {
  const { now } = useApp();
  const span = useSignal<GpuSpan>({ kind: 'live', name: 'live' });
  const { state, reload } = useGpuHistory(agentId, index, span);
  const tail = useGpuTail(agentId, index);
  const history = state.value;
  if (gpu === null && history.kind === 'failed') return html`<p>${words.unknown(agentId)}</p>`;
  return html`<section class="gpu-history" aria-labelledby="gpu-history">
    <div class="gpu-history-head">
      <h2 id="gpu-history">${words.history}</h2>
      <${Ranges} span=${span} />
    </div>
    ${
      history.kind === 'failed' &&
      html`<p class="hint wrong" role="alert">
        ${words.historyFailed} ${history.sentence}
        <button class="button small" onClick=${reload}>${text.retry}</button>
      </p>`
    }
    ${
      gpu === null &&
      history.kind === 'ready' &&
      html`<p>${words.noLonger(age(history.value.gpu.seenMs, now.value))}</p>`
    }
    ${history.kind === 'ready' && html`<${Slowed} history=${history.value} />`}
    <div class="gpu-charts">
      ${GPU_CHARTS.map(
        (of) =>
          html`<${GpuChart} key=${of.key} of=${of} gpu=${gpu} history=${history} tail=${tail} span=${span} />`,
      )}
    </div>
  </section>`;
}

function Ranges({ span }: { span: Signal<GpuSpan> }) {
  const now = span.value;
  return html`<div class="tools">
    <fieldset class="segments small" aria-label=${words.range}>
      ${(Object.keys(GPU_RANGE_MS) as GpuRange[]).map(
        (name) => html`<label key=${name}>
          <input
            type="radio"
            name="gpu-range"
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

/** How much of the range heat slowed it down, or it was lost; nothing where neither happened. */
function Slowed({ history: { hotShare, lostShare } }: { history: GpuTelemetry }) {
  const hot = meanOf(hotShare);
  const lost = meanOf(lostShare);
  if (hot === 0 && lost === 0) return null;
  const say = (share: number) => words.ofRange(`${fixed(100 * share, share < 0.1 ? 1 : 0)} %`);
  return html`<p class="gpu-slowed strong">
    ${hot > 0 && html`<span>${words.slowedBy}: ${say(hot)}</span>`}
    ${lost > 0 && html`<span>${words.lostFor}: ${say(lost)}</span>`}
  </p>`;
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
