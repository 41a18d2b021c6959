import type uPlot from 'uplot';
import type { ChartColour, ChartColours } from '../../parts/charts/chart-colours.ts';
import type { Pair } from '../../parts/charts/plot-gestures.ts';
import type { CursorLine } from './cursor-lines.ts';

const PIN_PX = 9;
/** How much of the picture the edge of a line covers: what it points at is seen beside it. */
const EDGE = 0.6;

/** How far slip may move a line: a band behind it. */
export function drawSlip(
  u: uPlot,
  lines: readonly CursorLine[],
  perHz: number,
  colours: ChartColours,
): void {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.fillStyle = colours['trace-soft'];
  for (const { hz, withinHz } of lines) {
    if (withinHz === 0) continue;
    const left = Math.max(bbox.left, u.valToPos((hz - withinHz) * perHz, 'x', true));
    const end = u.valToPos((hz + withinHz) * perHz, 'x', true);
    const right = Math.min(bbox.left + bbox.width, end);
    if (right > left) ctx.fillRect(left, bbox.top, right - left, bbox.height);
  }
  ctx.restore();
}

/** A pin of a note: where it stands on the axis across, and down (null: at the foot); its number is its place in the list. */
export interface Pin {
  readonly x: number;
  readonly y: number | null;
}

/** Pins with their numbers; the list beside the plot has the words. */
export function drawPins(u: uPlot, pins: readonly Pin[], colours: ChartColours): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = `600 ${11 * ratio}px ${getComputedStyle(u.root).fontFamily}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineWidth = 1.5 * ratio;
  ctx.strokeStyle = colours.surface;
  const drawn: Pair[] = [];
  for (const [i, { x, y }] of pins.entries()) {
    let left = u.valToPos(x, 'x', true);
    const foot = bbox.top + bbox.height - 14 * ratio;
    const top = y === null ? foot : u.valToPos(y, 'y', true);
    if (left < bbox.left || left > bbox.left + bbox.width) continue;
    if (top < bbox.top || top > bbox.top + bbox.height) continue;
    // One beside the other, where they were pinned to one place.
    while (drawn.some((one) => Math.hypot(one.x - left, one.y - top) < 2 * PIN_PX * ratio)) {
      left += 2 * PIN_PX * ratio;
    }
    drawn.push({ x: left, y: top });
    ctx.fillStyle = colours.ink;
    ctx.beginPath();
    ctx.arc(left, top, PIN_PX * ratio, 0, 2 * Math.PI);
    ctx.fill();
    // On a picture its ground may be as dark as the pin.
    ctx.stroke();
    ctx.fillStyle = colours.surface;
    ctx.fillText(String(i + 1), left, top);
  }
  ctx.restore();
}

/** A line over a picture, in px of its canvas. */
export interface OverLine {
  readonly from: Pair;
  readonly to: Pair;
  readonly colour: ChartColour;
  readonly dash?: readonly number[];
}

/** Lines over a picture: whatever its colours are there, an edge of the theme’s ground sets them off. */
export function drawOver(
  { ctx, bbox }: uPlot,
  lines: readonly OverLine[],
  colours: ChartColours,
): void {
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const { from, to, colour, dash } of lines) {
    ctx.setLineDash((dash ?? []).map((px) => px * ratio));
    ctx.beginPath();
    ctx.moveTo(from.x, from.y);
    ctx.lineTo(to.x, to.y);
    ctx.globalAlpha = EDGE;
    ctx.strokeStyle = colours.surface;
    ctx.lineWidth = 3 * ratio;
    ctx.stroke();
    ctx.globalAlpha = 1;
    ctx.strokeStyle = colours[colour];
    ctx.lineWidth = ratio;
    ctx.stroke();
  }
  ctx.restore();
}

/** A line across or down all of the plot, in px of the canvas. */
export function lineThrough(
  { bbox }: uPlot,
  place: { x: number } | { y: number },
): Pick<OverLine, 'from' | 'to'> {
  const { left, top, width, height } = bbox;
  if ('x' in place) {
    const x = Math.round(place.x) + 0.5;
    return { from: { x, y: top }, to: { x, y: top + height } };
  }
  const y = Math.round(place.y) + 0.5;
  return { from: { x: left, y }, to: { x: left + width, y } };
}
