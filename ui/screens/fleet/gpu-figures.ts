import { html } from 'htm/preact';
import type { GpuReport } from '#schemas/broker/gpu';
import type { GpuOverview } from '#schemas/http/telemetry';
import { Sparkline } from '../../parts/sparkline.ts';
import { fleet as words } from '../../text/fleet.ts';
import { gpu as gpuWords } from '../../text/gpu.ts';
import { fixed } from '../../text/numbers.ts';

type History = GpuOverview['gpus'][number];
interface Figure {
  readonly key: keyof typeof words.gpuFigure;
  readonly now: number | null;
  readonly top: number;
  readonly values: readonly (number | null)[];
  readonly say: (value: number) => string;
}

const GIB = 1_024;
const HOT_C = 100;

function figuresOf(gpu: GpuReport, history: History | undefined): Figure[] {
  const { memoryTotalMb, powerLimitW } = gpu;
  const { utilisation = [], memoryUsedMb = [], temperatureC = [], powerW = [] } = history ?? {};
  const mostW = Math.max(1, ...powerW.filter((value) => value !== null));
  return [
    {
      key: 'utilisation',
      now: gpu.utilisation,
      top: 1,
      values: utilisation,
      say: (value) => `${fixed(100 * value, 0)} %`,
    },
    {
      key: 'memory',
      now: gpu.memoryUsedMb,
      top: memoryTotalMb ?? GIB,
      values: memoryUsedMb,
      say: (value) => `${fixed(value / GIB, 1)} GiB`,
    },
    {
      key: 'temperature',
      now: gpu.temperatureC,
      top: HOT_C,
      values: temperatureC,
      say: (value) => `${fixed(value, 0)} °C`,
    },
    {
      key: 'power',
      now: gpu.powerW,
      top: powerLimitW ?? mostW,
      values: powerW,
      say: (value) => `${fixed(value, 0)} W`,
    },
  ];
}

/** What a GPU does now, each figure with its last hour beside it. */
export function GpuFigures({ gpu, history }: { gpu: GpuReport; history: History | undefined }) {
  return html`<dl class="gpu-figures">
    ${figuresOf(gpu, history).map(
      ({ key, now, top, values, say }) => html`<div key=${key}>
        <dt>${words.gpuFigure[key]}</dt>
        <dd>
          <span class=${now === null ? 'muted' : ''}>${now === null ? gpuWords.notTold : say(now)}</span>
          <${Sparkline} values=${values} range=${[0, top]} label=${spokenRange(words.gpuFigure[key], words.lastHour, values, say)} />
        </dd>
      </div>`,
    )}
  </dl>`;
}

/** "Busy, last hour: 12 % to 80 %". */
function spokenRange(
  what: string,
  when: string,
  values: readonly (number | null)[],
  say: (value: number) => string,
): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return words.noHistory(what);
  return words.range(what, when, say(Math.min(...known)), say(Math.max(...known)));
}
