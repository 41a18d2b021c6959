import type uPlot from 'uplot';
import type { Crossing } from '#signal/trend/forecast';
import type { ChartColours } from '../../parts/charts/chart-colours.ts';
import { scaleOf } from '../../parts/charts/line-plot.ts';
import { trendsWords } from '../../text/trends.ts';
import { inUnit, type ShownUnit } from '../../text/units.ts';
import type { TrendEvent } from './trend-events.ts';
import { shownOf, type TrendLimit } from './trend-limits.ts';

/** What is drawn over the lines: limits of the chosen line, its forecast, and what happened when. */
export interface TrendMarks {
  readonly limits: readonly TrendLimit[];
  readonly crossing: Crossing | null;
  /** In which the hub measures what crosses. */
  readonly unit: string;
  /** What crosses is a process value: it is read as it is sent. */
  readonly isSent: boolean;
  readonly events: readonly TrendEvent[];
}

/** Draws them; a limit above the plot is told at its upper edge. */
export function drawTrendMarks(
  u: uPlot,
  { limits, crossing, unit, isSent, events }: TrendMarks,
  colours: ChartColours,
): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.lineWidth = ratio;
  ctx.font = `${11 * ratio}px ${getComputedStyle(u.root).fontFamily}`;
  drawLimits(u, limits, colours);
  if (crossing !== null) drawCrossing(u, crossing, shownOf({ unit, isSent }), colours);
  for (const { atMs, colour } of events) {
    const x = Math.round(u.valToPos(atMs / 1000, 'x', true));
    const foot = bbox.top + bbox.height;
    ctx.fillStyle = colours[colour];
    ctx.beginPath();
    ctx.moveTo(x, foot - 12 * ratio);
    ctx.lineTo(x - 5 * ratio, foot);
    ctx.lineTo(x + 5 * ratio, foot);
    ctx.fill();
    ctx.strokeStyle = colours.surface;
    ctx.stroke();
  }
  ctx.restore();
}

function drawLimits(u: uPlot, limits: readonly TrendLimit[], colours: ChartColours): void {
  const { ctx, bbox } = u;
  const right = bbox.left + bbox.width - 4 * devicePixelRatio;
  ctx.textAlign = 'right';
  for (const limit of limits) {
    const { name, value } = limit;
    const shown = shownOf(limit);
    const scale = scaleOf(shown.unit);
    if (u.scales[scale] === undefined) continue;
    const y = Math.round(u.valToPos(inUnit(value, shown), scale, true)) + 0.5;
    if (y < bbox.top) continue;
    ctx.strokeStyle = ctx.fillStyle = name === 'baseline' ? colours.trace : colours.soft;
    ctx.setLineDash((name === 'baseline' ? [2, 3] : [6, 4]).map((px) => px * devicePixelRatio));
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.textBaseline = 'bottom';
    ctx.fillText(limitWord(limit), right, y - 2 * devicePixelRatio);
  }
  ctx.setLineDash([]);
}

/** How a limit is written. */
export function limitWord({ name, ruleName }: Pick<TrendLimit, 'name' | 'ruleName'>): string {
  if (name === 'rule') return ruleName;
  if (name === 'alarm') return trendsWords.alarmShort;
  return name === 'baseline' ? trendsWords.baseline : trendsWords.zones[name];
}

function drawCrossing(u: uPlot, crossing: Crossing, shown: ShownUnit, colours: ChartColours): void {
  const { ctx } = u;
  const scale = scaleOf(shown.unit);
  if (u.scales[scale] === undefined) return;
  const { min = 0, max = 0 } = u.scales.x ?? {};
  ctx.strokeStyle = colours.ink;
  ctx.setLineDash([8 * devicePixelRatio, 5 * devicePixelRatio]);
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.beginPath();
  for (let i = 0; i <= 100; i++) {
    const at = min + ((max - min) * i) / 100;
    const y = u.valToPos(inUnit(crossing.valueAt(at * 1000), shown), scale, true);
    const x = u.valToPos(at, 'x', true);
    if (i === 0) ctx.moveTo(x, y);
    else ctx.lineTo(x, y);
  }
  ctx.stroke();
  ctx.setLineDash([]);
}
