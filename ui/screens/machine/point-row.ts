import { html } from 'htm/preact';
import { POINT_ROUTES, type Trend } from '#schemas/http/points';
import { request } from '../../http/request.ts';
import { Badge } from '../../parts/badge.ts';
import { mainFigure } from '../../parts/main-figure.ts';
import { Sparkline } from '../../parts/sparkline.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { age, figure } from '../../text/numbers.ts';
import { machineWords as words } from '../../text/plant-machine.ts';
import { verdictLine } from '../../text/sentences.ts';
import type { PointCell } from '../../websocket/point-cell.ts';

const DAY_MS = 86_400_000;
const STEPS = 72;
/** A day's line is drawn anew so often; the figure beside it is live. */
const RENEW_MS = 600_000;

/** A point of the machine: its state, figure, course of the last day and what was found; leads to all of it. */
export function PointRow({ pointId }: { pointId: string }) {
  const { plant } = useApp();
  const cell = plant.cell(pointId);
  return cell === undefined ? null : html`<${Row} cell=${cell} />`;
}

function Row({ cell }: { cell: PointCell }) {
  const point = cell.point.value;
  const latest = cell.latest.value;
  const main = mainFigure(latest);
  return html`<li>
    <a class="point-row" href=${`/point/${point.pointId}`} data-appearance=${cell.appearance.value}>
      <${Badge} appearance=${cell.appearance.value} />
      <span class="point-row-name"><strong>${point.name}</strong><${Heard} cell=${cell} /></span>
      <span class="figure-large">${figure(main.value)} <small>${main.unit}</small></span>
      <${Course} cell=${cell} />
      <span class="point-row-line muted">
        ${latest === null ? text.plant.nothingHeard : verdictLine(latest.verdict)}
      </span>
    </a>
  </li>`;
}

/** Apart, so that the passing second redraws nothing else. */
function Heard({ cell }: { cell: PointCell }) {
  const { now } = useApp();
  const latest = cell.latest.value;
  return html`<small class="muted">${latest === null ? text.time.never : age(latest.atMs, now.value)}</small>`;
}

function Course({ cell }: { cell: PointCell }) {
  const { now } = useApp();
  const { pointId, name } = cell.point.value;
  const slot = Math.floor(now.value / RENEW_MS);
  const { state } = useLoad(
    (signal) => {
      const to = now.peek();
      const query = { from: to - DAY_MS, to, maxBuckets: STEPS };
      return request(POINT_ROUTES.trend, { params: { pointId }, query, signal });
    },
    [pointId, slot],
  );
  if (state.value.kind !== 'ready') return html`<span class="sparkline"></span>`;
  const values = courseOf(state.value.value, now.peek());
  const known = values.filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const label =
    known.length === 0 ? words.trendNone(name) : words.trendOf(name, figure(low), figure(high));
  return html`<${Sparkline} values=${values} range=${[0, known.length === 0 ? 1 : high * 1.1]} label=${label} />`;
}

/** The figure that stands beside it, evenly spaced; what was not measured stays a gap. */
function courseOf(trend: Trend, toMs: number): (number | null)[] {
  const values = trend.velocityMean.some((value) => value !== null)
    ? trend.velocityMean
    : trend.accelerationMean;
  const course = Array<number | null>(STEPS).fill(null);
  for (const [i, atMs] of trend.atMs.entries()) {
    const step = Math.floor(((atMs - (toMs - DAY_MS)) / DAY_MS) * STEPS);
    if (step >= 0 && step < STEPS) course[step] = values[i];
  }
  return course;
}
