import type uPlot from 'uplot';
import type { ChartColour, ChartColours } from './chart-colours.ts';

/** A vertical line at a place that means something, such as a bearing's defect frequency. */
export interface Marker {
  readonly x: number;
  readonly label: string;
  /** Its name where there is room: "BPFO ×2". */
  readonly full: string;
  readonly colour: ChartColour;
  /** Dashes in px; families differ in dash as well as in colour. */
  readonly dash: readonly number[];
}

const ROW_PX = 14;
const ROWS = 3;
const LABEL_GAP_PX = 4;

/** Draws the markers inside the plot; a label that would cover its neighbour goes one row down, or is left out. */
export function drawMarkers(u: uPlot, markers: readonly Marker[], colours: ChartColours): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  const freeFrom = Array<number>(ROWS).fill(Number.NEGATIVE_INFINITY);
  ctx.save();
  ctx.lineWidth = ratio;
  ctx.font = `600 ${11 * ratio}px ${getComputedStyle(u.root).fontFamily}`;
  ctx.textBaseline = 'top';
  ctx.textAlign = 'left';
  for (const marker of [...markers].sort((a, b) => a.x - b.x)) {
    const x = Math.round(u.valToPos(marker.x, 'x', true)) + 0.5;
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.strokeStyle = ctx.fillStyle = colours[marker.colour];
    ctx.setLineDash(marker.dash.map((dash) => dash * ratio));
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    const width = ctx.measureText(marker.label).width;
    const row = freeFrom.findIndex((free) => free <= x);
    if (row < 0 || x + width + LABEL_GAP_PX * ratio > bbox.left + bbox.width) continue;
    freeFrom[row] = x + width + 2 * LABEL_GAP_PX * ratio;
    ctx.fillText(marker.label, x + LABEL_GAP_PX * ratio, bbox.top + (2 + row * ROW_PX) * ratio);
  }
  ctx.restore();
}
