import type uPlot from 'uplot';
import type { ZoneLimits } from '#signal/severity/iso-20816-table';
import type { ChartColours } from '../../parts/charts/chart-colours.ts';
import { figure } from '../../text/numbers.ts';
import type { TrendSeries } from './trend-series.ts';

/** Colour and height, px, of a condition's bar under the trend: height tells it without colour. */
const BARS = [
  null,
  { colour: 'advisory', height: 4 },
  { colour: 'warning', height: 8 },
  { colour: 'danger', height: 12 },
] as const;

/** A bar along the foot of the plot wherever the point was not good. */
export function drawConditions(u: uPlot, series: TrendSeries, colours: ChartColours): void {
  const { ctx, bbox } = u;
  ctx.save();
  for (let i = 0; i + 1 <= series.x.length; i++) {
    const condition = series.condition[i];
    const bar = condition === null ? null : (BARS[condition] ?? null);
    if (bar === null) continue;
    const left = Math.max(bbox.left, u.valToPos(series.x[i], 'x', true));
    const next = series.x[i + 1] ?? series.x[i];
    const right = Math.min(bbox.left + bbox.width, u.valToPos(next, 'x', true));
    if (right < bbox.left || left > bbox.left + bbox.width) continue;
    const height = bar.height * devicePixelRatio;
    ctx.fillStyle = colours[bar.colour];
    ctx.fillRect(left, bbox.top + bbox.height - height, Math.max(1, right - left), height);
  }
  ctx.restore();
}

/** Dashed lines at the limits of zones C and D, where they lie inside the plot. */
export function drawZones(u: uPlot, limits: ZoneLimits, colours: ChartColours): void {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = colours.soft;
  ctx.lineWidth = devicePixelRatio;
  ctx.font = `${11 * devicePixelRatio}px ${getComputedStyle(u.root).fontFamily}`;
  ctx.textAlign = 'right';
  for (const [name, limit] of [
    ['B/C', limits.bc],
    ['C/D', limits.cd],
  ] as const) {
    const y = Math.round(u.valToPos(limit, 'y', true)) + 0.5;
    if (y < bbox.top || y > bbox.top + bbox.height) continue;
    ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    const words = `${name} ${figure(limit)}`;
    ctx.fillText(words, bbox.left + bbox.width - 4 * devicePixelRatio, y - 4 * devicePixelRatio);
  }
  ctx.restore();
}
