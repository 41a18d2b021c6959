import { html } from 'htm/preact';
import type { Partition, PartitionInstance, PartitionProcess } from '#schemas/broker/partition';
import { useApp } from '../../session/app.ts';
import { mig as words } from '../../text/mig.ts';
import { fixed, NO_VALUE } from '../../text/numbers.ts';

/** What the driver says that is there: in a sentence, as places on the card, and one a row with who works in it. */
export function MigInstances({ partition }: { partition: Partition }) {
  const { mode, pendingMode, instances, processes } = partition;
  if (mode === null) return html`<p>${words.unsupported}</p>`;
  const lead =
    mode === 'disabled'
      ? words.off
      : instances.length === 0
        ? words.onEmpty
        : words.on(instances.length);
  const elsewhere = processes.filter(({ gpuInstance }) => gpuInstance === null);
  return html`<p>${lead} ${pendingMode !== null && pendingMode !== mode && words.pending(pendingMode)}</p>
    ${
      instances.length > 0 &&
      html`<${Strip} partition=${partition} />
        <div class="table" role="region" aria-label=${words.instances} tabindex="0">
          <table class="lane-table">
            <thead>
              <tr>
                <th scope="col">${words.instance}</th>
                <th scope="col">${words.profile}</th>
                <th scope="col">${words.memory}</th>
                <th scope="col">${words.place}</th>
                <th scope="col">${words.atWork}</th>
              </tr>
            </thead>
            <tbody>
              ${instances.map((one) => html`<${InstanceRow} key=${one.gpuInstance} instance=${one} partition=${partition} />`)}
            </tbody>
          </table>
        </div>`
    }
    ${
      elsewhere.length > 0 &&
      html`<p>${words.wholeGpu}: <${Processes} processes=${elsewhere} /></p>`
    }`;
}

function InstanceRow({
  instance,
  partition,
}: {
  instance: PartitionInstance;
  partition: Partition;
}) {
  const { gpuInstance, profileId, name, start, size, compute } = instance;
  const profile = partition.profiles?.find((one) => one.profileId === profileId);
  const processes = partition.processes.filter((one) => one.gpuInstance === gpuInstance);
  return html`<tr>
    <th scope="row">${gpuInstance}</th>
    <td>${name}</td>
    <td>${profile === undefined ? NO_VALUE : `${fixed(profile.memoryGib, 1)} GiB`}</td>
    <td>${words.placeOf(start, size)}</td>
    <td>
      ${compute.length === 0 && html`<span class="muted">${words.noCompute}</span>`}
      ${compute.length > 0 && processes.length === 0 && html`<span class="muted">${words.idle}</span>`}
      <${Processes} processes=${processes} />
    </td>
  </tr>`;
}

function Processes({ processes }: { processes: readonly PartitionProcess[] }) {
  const { session } = useApp();
  return processes.map(({ pid, name, jobId }, i) => {
    const process = words.process(pid, name);
    const what =
      jobId !== null && session.may('job:read')
        ? html`<a href=${`/jobs/${jobId}`}>${words.job(jobId.slice(-6))}</a>, ${process}`
        : process;
    return html`<span key=${pid}>${i > 0 && ', '}${what}</span>`;
  });
}

/** The places of the card from left to right. */
function Strip({ partition: { instances, profiles } }: { partition: Partition }) {
  const ends = [
    ...instances.map(({ start, size }) => start + size),
    ...(profiles ?? []).flatMap(({ placement }) =>
      placement === null ? [] : placement.starts.map((start) => start + placement.size),
    ),
  ];
  const places = Math.max(...ends);
  const taken = [...instances].sort((a, b) => a.start - b.start);
  return html`<svg class="mig-strip" viewBox=${`0 0 ${places * 40} 40`} role="img" aria-label=${`${words.strip}: ${taken.map(({ name, start, size }) => `${name} ${words.placeOf(start, size)}`).join(', ')}`}>
    <rect class="ground" x="1" y="1" width=${places * 40 - 2} height="38" rx="4" />
    ${Array.from({ length: places - 1 }, (_, i) => html`<path key=${i} class="cut" d=${`M${(i + 1) * 40} 1V39`} />`)}
    ${taken.map(
      ({ gpuInstance, name, start, size }) => html`<g key=${gpuInstance}>
        <rect class="part" x=${start * 40 + 2} y="2" width=${size * 40 - 4} height="36" rx="3" />
        <text x=${start * 40 + size * 20} y="24">${size > 1 ? name : name.split('.')[0]}</text>
      </g>`,
    )}
  </svg>`;
}
