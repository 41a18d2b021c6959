import { html } from 'htm/preact';
import type { GpuReport } from '#schemas/broker/gpu';
import type { AllocatedGpu } from '#schemas/http/fleet';
import { Row, Rows } from '../../parts/rows.ts';
import { Tag } from '../../parts/tag.ts';
import { useApp } from '../../session/app.ts';
import { fleet as fleetWords } from '../../text/fleet.ts';
import { gpu as words } from '../../text/gpu.ts';
import { kindWord } from '../../text/jobs.ts';
import { count, fixed } from '../../text/numbers.ts';
import { slowedReasons } from './slowed-reasons.ts';

/** What the card is, how it is, and what it works on. */
export function GpuHead({ gpu, used }: { gpu: GpuReport; used: AllocatedGpu | null }) {
  const state = used?.state ?? (gpu.state === 'lost' ? 'error' : null);
  const isBad = state === 'error';
  return html`<div class="gpu-head">
    <section class="card" aria-labelledby="gpu-facts">
      <h2 id="gpu-facts">${words.facts}</h2>
      <${Rows}>
        <${Row} name=${words.state} bad=${isBad}>
          ${state === null ? '–' : html`<${Tag} kind=${isBad ? 'notice' : 'plain'}>${fleetWords.gpuState[state]}<//>`}
        <//>
        <${Row} name=${words.doing}><${Doing} used=${used} /><//>
        <${Row} name=${words.model}>${gpu.name}<//>
        <${Row} name=${words.uuid}><code class="gpu-uuid">${gpu.uuid}</code><//>
        <${Row} name=${words.slot}>${gpu.busId || words.notTold}<//>
        <${Row} name=${words.driver}>${gpu.driver || words.notTold}<//>
        <${Row} name=${words.cuda}>${gpu.detail === null ? words.notYet : (gpu.detail.cudaVersion ?? words.notTold)}<//>
      <//>
    </section>
    <${Now} gpu=${gpu} />
  </div>`;
}

function Doing({ used }: { used: AllocatedGpu | null }) {
  const { session } = useApp();
  if (used === null) return '–';
  const { jobs, lanes, points } = used;
  if (jobs.length + lanes.length === 0) return words.doingNothing;
  const mayJobs = session.may('job:read');
  return html`<ul class="gpu-doing">
    ${jobs.map(
      ({ jobId, kind }) => html`<li key=${jobId}>
        ${mayJobs ? html`<a href=${`/jobs/${jobId}`}>${kindWord(kind)} <span class="spoken">${jobId}</span></a>` : kindWord(kind)}
      </li>`,
    )}
    ${lanes.length > 0 && html`<li>${words.lanes(lanes.length, points)}</li>`}
  </ul>`;
}

/** The figures of this second; what the card does not tell is said to be so. */
function Now({ gpu }: { gpu: GpuReport }) {
  const { memoryUsedMb, memoryTotalMb, powerW, powerLimitW, clockMhz, memoryClockMhz } = gpu;
  const gib = (mebibytes: number) => fixed(mebibytes / 1_024, 1);
  const memory =
    memoryUsedMb === null || memoryTotalMb === null
      ? null
      : words.memory(gib(memoryUsedMb), gib(memoryTotalMb));
  const limit = powerLimitW === null ? '' : ` (${words.limitLine(`${fixed(powerLimitW, 0)} W`)})`;
  const memoryClock = memoryClockMhz === null ? '' : ` / ${count(memoryClockMhz)} MHz`;
  const figures: [keyof typeof words.now, string | null, boolean?][] = [
    ['utilisation', gpu.utilisation === null ? null : `${fixed(100 * gpu.utilisation, 0)} %`],
    ['memory', memory],
    [
      'temperature',
      gpu.temperatureC === null ? null : `${fixed(gpu.temperatureC, 0)} °C`,
      slowedReasons(gpu).some((reason) => reason.includes('thermal')),
    ],
    ['power', powerW === null ? null : `${fixed(powerW, 0)} W${limit}`],
    ['clock', clockMhz === null ? null : `${count(clockMhz)}${memoryClock || ' MHz'}`],
  ];
  return html`<dl class="card gpu-now" aria-label=${words.columns.utilisation}>
    ${figures.map(
      ([key, value, isBad]) => html`<div key=${key} data-bad=${isBad || undefined}>
        <dt>${words.now[key]}</dt>
        <dd class=${value === null ? 'muted' : ''}>${value ?? words.notTold}</dd>
      </div>`,
    )}
  </dl>`;
}
