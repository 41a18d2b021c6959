import { html } from 'htm/preact';
import { pointWords } from '../../text/point.ts';
import type { PointCell } from '../../websocket/point-cell.ts';
import { FindingList } from './finding-list.ts';

/** The faults that hold now. */
export function FindingsPanel({ cell }: { cell: PointCell }) {
  return html`<section class="card" aria-labelledby="findings-title">
    <h2 id="findings-title">${pointWords.findings}</h2>
    ${cell.appearance.value === 'stale' && html`<p class="hint">${pointWords.lastKnown}</p>`}
    <${FindingList} verdict=${cell.latest.value?.verdict} />
  </section>`;
}
