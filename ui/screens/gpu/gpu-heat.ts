import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { type GpuOverview, TELEMETRY_ROUTES } from '#schemas/http/telemetry';
import { request } from '../../http/request.ts';
import { Failure } from '../../parts/failure.ts';
import { Segments } from '../../parts/segments.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { gpu as words } from '../../text/gpu.ts';
import { dateTime, fixed } from '../../text/numbers.ts';
import { heatRuns } from './heat-runs.ts';

type HeatRange = keyof typeof words.heatRanges;
const RANGE_MS: Readonly<Record<HeatRange, number>> = {
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};
const SLOTS = 96;
const LEVELS = 6;
const EVERY_MS = 30_000;

/** How busy every GPU was over time, one a row. */
export function GpuHeat() {
  const { now } = useApp();
  const range = useSignal<HeatRange>('day');
  const { state, reload } = useLoad(
    (signal) => {
      const to = Math.round(now.peek());
      const query = { from: Math.max(0, to - RANGE_MS[range.peek()]), to, slots: SLOTS };
      return request(TELEMETRY_ROUTES.gpuOverview, { query, signal });
    },
    [range.value],
  );
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) reload();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  const loaded = state.value;
  const choices = Object.entries(words.heatRanges) as [HeatRange, string][];
  return html`<section class="card gpu-heat" aria-labelledby="gpu-heat">
    <div class="chart-head">
      <h2 id="gpu-heat">${words.heat}</h2>
      <${Segments} label=${words.range} name="heat-range" value=${range} choices=${choices} />
    </div>
    <p class="hint">${words.heatLead}</p>
    ${loaded.kind === 'loading' && html`<${Skeleton} blocks=${1} />`}
    ${loaded.kind === 'failed' && html`<${Failure} title=${words.heatFailed} sentence=${loaded.sentence} retry=${reload} />`}
    ${loaded.kind === 'ready' && html`<${HeatMap} overview=${loaded.value} />`}
  </section>`;
}

function HeatMap({ overview }: { overview: GpuOverview }) {
  const { gpus, firstMs, slotMs, slots } = overview;
  if (gpus.length === 0) return html`<p class="muted">${words.heatEmpty}</p>`;
  return html`<div class="heat-rows">
      ${gpus.map((gpu) => html`<${HeatRow} key=${gpu.uuid} gpu=${gpu} slots=${slots} />`)}
    </div>
    <p class="heat-times muted">
      <span>${dateTime(firstMs)}</span><span>${dateTime(firstMs + slots * slotMs)}</span>
    </p>
    <p class="heat-key muted" aria-hidden="true">
      ${words.heatLess}
      ${Array.from({ length: LEVELS }, (_, level) => html`<i key=${level} data-level=${level}></i>`)}
      ${words.heatMore}
    </p>`;
}

function HeatRow({ gpu, slots }: { gpu: GpuOverview['gpus'][number]; slots: number }) {
  const { agentId, index, name, utilisation } = gpu;
  const known = utilisation.filter((share) => share !== null);
  const called = words.heatOf(index, agentId);
  const say = (share: number) => `${fixed(100 * share, 0)} %`;
  const mean = known.reduce((sum, share) => sum + share, 0) / known.length;
  const spoken =
    known.length === 0
      ? words.heatNone(called)
      : words.heatRow(called, say(mean), say(Math.max(...known)));
  return html`<div class="heat-row">
    <p><a href=${`/fleet/${agentId}/gpus/${index}`}>${called}</a> <small>${name}</small></p>
    <svg role="img" aria-label=${spoken} viewBox=${`0 0 ${slots} 1`} preserveAspectRatio="none">
      ${heatRuns(utilisation, LEVELS).map(
        ({ from, to, level }) =>
          html`<path key=${from} data-level=${level} d=${`M${from} 0H${to}V1H${from}z`} />`,
      )}
    </svg>
    <span class="heat-mean">${known.length === 0 ? words.notTold : say(mean)}</span>
  </div>`;
}
