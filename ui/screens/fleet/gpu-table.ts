import { html } from 'htm/preact';
import type { GpuReport, GpuState } from '#schemas/broker/gpu';
import { gpu as words } from '../../text/gpu.ts';
import { count, fixed } from '../../text/numbers.ts';

/** Clocks are held down for these when nothing is wrong. */
const HARMLESS: readonly string[] = [
  'gpu_idle',
  'applications_clocks_setting',
  'display_clocks_setting',
];

/** The GPUs of an agent's machine, one a row; what a card does not tell is said to be so. */
export function GpuTable({ gpu, agentId }: { gpu: GpuState; agentId: string }) {
  const name = words.of(agentId);
  return html`${gpu.trouble !== null && html`<p class="hint">${words.none(gpu.trouble)}</p>`}
    ${
      gpu.gpus.length > 0 &&
      html`<div class="table" role="region" aria-label=${name} tabindex="0">
        <table class="lane-table gpu-table">
          <thead>
            <tr>
              <th scope="col">${words.title}</th>
              ${Object.entries(words.columns).map(([key, word]) => html`<th key=${key} scope="col">${word}</th>`)}
            </tr>
          </thead>
          <tbody>${gpu.gpus.map((one) => html`<${GpuRow} key=${one.uuid} gpu=${one} />`)}</tbody>
        </table>
      </div>`
    }`;
}

function GpuRow({ gpu }: { gpu: GpuReport }) {
  const { state, memoryUsedMb, memoryTotalMb, utilisation, detail } = gpu;
  const slowed = gpu.throttle?.filter((reason) => !HARMLESS.includes(reason)) ?? null;
  const errors = detail?.eccUncorrected.volatile ?? null;
  const cell = (value: string | null, bad = false) =>
    html`<td data-bad=${bad || undefined} class=${value === null ? 'muted' : ''}>${value ?? words.notTold}</td>`;
  return html`<tr>
    <th scope="row">
      ${gpu.index}: ${gpu.name} <span class="lane-state">${state === 'lost' ? words.lost : ''}</span>
    </th>
    ${cell(memoryUsedMb === null || memoryTotalMb === null ? null : words.memory(gigabytes(memoryUsedMb), gigabytes(memoryTotalMb)))}
    ${cell(utilisation === null ? null : `${fixed(100 * utilisation, 0)} %`)}
    ${cell(gpu.temperatureC === null ? null : `${fixed(gpu.temperatureC, 0)} °C`)}
    ${cell(gpu.powerW === null ? null : `${fixed(gpu.powerW, 0)} W`)}
    ${cell(gpu.clockMhz === null ? null : `${count(gpu.clockMhz)} MHz`)}
    ${cell(slowed === null ? null : slowed.map((reason) => words.throttle[reason]).join(', ') || words.notSlowed, (slowed?.length ?? 0) > 0)}
    ${cell(errors === null ? null : count(errors), (errors ?? 0) > 0)}
    ${cell(detail === null ? null : words.mig(detail.mig.mode, detail.mig.instances.length))}
  </tr>`;
}

const gigabytes = (mebibytes: number) => fixed(mebibytes / 1_024, 1);
