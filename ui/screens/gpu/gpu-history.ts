import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { GpuReport } from '#schemas/broker/gpu';
import type { GpuTelemetry } from '#schemas/http/telemetry';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { gpu as words } from '../../text/gpu.ts';
import { age, fixed } from '../../text/numbers.ts';
import { GPU_CHARTS } from './gpu-figures.ts';
import type { GpuSpan } from './gpu-span.ts';
import { SpanChoice } from './span-choice.ts';
import { TelemetryChart } from './telemetry-chart.ts';
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
      <${SpanChoice} span=${span} name="gpu-range" />
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
          html`<${TelemetryChart}
            key=${of.key}
            of=${{ ...of, title: words.charts[of.key] }}
            history=${history}
            bucketsOf=${(told: GpuTelemetry) => told[of.figure]}
            tailOf=${() => tail.map((one) => ({ atMs: one.atMs, value: one.gpu[of.figure] }))}
            span=${span}
            top=${gpu === null ? null : of.topOf(gpu)}
            limit=${of.key === 'power' ? (gpu?.powerLimitW ?? null) : null}
          />`,
      )}
    </div>
  </section>`;
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
