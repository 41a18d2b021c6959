import { html } from 'htm/preact';
import type { CapacityKind } from '#schemas/http/capacity';
import { hoursWords, capacity as words } from '../../text/capacity.ts';
import { kindWord } from '../../text/jobs.ts';
import { count, NO_VALUE } from '../../text/numbers.ts';

/** What waits now, by kind, and what it is expected to take. */
export function WaitingTable({ kinds }: { kinds: readonly CapacityKind[] }) {
  return html`<section class="card">
    <h2>${words.waiting}</h2>
    ${kinds.length === 0 && html`<p class="muted">${words.nothingWaits}</p>`}
    ${
      kinds.length > 0 &&
      html`<div class="table" role="region" aria-label=${words.waiting} tabindex="0">
        <table class="capacity-table">
          <thead>
            <tr>
              <th scope="col">${words.kind}</th>
              <th scope="col">${words.waits}</th>
              <th scope="col">${words.running}</th>
              <th scope="col">${words.held}</th>
              <th scope="col">${words.usual}</th>
              <th scope="col">${words.expected}</th>
            </tr>
          </thead>
          <tbody>${kinds.map((kind) => html`<${KindRow} key=${kind.kind} kind=${kind} />`)}</tbody>
        </table>
      </div>`
    }
  </section>`;
}

function KindRow({ kind: { kind, waiting, running, held, usualHours } }: { kind: CapacityKind }) {
  return html`<tr>
    <th scope="row"><a href=${`/jobs?kind=${kind}&state=queued`}>${kindWord(kind)}</a></th>
    <td>${count(waiting)}</td>
    <td>${count(running)}</td>
    <td>${count(held)}</td>
    <td class=${usualHours === null ? 'muted' : ''}>
      ${usualHours === null ? words.unknown : hoursWords(usualHours)}
    </td>
    <td>${usualHours === null ? NO_VALUE : hoursWords(waiting * usualHours)}</td>
  </tr>`;
}
