import type uPlot from 'uplot';
import type { ZoneLimits } from '#signal/severity/iso-20816-table';
import type { ChartColour, ChartColours } from '../../parts/charts/chart-colours.ts';
import { plain } from '../../text/numbers.ts';
import { inShownUnit, shownUnit } from '../../text/units.ts';
import type { TrendSeries } from './trend-series.ts';

/** Colour and height, px, of a condition's bar under the trend: height tells it without colour. */
const BARS = [
  null,
  { colour: 'advisory', height: 4 },
  { colour: 'warning', height: 8 },
  { colour: 'danger', height: 12 },
] as const;

/** Neighbouring rows of one condition as one bar; a gap ends it. */
function barsOf({ x, condition }: TrendSeries) {
  const bars: { colour: ChartColour; height: number; fromS: number; toS: number }[] = [];
  for (const [i, fromS] of x.entries()) {
    const bar = BARS[condition[i] ?? 0] ?? null;
    if (bar === null) continue;
    const next = condition[i + 1];
    const toS = next === null || next === undefined ? fromS : x[i + 1];
    const before = bars.at(-1);
    if (before?.toS === fromS && before.colour === bar.colour) before.toS = toS;
    else bars.push({ ...bar, fromS, toS });
  }
  return bars;
}

/** A bar along the foot of the plot wherever the point was not good. */
export function drawConditions(u: uPlot, series: TrendSeries, colours: ChartColours): void {
  const { ctx, bbox } = u;
  ctx.save();
  for (const { colour, height, fromS, toS } of barsOf(series)) {
    const left = Math.max(bbox.left, Math.floor(u.valToPos(fromS, 'x', true)));
    const right = Math.min(bbox.left + bbox.width, Math.ceil(u.valToPos(toS, 'x', true)));
    if (right < left) continue;
    const tall = height * devicePixelRatio;
    ctx.fillStyle = colours[colour];
    ctx.fillRect(
      left,
      bbox.top + bbox.height - tall,
      Math.max(devicePixelRatio, right - left),
      tall,
    );
  }
  ctx.restore();
}

/** Dashed lines at the limits of zones C and D; the next one above the plot is told at its upper edge. */
export function drawZones(u: uPlot, limits: ZoneLimits, colours: ChartColours): void {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = colours.soft;
  ctx.lineWidth = devicePixelRatio;
  ctx.font = `${11 * devicePixelRatio}px ${getComputedStyle(u.root).fontFamily}`;
  const right = bbox.left + bbox.width - 4 * devicePixelRatio;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'bottom';
  for (const [name, limit] of [
    ['B/C', limits.bc],
    ['C/D', limits.cd],
  ] as const) {
    const shown = inShownUnit(limit, 'mm/s');
    const words = `${name} ${plain(shown)} ${shownUnit('mm/s').unit}`;
    const y = Math.round(u.valToPos(shown, 'y', true)) + 0.5;
    if (y < bbox.top) {
      ctx.textBaseline = 'top';
      ctx.fillText(`↑ ${words}`, right, bbox.top + 3 * devicePixelRatio);
      break;
    }
    ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.fillText(words, right, y - 2 * devicePixelRatio);
  }
  ctx.restore();
}
