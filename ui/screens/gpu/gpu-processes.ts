import { html } from 'htm/preact';
import type { GpuProcess, GpuReport } from '#schemas/broker/gpu';
import { useApp } from '../../session/app.ts';
import { gpu as words } from '../../text/gpu.ts';
import { megabytes } from '../../text/numbers.ts';

/** Which programs use the card, and which of them are jobs and lanes of its agent. */
export function GpuProcesses({ gpu }: { gpu: GpuReport }) {
  const processes = gpu.detail?.processes ?? [];
  return html`<section class="card" aria-labelledby="gpu-processes">
    <h2 id="gpu-processes">${words.processes}</h2>
    <p class="hint">${gpu.detail === null ? words.notYet : processes.length === 0 ? words.processesNone : words.processesHint}</p>
    ${
      processes.length > 0 &&
      html`<div class="table" role="region" aria-label=${words.processList} tabindex="0">
        <table class="lane-table gpu-processes">
          <thead>
            <tr>
              ${Object.entries(words.process).map(([key, word]) => html`<th key=${key} scope="col">${word}</th>`)}
            </tr>
          </thead>
          <tbody>${processes.map((one) => html`<${ProcessRow} key=${one.pid} of=${one} />`)}</tbody>
        </table>
      </div>`
    }
  </section>`;
}

function ProcessRow({ of }: { of: GpuProcess }) {
  const { pid, name, memoryMb, gpuInstance } = of;
  return html`<tr>
    <th scope="row">${pid}</th>
    <td><${Owner} of=${of} /></td>
    <td class="gpu-program">${name || '–'}</td>
    <td>${memoryMb === null ? words.notTold : megabytes(memoryMb * 1.048576)}</td>
    <td>${gpuInstance ?? '–'}</td>
  </tr>`;
}

/** The job or lane to which a process belongs. */
function Owner({ of: { jobId, lane } }: { of: Pick<GpuProcess, 'jobId' | 'lane'> }) {
  const { session } = useApp();
  if (jobId != null) {
    const word = words.jobOf(jobId);
    return session.may('job:read') ? html`<a href=${`/jobs/${jobId}`}>${word}</a>` : word;
  }
  return lane == null ? html`<span class="muted">${words.stranger}</span>` : words.laneOf(lane);
}
