import { html } from 'htm/preact';
import { Badge } from '../../parts/badge.ts';
import { mainFigure } from '../../parts/main-figure.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { age, count, figure } from '../../text/numbers.ts';
import { verdictLine } from '../../text/sentences.ts';
import { fullName, type Latest, type PointCell } from '../../websocket/point-cell.ts';

/** One point at a glance. Redraws for its own news only; it has the same height whatever it says. */
export function Tile({ cell, inTabOrder }: { cell: PointCell; inTabOrder: boolean }) {
  const point = cell.point.value;
  const latest = cell.latest.value;
  const appearance = cell.appearance.value;
  const main = mainFigure(latest);
  return html`<a
    class="tile"
    href=${`/point/${point.pointId}`}
    data-id=${point.pointId}
    data-appearance=${appearance}
    tabindex=${inTabOrder ? 0 : -1}
  >
    <span class="tile-top"><${Badge} appearance=${appearance} /><${Age} latest=${latest} /></span>
    <span class="tile-name" title=${fullName(point)}>
      <strong>${point.machine ?? point.name}</strong>
      <span>${point.machine === null ? point.sensorId : point.name}</span>
    </span>
    <span class="tile-figures">
      <span class="figure-large">${figure(main.value)} <small>${main.unit}</small></span>
      <span class="figure-small">${speedOf(latest)}</span>
    </span>
    <span class="tile-line">${lineOf(latest, appearance)}</span>
  </a>`;
}

/** Apart, so that the passing second redraws nothing else of the tile. */
function Age({ latest }: { latest: Latest | null }) {
  const { now } = useApp();
  return html`<span class="age">${latest === null ? '' : age(latest.atMs, now.value)}</span>`;
}

function speedOf(latest: Latest | null): string {
  if (latest === null) return '';
  const { speedRpm, speedSource } = latest.figures;
  if (speedRpm === null) return text.plant.speedUnknown;
  const speed = `${count(speedRpm)} ${text.figure.perMinute}`;
  // Read from the vibration itself: about so much, and nobody measured it.
  return speedSource === 'estimated' ? `≈ ${speed}` : speed;
}

function lineOf(latest: Latest | null, appearance: string): string {
  if (latest === null) return text.plant.nothingHeard;
  if (appearance === 'stale') {
    return text.plant.last(text.appearance[latest.verdict.condition]);
  }
  return verdictLine(latest.verdict);
}
