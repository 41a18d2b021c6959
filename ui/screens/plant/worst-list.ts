import type { ReadonlySignal } from '@preact/signals';
import { html } from 'htm/preact';
import { Badge } from '../../parts/badge.ts';
import { mainFigure } from '../../parts/main-figure.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { age } from '../../text/numbers.ts';
import { plantTree as words } from '../../text/plant-tree.ts';
import { verdictLine } from '../../text/sentences.ts';
import type { Latest, PointCell } from '../../websocket/point-cell.ts';
import { NEEDS_ATTENTION } from '../../websocket/rank.ts';

/** More than these nobody reads in one go. */
const LISTED = 100;
/** Columns whose values stand at the right. */
const RIGHT: readonly string[] = ['figure', 'heard'];

/** The points that need attention, worst first, with why; a row a point. */
export function WorstList({ shown }: { shown: ReadonlySignal<readonly string[]> }) {
  const { plant } = useApp();
  const worst = shown.value.flatMap((id) => {
    const cell = plant.cell(id);
    return cell !== undefined && NEEDS_ATTENTION.includes(cell.appearance.value) ? [cell] : [];
  });
  if (worst.length === 0) return html`<p class="no-match" role="status">${words.worstNone}</p>`;
  const more = worst.length - LISTED;
  return html`<div class="table" role="region" aria-label=${words.worst} tabindex="0">
      <table class="worst">
        <thead>
          <tr>
            ${Object.entries(words.column).map(([key, word]) => html`<th key=${key} scope="col" class=${RIGHT.includes(key) ? 'number' : ''}>${word}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${worst.slice(0, LISTED).map((cell) => html`<${WorstRow} key=${cell.point.peek().pointId} cell=${cell} />`)}
        </tbody>
      </table>
    </div>
    ${more > 0 && html`<p class="muted">${words.worstMore(more)}</p>`}`;
}

function WorstRow({ cell }: { cell: PointCell }) {
  const point = cell.point.value;
  const latest = cell.latest.value;
  const main = mainFigure(latest);
  const machine = point.machine ?? point.sensorId;
  return html`<tr>
    <td class="of-condition"><${Badge} appearance=${cell.appearance.value} /></td>
    <td class="of-machine">${machine}</td>
    <th scope="row" class="of-point"><a href=${`/point/${point.pointId}`}>${point.name}</a></th>
    <td class="of-why">${latest === null ? text.plant.nothingHeard : verdictLine(latest.verdict)}</td>
    <td class="number of-figure">${main.words}</td>
    <td class="number of-heard"><${Heard} latest=${latest} /></td>
  </tr>`;
}

/** Apart, so that the passing second redraws nothing else of the row. */
function Heard({ latest }: { latest: Latest | null }) {
  const { now } = useApp();
  return html`${latest === null ? text.time.never : age(latest.atMs, now.value)}`;
}
