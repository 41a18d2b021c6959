import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { type HostFigure, type HostTelemetry, TELEMETRY_ROUTES } from '#schemas/http/telemetry';
import { request } from '../../http/request.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { gpu as words } from '../../text/gpu.ts';
import { type GpuSpan, gpuRefreshMs, gpuSpanRange } from './gpu-span.ts';
import { SpanChoice } from './span-choice.ts';
import { TelemetryChart } from './telemetry-chart.ts';

const MAX_BUCKETS = 1_010;
const PERCENT = { unit: '%', scale: 100, decimals: 0, top: 100 };
const MEGABYTES = { unit: 'MB/s', scale: 1e-6, decimals: 2, top: null };

const CHARTS: readonly {
  figure: HostFigure;
  unit: string;
  scale: number;
  decimals: number;
  top: number | null;
}[] = [
  { figure: 'cpuShare', ...PERCENT },
  { figure: 'memoryUsedShare', ...PERCENT },
  { figure: 'diskUsedShare', ...PERCENT },
  { figure: 'receivedBytesPerSecond', ...MEGABYTES },
  { figure: 'sentBytesPerSecond', ...MEGABYTES },
  { figure: 'temperatureC', unit: '°C', scale: 1, decimals: 0, top: 100 },
];

/** What an agent's machine did: its load, disk, network and temperature. */
export function HostHistory({ agentId }: { agentId: string }) {
  const { now } = useApp();
  const span = useSignal<GpuSpan>({ kind: 'live', name: 'hour' });
  const turn = useSignal(0);
  const { state, reload } = useLoad(
    (signal) => {
      const [from, to] = gpuSpanRange(span.peek(), now.peek()).map(Math.round);
      const query = { from: Math.max(0, from), to, maxBuckets: MAX_BUCKETS };
      return request(TELEMETRY_ROUTES.agentTelemetry, { params: { agentId }, query, signal });
    },
    [agentId, span.value, turn.value],
  );
  useEffect(() => {
    const everyMs = gpuRefreshMs(span.value);
    if (everyMs === null) return;
    const timer = setInterval(() => {
      if (!document.hidden) turn.value++;
    }, everyMs);
    return () => clearInterval(timer);
  }, [span.value]);
  const history = state.value;
  return html`<div class="gpu-history">
    <${SpanChoice} span=${span} name="host-range" />
    ${
      history.kind === 'failed' &&
      html`<p class="hint wrong" role="alert">
        ${words.historyFailed} ${history.sentence}
        <button class="button small" onClick=${reload}>${text.retry}</button>
      </p>`
    }
    <div class="gpu-charts">
      ${CHARTS.map(
        ({ figure, top, ...of }) =>
          html`<${TelemetryChart}
            key=${figure}
            of=${{ ...of, title: words.host[figure] }}
            history=${history}
            bucketsOf=${(told: HostTelemetry) => told[figure]}
            tailOf=${() => []}
            span=${span}
            top=${top}
            limit=${null}
          />`,
      )}
    </div>
  </div>`;
}
