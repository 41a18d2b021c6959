import { html } from 'htm/preact';
import type { GpuReport, MigInstance } from '#schemas/broker/gpu';
import { gpu as words } from '../../text/gpu.ts';
import { count, fixed } from '../../text/numbers.ts';
import { Owner } from './gpu-processes.ts';

/** The instances into which the card is divided, and what runs in each; nothing for a card that cannot be. */
export function GpuInstances({ gpu }: { gpu: GpuReport }) {
  const { mig, processes } = gpu.detail ?? { mig: null, processes: [] };
  if (mig === null || mig.mode === null) return null;
  const lead = mig.mode === 'disabled' ? words.instancesOff : words.instancesNone;
  return html`<section class="card" aria-labelledby="gpu-instances">
    <h2 id="gpu-instances">${words.instances}</h2>
    ${
      mig.instances.length === 0
        ? html`<p class="hint">${lead}</p>`
        : html`<div class="table" role="region" aria-label=${words.instances} tabindex="0">
            <table class="lane-table">
              <thead>
                <tr>
                  ${Object.entries(words.instance).map(([key, word]) => html`<th key=${key} scope="col">${word}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${mig.instances.map(
                  (one) =>
                    html`<${InstanceRow} key=${`${one.gpuInstance}/${one.computeInstance}`} of=${one} processes=${processes} />`,
                )}
              </tbody>
            </table>
          </div>`
    }
  </section>`;
}

type Processes = NonNullable<GpuReport['detail']>['processes'];

function InstanceRow({ of, processes }: { of: MigInstance; processes: Processes }) {
  const { gpuInstance, computeInstance, memoryUsedMb, memoryTotalMb, multiprocessors } = of;
  const inside = processes.filter((process) => process.gpuInstance === gpuInstance);
  const gib = (mebibytes: number | null) =>
    mebibytes === null ? '–' : fixed(mebibytes / 1_024, 1);
  return html`<tr>
    <th scope="row">${gpuInstance}</th>
    <td>${computeInstance}</td>
    <td>${words.memory(gib(memoryUsedMb), gib(memoryTotalMb))}</td>
    <td>${multiprocessors === null ? words.notTold : count(multiprocessors)}</td>
    <td>
      ${inside.length === 0 ? '–' : inside.map((process) => html`<div key=${process.pid}><${Owner} of=${process} /></div>`)}
    </td>
  </tr>`;
}
