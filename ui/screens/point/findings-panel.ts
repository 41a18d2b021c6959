import { html } from 'htm/preact';
import { text } from '../../text/en.ts';
import type { PointCell } from '../../websocket/point-cell.ts';
import { FindingList } from './finding-list.ts';

/** The faults that hold now. */
export function FindingsPanel({ cell }: { cell: PointCell }) {
  return html`<section class="card" aria-labelledby="findings-title">
    <h2 id="findings-title">${text.point.findings}</h2>
    ${cell.appearance.value === 'stale' && html`<p class="hint">${text.point.lastKnown}</p>`}
    <${FindingList} verdict=${cell.latest.value?.verdict} />
  </section>`;
}
