import { html } from 'htm/preact';
import type { LaneReport } from '#schemas/broker/messages';
import { count, fixed, megabytes, milliseconds } from '../../text/numbers.ts';
import { systemWords } from '../../text/system.ts';

/** So many batches may be on their way to the hub; more means that it does not confirm them. */
const OUTBOX_NORMAL = 100;
const COLUMNS = systemWords.laneColumns;

/** The lanes of an agent, one a row; can be scrolled sideways where it does not fit. */
export function LaneTable({ lanes, agentId }: { lanes: readonly LaneReport[]; agentId: string }) {
  const name = `${systemWords.lanes} ${agentId}`;
  return html`<div class="table" role="region" aria-label=${name} tabindex="0">
    <table class="lane-table">
      <thead>
        <tr>
          <th scope="col">${systemWords.lane}</th>
          ${Object.entries(COLUMNS).map(([key, word]) => html`<th key=${key} scope="col">${word}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${lanes.map((lane) => html`<${LaneRow} key=${lane.lane} lane=${lane} />`)}
      </tbody>
    </table>
  </div>`;
}

function LaneRow({ lane }: { lane: LaneReport }) {
  const lost = Object.values(lane.losses).reduce((sum, n) => sum + n, 0);
  const running = lane.state === 'running';
  const cell = (value: string, bad = false) => html`<td data-bad=${bad || undefined}>${value}</td>`;
  return html`<tr>
    <th scope="row">
      ${lane.lane}${!running && html` <span class="lane-state">${systemWords.laneState[lane.state]}</span>`}
    </th>
    ${cell(count(lane.points))} ${cell(count(lane.windowsPerSecond))} ${cell(fixed(lane.batchMean, 1))}
    ${cell(milliseconds(lane.p50Ms))} ${cell(milliseconds(lane.p99Ms))}
    ${cell(megabytes(lane.rssMb))} ${cell(fixed(lane.cpuCores, 2))}
    ${cell(count(lane.outboxDepth), lane.outboxDepth > OUTBOX_NORMAL)} ${cell(count(lane.restarts), lane.restarts > 0)}
    ${cell(count(lost), lost > 0)}
  </tr>`;
}
